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
