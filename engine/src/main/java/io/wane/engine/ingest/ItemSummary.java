package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of an item catalogue.
 *
 * @param file the file
 * @param rows rows read, without header and blank lines
 * @param items distinct items; they stand in the store's catalogue now
 * @param repeated rows whose item stood in an earlier row of the file, which was replaced
 * @param rejected rejected rows by kind of fault
 */
public record ItemSummary(Path file, long rows, long items, long repeated, List<Rejected> rejected) {

    /** Copies. */
    public ItemSummary {
        rejected = List.copyOf(rejected);
    }
}
