package io.wane.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.feature.FeatureMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScalingTest {

    @Test
    void aColumnIsDividedByItsWeightedDeviationAbsentOnesCountingAsZero() {
        SplittableRandom random = new SplittableRandom(1);
        int rows = 500;
        double[][] values = new double[rows][4];
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = random.nextInt(3) == 0 ? 1 : 17.25;
            values[row][0] = random.nextInt(4) == 0 ? 100 * random.nextDouble() : 0;
            values[row][1] = random.nextDouble() - 0.5;
            values[row][2] = 1000 + random.nextDouble();
            values[row][3] = row == 77 ? 1e-9 : 0;
        }
        FeatureMatrix matrix = matrix(values);
        Scaling scaling = Scaling.fit(matrix, weights);
        for (int column = 0; column < 4; column++) {
            double total = 0;
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                total += weights[row];
                mean += weights[row] * values[row][column];
            }
            mean /= total;
            double variance = 0;
            for (int row = 0; row < rows; row++) {
                variance += weights[row] * Math.pow(values[row][column] - mean, 2);
            }
            double deviation = Math.sqrt(variance / total);
            assertThat(scaling.deviations()[column]).isEqualTo(deviation, within(1e-8 * deviation));
        }

        FeatureMatrix scaled = scaling.apply(matrix);
        assertThat(scaled.rowStarts()).isEqualTo(matrix.rowStarts());
        for (int at = 0; at < matrix.rowStarts()[rows]; at++) {
            double deviation = scaling.deviations()[matrix.columns()[at]];
            double expected = matrix.values()[at] / deviation;
            assertThat(scaled.values()[at]).isEqualTo(expected, within(1e-15 * Math.abs(expected)));
        }
    }

    @Test
    void aWeightOfTwoIsTheRowTwice() {
        double[][] once = {{1, 0}, {3, 2}, {7, 0}};
        double[][] twice = {{1, 0}, {3, 2}, {3, 2}, {7, 0}};
        assertThat(Scaling.fit(matrix(once), new double[] {1, 2, 1}).deviations())
                .containsExactly(
                        Scaling.fit(matrix(twice), new double[] {1, 1, 1, 1}).deviations(), within(1e-15));
    }

    @Test
    void aColumnThatNeverVariesStaysAsItIs() {
        double[][] values = {{0, 0.1, 1e6}, {0, 0.1, 1e6}, {0, 0.1, 1e6}};
        assertThat(Scaling.fit(matrix(values), new double[] {1, 3, 0.3}).deviations())
                .containsOnly(1);
        assertThat(Scaling.fit(matrix(new double[0][3]), new double[0]).deviations())
                .hasSize(0);
    }

    private static FeatureMatrix matrix(double[][] values) {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(values.length == 0 ? 0 : values[0].length);
        for (double[] row : values) {
            for (int column = 0; column < row.length; column++) {
                rows.put(column, row[column]);
            }
            rows.endRow();
        }
        return rows.build();
    }
}
