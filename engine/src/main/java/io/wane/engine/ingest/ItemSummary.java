package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of an item catalogue.
 *
 * @param file the file
 * @param rows rows read, without header and blank lines
 * @param items distinct items; they stand in the store's catalogue now
 * @param added items that the catalogue did not know
 * @param changed items that the catalogue knew otherwise
 * @param repeated rows whose item stood in an earlier row of the file, which was replaced
 * @param rejected rejected rows by kind of fault
 * @param notes how the rows were taken, one sentence each
 */
public record ItemSummary(
        Path file,
        long rows,
        long items,
        long added,
        long changed,
        long repeated,
        List<Rejected> rejected,
        List<String> notes) {

    /** Copies. */
    public ItemSummary {
        rejected = List.copyOf(rejected);
        notes = List.copyOf(notes);
    }
}
