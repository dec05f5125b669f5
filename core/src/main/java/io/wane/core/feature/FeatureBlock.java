package io.wane.core.feature;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that one definition gives a learner.
 *
 * @param columns in the order of {@link FeatureExtractor#read}'s indexes, distinct by name
 */
public record FeatureBlock(List<Column> columns) {

    /**
     * Copies.
     *
     * @param columns copied; distinct by name
     * @throws IllegalArgumentException if a name stands twice
     */
    public FeatureBlock {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("column '" + column.name() + "' stands twice in one block");
            }
        }
    }

    /** {@return number of columns} */
    public int size() {
        return columns.size();
    }
}
