package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other processes: one that is killed with SIGKILL while it writes, and one that wants the same directory. */
class ProcessTest {

    private static final int ROUNDS = 5;

    @TempDir
    private Path directory;

    private Process start(int firstEvent) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        directory.toString(),
                        Integer.toString(firstEvent))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    // Each round goes on with the store that the killed process of the round before has left behind.
    @Test
    @Timeout(120)
    void whatAKilledProcessAcknowledgedIsThere() throws Exception {
        Random random = new Random(9);
        int acknowledged = 0;
        int erasedBefore = 0;
        Set<String> items = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = start(acknowledged + 1_000);
            int begun = acknowledged + 1_000;
            acknowledged = begun;
            try (BufferedReader out = process.inputReader()) {
                // A while after a line chosen at random the process dies, wherever it is by then.
                int lines = round == 0 ? 1 : 1 + random.nextInt(60);
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (--lines == 0) {
                        for (int spin = random.nextInt(200_000); spin > 0; spin--) {
                            Thread.onSpinWait();
                        }
                        // By its handle, which leaves the pipe with the last acknowledgements open.
                        process.toHandle().destroyForcibly();
                    }
                    if (line.startsWith("events ")) {
                        acknowledged = Integer.parseInt(line.substring(7));
                    } else if (line.startsWith("erased ")) {
                        erasedBefore = Integer.parseInt(line.substring(7));
                    } else if (line.startsWith("item-")) {
                        items.add(line);
                    }
                }
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            try (SegmentEventStore store = SegmentEventStore.open(directory, 300)) {
                Set<Event> stored = new HashSet<>(Events.of(store));
                assertThat(store.size()).isEqualTo(stored.size());
                for (Event event : Events.some(begun, acknowledged)) {
                    boolean theirs = event.user().equals(Optional.of("user-3"));
                    if (!theirs) {
                        assertThat(stored.contains(event))
                                .as("round %d has %s", round, event)
                                .isTrue();
                    } else if (number(event) < erasedBefore) {
                        assertThat(stored.contains(event))
                                .as("round %d has %s", round, event)
                                .isFalse();
                    }
                }
                assertThat(store.catalog().size()).isGreaterThanOrEqualTo(items.size());
                for (String item : items) {
                    assertThat(store.catalog().item(item)).as("round %d", round).isPresent();
                }
                assertThat(store.verify()).as("round %d", round).isEmpty();
            }
        }
        assertThat(items).isNotEmpty();
        assertThat(erasedBefore).isPositive();
    }

    private static int number(Event event) {
        return Integer.parseInt(event.id().substring("event-".length()));
    }

    @Test
    @Timeout(60)
    void anotherProcessIsToldWhoHasTheStore() throws Exception {
        Process process = start(0);
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("opened");
            assertThatThrownBy(() -> SegmentEventStore.open(directory, 300))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            directory.toString(), "in use by process " + process.pid(), "lock", "Stop it or wait");
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        SegmentEventStore.open(directory, 300).close();
    }
}
