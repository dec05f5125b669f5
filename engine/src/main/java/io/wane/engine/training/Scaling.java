package io.wane.engine.training;

import io.wane.core.feature.FeatureMatrix;

/**
 * Divides every column by its standard deviation on the training rows, without centring, so that absent stays 0.
 *
 * @param deviations one per column, above 0; 1 for a column that never varies
 */
public record Scaling(double[] deviations) {

    /** The scaling that fits weighted rows. */
    public static Scaling fit(FeatureMatrix rows, double[] weights) {
        double[] sums = new double[rows.width()];
        double[] squares = new double[rows.width()];
        double total = 0;
        for (int row = 0; row < rows.rows(); row++) {
            total += weights[row];
            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                double value = rows.values()[at];
                sums[rows.columns()[at]] += weights[row] * value;
                squares[rows.columns()[at]] += weights[row] * value * value;
            }
        }
        double[] deviations = new double[rows.width()];
        for (int column = 0; column < deviations.length; column++) {
            double mean = sums[column] / total;
            double variance = squares[column] / total - mean * mean;
            deviations[column] = variance > 1e-12 * squares[column] / total ? Math.sqrt(variance) : 1;
        }
        return new Scaling(deviations);
    }

    /** The rows, scaled. */
    public FeatureMatrix apply(FeatureMatrix rows) {
        double[] factors = new double[deviations.length];
        for (int column = 0; column < factors.length; column++) {
            factors[column] = 1 / deviations[column];
        }
        return rows.scaled(factors);
    }
}
