package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How files are imported.
 *
 * @param from the layout; empty to find it from the first line
 * @param valueAs what {@code value} means; empty for what the layout declares
 * @param rejects where rejected rows are kept, appended to; empty to count them only
 * @param maxRejects how many rejected rows a file may have before nothing of it is imported; empty for any number
 * @param nowMillis when files are imported: rows of a later day are told of; empty if it does not matter
 */
public record ImportSettings(
        Optional<Layout> from,
        Optional<ValueAs> valueAs,
        Optional<Path> rejects,
        OptionalLong maxRejects,
        OptionalLong nowMillis) {

    /** Everything found, nothing kept of rejected rows, any number of them. */
    public static final ImportSettings DEFAULT = new ImportSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

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

    /**
     * Asks, before anything is imported, whether rejected rows of these files may be appended where the settings say.
     *
     * @throws IngestException if one of the files itself, a file of other content, or a directory is there, or nothing
     *     can be written
     */
    public void requireRejectsFor(List<Path> files) {
        rejects.ifPresent(path -> DeadLetters.requireAppendable(path, files));
    }
}
