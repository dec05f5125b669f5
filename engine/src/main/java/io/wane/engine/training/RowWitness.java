package io.wane.engine.training;

import io.wane.core.feature.FeatureMatrix;

/** Sees rows as they are read, before they are scaled. Several threads call at once, each with rows of its own. */
@FunctionalInterface
public interface RowWitness {

    /** Looks away. */
    RowWitness NONE = (plan, firstRow, rows) -> {};

    /**
     * Some rows have been read.
     *
     * @param plan what they belong to
     * @param firstRow index in the plan of the first of them
     * @param rows unscaled; not to be kept
     */
    void saw(RowPlan plan, int firstRow, FeatureMatrix rows);
}
