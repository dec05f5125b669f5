package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Event;
import io.wane.core.store.Appended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk loses nothing that was acknowledged, and the store goes on when there is room again. */
class FullDiskTest {

    private final FullDisk disk = new FullDisk();

    @TempDir
    private Path directory;

    private SegmentEventStore open() {
        return SegmentEventStore.open(new StoreDirectory(directory, disk), 100);
    }

    @Test
    void anAppendThatDoesNotFitSaysSoAndAddsNothing() {
        List<Event> first = Events.some(0, 40);
        List<Event> second = Events.some(40, 80);
        try (SegmentEventStore store = open()) {
            store.append(first);
            disk.leave(100);
            assertThatThrownBy(() -> store.append(second))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll(
                            directory.resolve("00000001.log").toString(),
                            "could not append events",
                            "No space left on device",
                            "Nothing acknowledged is lost",
                            "try again");
            assertThat(Events.of(store)).isEqualTo(first);
            assertThat(store.size()).isEqualTo(40);
            assertThat(store.verify()).isEmpty();
            disk.leave(1 << 20);
            assertThat(store.append(second)).isEqualTo(new Appended(40, 0, List.of()));
        }
        try (SegmentEventStore store = open()) {
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 80));
        }
    }

    @Test
    void anAppendThatCannotBeForcedIsNotAcknowledged() {
        try (SegmentEventStore store = open()) {
            store.append(Events.some(0, 40));
            disk.force(false);
            assertThatThrownBy(() -> store.append(Events.some(40, 80))).hasMessageContaining("Input/output error");
            // Not even the cut can be forced now, so it is made again before the next append.
            assertThatThrownBy(() -> store.append(Events.some(40, 45))).hasMessageContaining("Input/output error");
            assertThat(store.size()).isEqualTo(40);
            disk.force(true);
            assertThat(store.append(Events.some(40, 60))).isEqualTo(new Appended(20, 0, List.of()));
            assertThat(store.verify()).isEmpty();
        }
        try (SegmentEventStore store = open()) {
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 60));
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void aSegmentThatCannotCloseStaysOpenUntilThereIsRoom() throws IOException {
        try (SegmentEventStore store = open()) {
            store.append(Events.some(0, 100));
            int refusals = 0;
            for (int room = 0; store.size() == 100; room += 333 + room / 4) {
                disk.leave(room);
                try {
                    store.append(Events.some(100, 130));
                } catch (UncheckedIOException refused) {
                    refusals++;
                    assertThat(refused).as("with %d bytes left", room).hasMessageContaining("No space left on device");
                    assertThat(Events.of(store)).as("with %d bytes left", room).isEqualTo(Events.some(0, 100));
                    assertThat(new StoreDirectory(directory, disk)
                                    .segmentFiles()
                                    .size())
                            .as("files: a log, or a segment, its ids and a log")
                            .isIn(1, 3);
                }
            }
            assertThat(refusals).isGreaterThan(8);
            disk.leave(1 << 20);
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 130));
            assertThat(store.verify()).isEmpty();
        }
        try (SegmentEventStore store = open()) {
            assertThat(store.size()).isEqualTo(130);
        }
    }

    // Where the first try broke off, a power cut would bring the old list of files back: its files must be there, and
    // what was acknowledged must be in them.
    @Test
    void aListOfFilesWhoseNameIsNotDurableYetLosesNeitherItsFilesNorThoseOfTheOldOne() throws IOException {
        Path log = directory.resolve("00000001.log");
        try (SegmentEventStore store = open()) {
            store.append(Events.some(0, 100));
            // The segment and its log are written and named; then the list of files is, and that cannot be made
            // durable.
            disk.refuseNamesAfter(directory.resolve("store.db.new"));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.append(Events.some(100, 130)))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContainingAll(directory.resolve("store.db").toString(), "Input/output error");
                assertThat(log).exists();
                assertThat(Events.of(store)).isEqualTo(Events.some(0, 100));
                assertThat(store.verify()).isEmpty();
            }
            disk.allowNames();
            assertThat(store.append(Events.some(90, 130))).isEqualTo(new Appended(30, 10, List.of()));
            assertThat(log).doesNotExist();
        }
        try (SegmentEventStore store = open()) {
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 130));
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void anErasureWhoseListOfFilesIsNotDurableYetIsFinishedByTheNextOne() throws IOException {
        List<Event> events = Events.some(0, 250);
        try (SegmentEventStore store = open()) {
            store.append(events);
            disk.refuseNamesAfter(directory.resolve("store.db.new"));
            assertThatThrownBy(() -> store.eraseUser("user-1")).hasMessageContaining("Input/output error");
            disk.allowNames();
            store.eraseUser("user-1");
            assertThat(Events.ofUser(Events.of(store), "user-1")).isZero();
            assertThat(new StoreDirectory(directory, disk).segmentFiles()).hasSize(5);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void newDirectoriesAreForcedIntoThoseAboveThem() {
        Path store = directory.resolve("shop").resolve("store");
        SegmentEventStore.open(new StoreDirectory(store, disk), 100).close();
        assertThat(disk.forced()).contains(directory, directory.resolve("shop"), store);
    }

    @Test
    void anAppendThatFailsAsNoDiskDoesLeavesNothingBehind() {
        try (SegmentEventStore store = open()) {
            store.append(Events.some(0, 40));
            OutOfMemoryError full = new OutOfMemoryError("no memory left");
            disk.failWith(full);
            assertThatThrownBy(() -> store.append(Events.some(40, 60))).isSameAs(full);
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 40));
            assertThat(store.append(Events.some(40, 50))).isEqualTo(new Appended(10, 0, List.of()));
            assertThat(store.verify()).isEmpty();
        }
        try (SegmentEventStore store = open()) {
            assertThat(Events.of(store)).isEqualTo(Events.some(0, 50));
        }
    }

    @Test
    void anErasureThatDoesNotFitErasesNothing() {
        List<Event> events = Events.some(0, 250);
        try (SegmentEventStore store = open()) {
            store.append(events);
            disk.leave(2_000);
            assertThatThrownBy(() -> store.eraseUser("user-1")).isInstanceOf(UncheckedIOException.class);
            assertThat(Events.of(store)).isEqualTo(events);
            disk.leave(1 << 20);
            assertThat(store.eraseUser("user-1")).isEqualTo(Events.ofUser(events, "user-1"));
            assertThat(store.verify()).isEmpty();
        }
        try (SegmentEventStore store = open()) {
            assertThat(store.size()).isEqualTo(events.size() - Events.ofUser(events, "user-1"));
        }
    }
}
