package io.wane.tribuo;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.TrainingSet;
import java.util.Arrays;
import java.util.List;

/**
 * The weighted mean log loss of a linear model over rows that stay where they are, with its derivatives.
 *
 * <p>A point is one coefficient per column and the intercept behind them. Immutable and thread-safe.
 */
final class LogLoss {

    private final List<TrainingSet> parts;
    private final int width;
    private final int rows;
    private final double totalWeight;

    /** The loss over all rows of these sets, which have the same columns. */
    LogLoss(List<TrainingSet> parts) {
        this.parts = List.copyOf(parts);
        this.width = parts.get(0).schema().size();
        int count = 0;
        double sum = 0;
        for (TrainingSet part : parts) {
            count = Math.addExact(count, part.examples().size());
            for (double weight : part.weights()) {
                sum += weight;
            }
        }
        this.rows = count;
        this.totalWeight = sum;
    }

    /** Number of columns. */
    int width() {
        return width;
    }

    /** Number of rows. */
    int rows() {
        return rows;
    }

    /** Σ weights. */
    double totalWeight() {
        return totalWeight;
    }

    /** The margin (log odds) of one row: the intercept and Σ coefficient × value. */
    static double margin(FeatureMatrix rows, int row, double[] point) {
        int[] columns = rows.columns();
        double[] values = rows.values();
        double margin = point[point.length - 1];
        for (int at = rows.rowStarts()[row], end = rows.rowStarts()[row + 1]; at < end; at++) {
            margin += point[columns[at]] * values[at];
        }
        return margin;
    }

    /** The loss at a point, in nats per unit of weight. */
    double value(double[] point) {
        double sum = 0;
        for (TrainingSet part : parts) {
            FeatureMatrix matrix = part.examples().rows();
            double[] labels = part.labels();
            double[] weights = part.weights();
            for (int row = 0; row < labels.length; row++) {
                double margin = margin(matrix, row, point);
                double against = labels[row] == 1 ? -margin : margin;
                sum += weights[row] * (Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
            }
        }
        return sum / totalWeight;
    }

    /**
     * The loss, its gradient and each row's curvature at a point.
     *
     * @param gradient receives the gradient
     * @param curvatures receives {@code weight · p · (1 − p) / total weight} of every row
     */
    double expand(double[] point, double[] gradient, double[] curvatures) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        int index = 0;
        for (TrainingSet part : parts) {
            FeatureMatrix matrix = part.examples().rows();
            int[] starts = matrix.rowStarts();
            int[] columns = matrix.columns();
            double[] values = matrix.values();
            double[] labels = part.labels();
            double[] weights = part.weights();
            for (int row = 0; row < labels.length; row++) {
                double margin = margin(matrix, row, point);
                boolean positive = labels[row] == 1;
                // The smaller of p and 1 − p is computed first, so that neither loses digits where p nears 0 or 1.
                double odds = Math.exp(-Math.abs(margin));
                double larger = 1 / (1 + odds);
                double smaller = odds * larger;
                double miss = margin > 0 == positive ? smaller : larger;
                double share = weights[row] / totalWeight;
                sum += share * (Math.max(positive ? -margin : margin, 0) + Math.log1p(odds));
                curvatures[index++] = share * larger * smaller;
                double slope = positive ? -share * miss : share * miss;
                gradient[width] += slope;
                for (int at = starts[row]; at < starts[row + 1]; at++) {
                    gradient[columns[at]] += slope * values[at];
                }
            }
        }
        return sum;
    }

    /** Adds the Hessian, given {@link #expand}'s curvatures; fills both triangles. */
    void hessian(double[] curvatures, double[][] hessian) {
        int index = 0;
        for (TrainingSet part : parts) {
            FeatureMatrix matrix = part.examples().rows();
            int[] starts = matrix.rowStarts();
            int[] columns = matrix.columns();
            double[] values = matrix.values();
            double[] intercept = hessian[width];
            for (int row = 0; row < matrix.rows(); row++) {
                double curvature = curvatures[index++];
                intercept[width] += curvature;
                for (int at = starts[row]; at < starts[row + 1]; at++) {
                    double scaled = curvature * values[at];
                    intercept[columns[at]] += scaled;
                    double[] line = hessian[columns[at]];
                    for (int before = starts[row]; before <= at; before++) {
                        line[columns[before]] += scaled * values[before];
                    }
                }
            }
        }
        for (int i = 0; i <= width; i++) {
            for (int j = 0; j < i; j++) {
                hessian[j][i] = hessian[i][j];
            }
        }
    }

    /** Adds the diagonal of the Hessian. */
    void diagonal(double[] curvatures, double[] diagonal) {
        int index = 0;
        for (TrainingSet part : parts) {
            FeatureMatrix matrix = part.examples().rows();
            int[] starts = matrix.rowStarts();
            for (int row = 0; row < matrix.rows(); row++) {
                double curvature = curvatures[index++];
                diagonal[width] += curvature;
                for (int at = starts[row]; at < starts[row + 1]; at++) {
                    double value = matrix.values()[at];
                    diagonal[matrix.columns()[at]] += curvature * value * value;
                }
            }
        }
    }

    /** Adds the Hessian times a direction. */
    void hessianTimes(double[] curvatures, double[] direction, double[] product) {
        int index = 0;
        for (TrainingSet part : parts) {
            FeatureMatrix matrix = part.examples().rows();
            int[] starts = matrix.rowStarts();
            int[] columns = matrix.columns();
            double[] values = matrix.values();
            for (int row = 0; row < matrix.rows(); row++) {
                double along = curvatures[index++] * margin(matrix, row, direction);
                product[width] += along;
                for (int at = starts[row]; at < starts[row + 1]; at++) {
                    product[columns[at]] += along * values[at];
                }
            }
        }
    }
}
