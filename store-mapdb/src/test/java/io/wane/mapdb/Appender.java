package io.wane.mapdb;

import io.wane.core.event.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A process that appends until it is killed, and writes a line to standard output for whatever was acknowledged. */
final class Appender {

    private Appender() {}

    /**
     * Runs.
     *
     * @param args the store's directory; the number of the first event
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        int next = Integer.parseInt(args[1]);
        OutputStream out = System.out;
        try (SegmentEventStore store = SegmentEventStore.open(directory, 300)) {
            say(out, "opened");
            while (true) {
                for (int batch = 1; batch <= 64; batch *= 2) {
                    store.append(Events.some(next, next + batch));
                    next += batch;
                    say(out, "events " + next);
                }
                String id = "item-" + next;
                store.putItems(
                        List.of(new Item(id, "", List.of(), Optional.empty(), OptionalDouble.empty(), Map.of())));
                say(out, id);
                // Some events of the last batches go and come back: erasing rewrites every file.
                if (next % 4 == 0) {
                    store.eraseUser("user-3");
                    say(out, "erased " + next);
                }
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
