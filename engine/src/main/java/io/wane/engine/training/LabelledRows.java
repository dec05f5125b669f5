package io.wane.engine.training;

import io.wane.core.model.Examples;

/**
 * Rows with what came true.
 *
 * @param examples the rows; one group per user and snapshot
 * @param labels 0 or 1 per row
 * @param weights how many rows of the population each stands for
 */
record LabelledRows(Examples examples, double[] labels, double[] weights) {}
