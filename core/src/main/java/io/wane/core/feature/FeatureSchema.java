package io.wane.core.feature;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a feature matrix, in order.
 *
 * @param columns names are {@code block.column}, distinct
 * @param fingerprint changes whenever a column, a decay or an extractor's setting changes
 */
public record FeatureSchema(List<Column> columns, String fingerprint) {

    /**
     * Copies.
     *
     * @param columns copied; distinct by name
     * @param fingerprint of columns, decays and settings
     * @throws IllegalArgumentException if a name stands twice
     */
    public FeatureSchema {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("feature '" + column.name() + "' stands twice");
            }
        }
    }

    /** {@return number of columns} */
    public int size() {
        return columns.size();
    }
}
