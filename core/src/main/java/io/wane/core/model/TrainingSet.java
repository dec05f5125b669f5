package io.wane.core.model;

import io.wane.core.feature.FeatureSchema;

/**
 * Rows with what came true.
 *
 * @param schema the rows' columns
 * @param examples the rows
 * @param labels one per row, as {@link Target} says
 * @param weights one per row, above 0: how many rows of the population this row stands for
 * @param target what the labels mean
 */
@SuppressWarnings("ArrayRecordComponent") // primitive columns: shared, never written, never compared
public record TrainingSet(FeatureSchema schema, Examples examples, double[] labels, double[] weights, Target target) {

    /**
     * Checks the lengths.
     *
     * @param schema as wide as the rows
     * @param examples the rows
     * @param labels one per row
     * @param weights one per row
     * @param target what the labels mean
     * @throws IllegalArgumentException if they differ
     */
    public TrainingSet {
        int rows = examples.size();
        if (labels.length != rows
                || weights.length != rows
                || schema.size() != examples.rows().width()) {
            throw new IllegalArgumentException(
                    "rows " + rows + ", labels " + labels.length + ", weights " + weights.length + ", columns "
                            + examples.rows().width() + " of " + schema.size() + ": must agree");
        }
    }
}
