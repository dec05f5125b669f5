package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticCurveTest {

    @Test
    void twoPlacesAreFittedByTheirShares() {
        // 1 of 4 at x = 0 and 3 of 4 at x = 2: logits -ln 3 and ln 3
        LogisticCurve curve =
                LogisticCurve.fit(new double[] {0, 0, 2, 2}, new double[] {0, 1, 0, 1}, new double[] {3, 1, 1, 3});
        assertThat(curve.intercept()).isEqualTo(-Math.log(3), within(1e-13));
        assertThat(curve.slope()).isEqualTo(Math.log(3), within(1e-13));
        assertThat(curve.separated()).isFalse();
        assertThat(curve.probability(0)).isEqualTo(0.25, within(1e-14));
        assertThat(curve.probability(1)).isEqualTo(0.5, within(1e-14));
    }

    @Test
    void aWeightCountsAsSoManyRows() {
        SplittableRandom random = new SplittableRandom(1);
        int n = 300;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] weights = new double[n];
        double[] copiesX = new double[3 * n];
        double[] copiesY = new double[3 * n];
        int copies = 0;
        for (int row = 0; row < n; row++) {
            x[row] = random.nextDouble(-3, 5);
            y[row] = random.nextDouble() < new LogisticCurve(-1, 0.8, false).probability(x[row]) ? 1 : 0;
            weights[row] = random.nextInt(4);
            for (int copy = 0; copy < weights[row]; copy++) {
                copiesX[copies] = x[row];
                copiesY[copies++] = y[row];
            }
        }
        LogisticCurve weighted = LogisticCurve.fit(x, y, weights);
        double[] ones = new double[copies];
        Arrays.fill(ones, 1);
        LogisticCurve copied = LogisticCurve.fit(Arrays.copyOf(copiesX, copies), Arrays.copyOf(copiesY, copies), ones);
        assertThat(weighted.slope()).isEqualTo(copied.slope(), within(1e-12));
        assertThat(weighted.intercept()).isEqualTo(copied.intercept(), within(1e-12));
        assertThat(weighted.slope()).isBetween(0.6, 1.05);
    }

    @Test
    void theProbabilitiesAddUpToTheLabels() {
        SplittableRandom random = new SplittableRandom(2);
        int n = 2_000;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] weights = new double[n];
        for (int row = 0; row < n; row++) {
            x[row] = Math.exp(random.nextDouble(0, 20)); // far from the scale that is good for a fit
            y[row] = random.nextDouble() < 0.01 + 0.05 * Math.log(x[row]) / 20 ? 1 : 0;
            weights[row] = random.nextDouble(0.1, 50);
        }
        LogisticCurve curve = LogisticCurve.fit(x, y, weights);
        double expected = 0;
        double observed = 0;
        double total = 0;
        for (int row = 0; row < n; row++) {
            expected += weights[row] * curve.probability(x[row]);
            observed += weights[row] * y[row];
            total += weights[row];
        }
        assertThat((expected - observed) / total).isEqualTo(0, within(1e-13));
    }

    @Test
    void aConstantNumberSaysNothing() {
        double[] x = {0.1, 0.1, 0.1};
        LogisticCurve curve = LogisticCurve.fit(x, new double[] {0, 0, 1}, new double[] {1, 1, 1});
        assertThat(curve.slope()).isZero();
        assertThat(curve.probability(7)).isEqualTo(1 / 3.0, within(1e-15));
        assertThat(curve.separated()).isFalse();
    }

    @Test
    void whereAThresholdTellsTheLabelsApartTheSlopeIsCappedAndTheCurveSaysSo() {
        double[] weights = {1, 1, 1, 1};
        LogisticCurve rising = LogisticCurve.fit(new double[] {1, 2, 3, 4}, new double[] {0, 0, 1, 1}, weights);
        assertThat(rising.separated()).isTrue();
        assertThat(rising.slope()).isEqualTo(LogisticCurve.STEEPEST / Math.sqrt(1.25), within(1e-12));
        assertThat(rising.probability(2.5)).isEqualTo(0.5, within(1e-9));
        LogisticCurve falling = LogisticCurve.fit(new double[] {1, 2, 3, 4}, new double[] {1, 1, 0, 0}, weights);
        assertThat(falling.separated()).isTrue();
        assertThat(falling.slope()).isEqualTo(-rising.slope());
    }

    @Test
    void labelsThatMeetInOnePlaceAreSeparatedTooAndKeepTheirSum() {
        double[] x = {1, 2, 2, 2, 4};
        double[] y = {0, 0, 0, 1, 1};
        LogisticCurve curve = LogisticCurve.fit(x, y, new double[] {1, 1, 1, 1, 1});
        assertThat(curve.separated()).isTrue();
        double sum = 0;
        for (double place : x) {
            sum += curve.probability(place);
        }
        assertThat(sum).isEqualTo(2, within(1e-9));
    }

    @Test
    void rowsWithoutWeightSeparateNothingAndJoinNothing() {
        LogisticCurve curve = LogisticCurve.fit(
                new double[] {1, 2, 3, 4, 0}, new double[] {0, 0, 1, 1, 1}, new double[] {1, 1, 1, 1, 0});
        assertThat(curve.separated()).isTrue();
    }

    @Test
    void nearlySeparatedLabelsHaveABestSlope() {
        int n = 2_000;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        for (int row = 0; row < n; row++) {
            x[row] = row;
            y[row] = row >= n / 2 ? 1 : 0;
        }
        y[n / 2] = 0;
        y[n / 2 - 1] = 1;
        LogisticCurve curve = LogisticCurve.fit(x, y, weights);
        assertThat(curve.separated()).isFalse();
        assertThat(curve.slope()).isBetween(0.1, 5.0);
        assertThat(curve.probability(n / 2.0 - 0.5)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void numbersOfAllMagnitudesGiveACurveInTheEnd() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 300; trial++) {
            double[] x = new double[40];
            double[] y = new double[40];
            double[] weights = new double[40];
            for (int row = 0; row < x.length; row++) {
                x[row] = Math.exp(random.nextDouble(-40, 40)) * (random.nextBoolean() ? 1 : -1);
                y[row] = row % 3 == 0 || x[row] > 1 ? 1 : 0;
                weights[row] = Math.exp(random.nextDouble(-5, 5));
            }
            assertThat(LogisticCurve.fit(x, y, weights).probability(0)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void oneLabelAloneIsRefused() {
        assertThatThrownBy(() -> LogisticCurve.fit(new double[] {1, 2}, new double[] {1, 1}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a logistic curve needs labels of both kinds, with weight: label 0 has weight 0.0, label 1 has weight 2.0");
        assertThatThrownBy(() -> LogisticCurve.fit(new double[] {1, 2}, new double[] {0, 1}, new double[] {1, 0}))
                .hasMessage(
                        "a logistic curve needs labels of both kinds, with weight: label 0 has weight 1.0, label 1 has weight 0.0");
    }

    @Test
    void numbersOutOfRangeAreRefusedWithTheirRow() {
        double[] y = {0, 1};
        double[] ones = {1, 1};
        assertThatThrownBy(() -> LogisticCurve.fit(new double[] {1, Double.NaN}, y, ones))
                .hasMessage("x must be finite: NaN in row 1");
        assertThatThrownBy(() -> LogisticCurve.fit(ones, y, new double[] {1, -1}))
                .hasMessage("a weight must be finite and at least 0: -1.0 in row 1");
        assertThatThrownBy(() -> LogisticCurve.fit(ones, y, new double[] {1})).hasMessage("1 weights for 2 rows");
    }
}
