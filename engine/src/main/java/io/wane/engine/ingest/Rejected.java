package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rejected rows with one kind of fault.
 *
 * @param what the fault: "a time that is not understood"
 * @param rows how many rows have it
 * @param firstLine line of the first of them, from 1
 * @param firstReason what is wrong there, with the value
 * @param fix what to do about it
 */
public record Rejected(String what, long rows, long firstLine, String firstReason, String fix) {

    /** One line for people. */
    @Override
    public String toString() {
        return NumberText.count(rows, "row", "rows") + ": " + what + ", first in line " + NumberText.grouped(firstLine)
                + " (" + firstReason + "); " + fix;
    }

    /** Counts while a file is read. */
    static final class Counter {

        private final Map<Fault, Rejected> byFault = new EnumMap<>(Fault.class);
        private long total;

        void add(long line, RowException bad) {
            Fault fault = bad.fault();
            total++;
            byFault.merge(
                    fault,
                    new Rejected(fault.what(), 1, line, bad.getMessage(), fault.fix()),
                    (known, one) ->
                            new Rejected(known.what, known.rows + 1, known.firstLine, known.firstReason, known.fix));
        }

        long total() {
            return total;
        }

        List<Rejected> list() {
            return List.copyOf(byFault.values());
        }

        /** Refuses a file with more rejected rows than allowed. */
        void refuseMoreThan(long most, Path file, Optional<Path> kept) {
            if (total <= most) {
                return;
            }
            StringBuilder message =
                    new StringBuilder(file + ": " + NumberText.count(total, "row", "rows") + " rejected, at most "
                            + NumberText.grouped(most) + " allowed (--max-rejects); nothing of the file is imported");
            byFault.values().forEach(kind -> message.append("\n  ").append(kind));
            kept.ifPresent(path -> message.append("\n  all of them: ").append(path));
            throw new IngestException(message.toString());
        }
    }
}
