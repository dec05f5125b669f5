package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Event;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import io.wane.testkit.EventStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentEventStoreTest extends EventStoreContract {

    @Override
    protected EventStore open(Path dir) {
        return SegmentEventStore.open(dir, 50);
    }

    @Test
    void aBatchLongerThanASegmentFillsSeveral(@TempDir Path directory) throws IOException {
        try (EventStore store = open(directory)) {
            assertThat(store.append(Events.some(0, 333))).isEqualTo(new Appended(333, 0, List.of()));
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 333));
        }
        assertThat(filesEndingWith(directory, ".events")).hasSize(6);
    }

    // NIO closes a file under a thread that is interrupted.
    @Test
    void anInterruptedThreadDoesNotBreakTheStoreForOthers(@TempDir Path directory) {
        try (EventStore store = open(directory)) {
            store.append(Events.some(0, 120));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.append(Events.some(120, 130))).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> Events.of(store)).isInstanceOf(UncheckedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 120));
            assertThat(store.append(Events.some(100, 200))).isEqualTo(new Appended(80, 20, List.of()));
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 200));
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void anInterruptedThreadCanCloseTheStoreAndAnyOtherCanOpenItAgain(@TempDir Path directory) {
        EventStore store = open(directory);
        store.append(Events.some(0, 120));
        Thread.currentThread().interrupt();
        store.close();
        assertThat(Thread.interrupted()).isTrue();
        try (EventStore again = open(directory)) {
            assertThat(Events.of(again)).isEqualTo(Events.some(0, 120));
            assertThat(again.append(Events.some(100, 130))).isEqualTo(new Appended(10, 20, List.of()));
        }
    }

    @Test
    void aConsumerThatCallsTheStoreIsToldSoInsteadOfWaitingForItself(@TempDir Path directory) {
        try (EventStore store = open(directory)) {
            store.append(Events.some(0, 120));
            assertThatThrownBy(() -> store.scan(0, Long.MAX_VALUE, event -> store.eraseUser("user-1")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("consumer", "must not call the store");
            assertThat(store.size()).isEqualTo(120);
        }
    }

    @Test
    void aScanThatHasBegunReadsOnWhileSegmentsCloseAndAUserIsErased(@TempDir Path directory) throws Exception {
        List<Event> events = Events.some(0, 220);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (EventStore store = open(directory)) {
            store.append(events);
            Future<List<Event>> scan = threads.submit(() -> {
                List<Event> seen = new ArrayList<>();
                store.scan(Long.MIN_VALUE, Long.MAX_VALUE, event -> {
                    if (seen.isEmpty()) {
                        begun.countDown();
                        awaitUninterrupted(goOn);
                    }
                    seen.add(event);
                });
                return seen;
            });
            begun.await();
            store.append(Events.some(220, 400));
            Future<Long> erased = threads.submit(() -> store.eraseUser("user-4"));
            // While the erasure waits for the scan, other scans see its result.
            while (store.size() == 400) {
                Thread.onSpinWait();
            }
            assertThat(Events.ofUser(Events.of(store), "user-4")).isZero();
            assertThat(erased.isDone()).isFalse();
            goOn.countDown();
            assertThat(scan.get()).isEqualTo(events);
            assertThat(erased.get()).isEqualTo(40);
            assertThat(filesEndingWith(directory, ".events")).hasSize(7);
            assertThat(store.verify()).isEmpty();
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private static List<Path> filesEndingWith(Path directory, String end) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }
}
