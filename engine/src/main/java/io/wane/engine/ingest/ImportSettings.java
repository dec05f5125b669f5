package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How files are imported.
 *
 * @param from the layout; empty to find it from the first line
 * @param valueAs what {@code value} means; empty for what the layout declares
 * @param rejects where rejected rows are kept, appended to; empty to count them only
 * @param maxRejects how many rejected rows a file may have before nothing of it is imported; empty for any number
 */
public record ImportSettings(
        Optional<Layout> from, Optional<ValueAs> valueAs, Optional<Path> rejects, OptionalLong maxRejects) {

    /** Everything found, nothing kept of rejected rows, any number of them. */
    public static final ImportSettings DEFAULT =
            new ImportSettings(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public ImportSettings {
        if (maxRejects.isPresent() && maxRejects.getAsLong() < 0) {
            throw new IllegalArgumentException("max-rejects must be at least 0: " + maxRejects.getAsLong());
        }
    }
}
