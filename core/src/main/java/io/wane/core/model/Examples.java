package io.wane.core.model;

import io.wane.core.feature.FeatureMatrix;

/**
 * Rows to learn from, score or explain: one type for all four, so that they cannot differ. Rows of one query (a user at
 * a time) stand together as a group. Immutable by agreement, thread-safe.
 *
 * @param rows one row per candidate
 * @param groupStarts first row of each group, ascending from 0, and the number of rows at the end; do not write
 */
@SuppressWarnings("ArrayRecordComponent") // primitive columns: shared, never written, never compared
public record Examples(FeatureMatrix rows, int[] groupStarts) {

    /**
     * Checks.
     *
     * @param rows one row per candidate
     * @param groupStarts from 0 to the number of rows, never descending
     * @throws IllegalArgumentException if the groups do not cover the rows in order
     */
    public Examples {
        if (groupStarts.length == 0 || groupStarts[0] != 0 || groupStarts[groupStarts.length - 1] != rows.rows()) {
            throw new IllegalArgumentException(
                    "groups must run from 0 to the number of rows, " + rows.rows() + ", one entry more than groups");
        }
        for (int group = 1; group < groupStarts.length; group++) {
            if (groupStarts[group] < groupStarts[group - 1]) {
                throw new IllegalArgumentException("groups must not descend: group " + (group - 1) + " from row "
                        + groupStarts[group - 1] + " to " + groupStarts[group]);
            }
        }
    }

    /**
     * {@return all rows as one group}
     *
     * @param rows the rows; none give no group
     */
    public static Examples ungrouped(FeatureMatrix rows) {
        return new Examples(rows, rows.rows() == 0 ? new int[] {0} : new int[] {0, rows.rows()});
    }

    /** {@return number of rows} */
    public int size() {
        return rows.rows();
    }
}
