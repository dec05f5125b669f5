package io.wane.engine.training;

import io.wane.core.model.Examples;

/**
 * Rows with what came true, and whose they are.
 *
 * @param examples the rows; one group per user and snapshot
 * @param labels 0 or 1 per row
 * @param weights how many rows of the population each stands for
 * @param users code of the user per row
 * @param entities code of the entity per row
 * @param touched whether the user had touched the entity before, per row
 */
public record LabelledRows(
        Examples examples, double[] labels, double[] weights, int[] users, int[] entities, boolean[] touched) {

    /** Number of rows. */
    public int size() {
        return labels.length;
    }
}
