package io.wane.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.Examples;
import io.wane.core.model.TrainingSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against a Newton solve of its own: dense, undamped, by Gaussian elimination, from the formulas of the textbook. */
class NewtonTest {

    private final TrainingSet shop = MadeUpRows.shop(3000, 5, 1);
    private final LogLoss loss = new LogLoss(List.of(shop));

    @Test
    void theLossIsWithinAMillionthOfTheLeast() {
        for (double penalty : new double[] {1, 1e-2, 1e-4, 1e-6}) {
            double least = textbookLoss(shop, textbook(shop, penalty), penalty);
            for (boolean direct : new boolean[] {true, false}) {
                Newton.Fit fit = new Newton(loss, penalty, direct, () -> {}).fit(new double[21]);
                assertThat(textbookLoss(shop, fit.point(), penalty) / least - 1)
                        .as("penalty %s, direct %s", penalty, direct)
                        .isBetween(-1e-13, 1e-9);
                assertThat(fit.loss()).isCloseTo(least, within(1e-9 * least));
            }
        }
    }

    @Test
    void theCoefficientsAreThoseOfTheMinimum() {
        double[] expected = textbook(shop, 1e-3);
        assertThat(new Newton(loss, 1e-3, true, () -> {}).fit(new double[21]).point())
                .containsExactly(expected, within(1e-6));
        assertThat(new Newton(loss, 1e-3, false, () -> {}).fit(new double[21]).point())
                .containsExactly(expected, within(1e-4));
    }

    @Test
    void tribuosStartSavesPassesAndLeadsToTheSameMinimum() {
        double[] baseRate = new double[21];
        baseRate[20] = -4;
        SgdStart start = SgdStart.of(shop, loss, 7);
        Newton.Fit cold = new Newton(loss, 1e-4, () -> {}).fit(baseRate);
        Newton.Fit warm = new Newton(loss, 1e-4, () -> {}).fit(start.point());
        assertThat(start.provenance()).startsWith("start: weights of Tribuo 4.3.2, LinearSGDTrainer(");
        assertThat(warm.passes()).isLessThan(cold.passes());
        assertThat(warm.point()).containsExactly(cold.point(), within(1e-5));
    }

    @Test
    void aStartFarAwayIsWalkedBackFrom() {
        double[] far = new double[21];
        far[0] = 30;
        far[7] = -30;
        far[20] = 10;
        double least = textbookLoss(shop, textbook(shop, 1e-4), 1e-4);
        assertThat(new Newton(loss, 1e-4, () -> {}).fit(far).loss()).isCloseTo(least, within(1e-9 * least));
    }

    @Test
    void columnsThatAreCopiesShareTheirCoefficient() {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(2);
        double[] labels = new double[40];
        double[] weights = new double[40];
        for (int row = 0; row < 40; row++) {
            rows.put(0, row % 5);
            rows.put(1, row % 5);
            rows.endRow();
            labels[row] = row % 7 < row % 5 ? 1 : 0;
            weights[row] = 1;
        }
        TrainingSet copies = MadeUpRows.set(Examples.ungrouped(rows.build()), labels, weights);
        for (double penalty : new double[] {1e-3, 1e-12}) {
            double[] point = new Newton(new LogLoss(List.of(copies)), penalty, () -> {})
                    .fit(new double[3])
                    .point();
            assertThat(point[0]).as("penalty %s", penalty).isCloseTo(point[1], within(1e-3 * Math.abs(point[0])));
        }
    }

    @Test
    void severalSetsAreOneSet() {
        TrainingSet other = MadeUpRows.shop(500, 5, 2);
        double[] point = {.1, .2, -.3, .4, .5, .1, .2, -.3, .4, .5, .1, .2, -.3, .4, .5, .1, .2, -.3, .4, .5, -3};
        LogLoss both = new LogLoss(List.of(shop, other));
        LogLoss one = new LogLoss(List.of(other));
        double expected = (loss.value(point) * loss.totalWeight() + one.value(point) * one.totalWeight())
                / (loss.totalWeight() + one.totalWeight());
        assertThat(both.rows()).isEqualTo(3500);
        assertThat(both.value(point)).isCloseTo(expected, within(1e-12));
        assertThat(both.expand(point, new double[21], new double[3500])).isCloseTo(expected, within(1e-12));
    }

    @Test
    void lossAndSlopeAreRightWhereTheScoreIsAllButCertain() {
        TrainingSet certain = MadeUpRows.set(
                MadeUpRows.rows(new double[] {1}, new double[] {1}), new double[] {1, 0}, new double[] {1, 1});
        LogLoss ofBoth = new LogLoss(List.of(certain));
        double[] gradient = new double[2];
        double[] curvatures = new double[2];
        double value = ofBoth.expand(new double[] {800, 0}, gradient, curvatures);
        // ln(1 + e^-800) = 0 and ln(1 + e^800) = 800
        assertThat(value).isEqualTo(400);
        assertThat(gradient).containsExactly(0.5, 0.5);
        ofBoth.expand(new double[] {40, 0}, gradient, curvatures);
        // 1 - sigma(40) = e^-40 to 17 digits
        assertThat(curvatures[0]).isCloseTo(Math.exp(-40) / 2, within(1e-30));
    }

    private static double textbookLoss(TrainingSet set, double[] point, double penalty) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < set.labels().length; row++) {
            double p = 1 / (1 + Math.exp(-dot(dense(set, row), point)));
            sum -= set.weights()[row] * (set.labels()[row] == 1 ? Math.log(p) : Math.log1p(-p));
            weight += set.weights()[row];
        }
        double squares = 0;
        for (int column = 0; column < point.length - 1; column++) {
            squares += point[column] * point[column];
        }
        return sum / weight + penalty / 2 * squares;
    }

    private static double[] textbook(TrainingSet set, double penalty) {
        int size = set.schema().size() + 1;
        double[] point = new double[size];
        double total = 0;
        for (double weight : set.weights()) {
            total += weight;
        }
        for (int round = 0; round < 50; round++) {
            double[][] system = new double[size][size + 1];
            for (int row = 0; row < set.labels().length; row++) {
                double[] x = dense(set, row);
                double p = 1 / (1 + Math.exp(-dot(x, point)));
                double share = set.weights()[row] / total;
                for (int i = 0; i < size; i++) {
                    system[i][size] += share * (set.labels()[row] - p) * x[i];
                    for (int j = 0; j < size; j++) {
                        system[i][j] += share * p * (1 - p) * x[i] * x[j];
                    }
                }
            }
            for (int i = 0; i < size - 1; i++) {
                system[i][i] += penalty;
                system[i][size] -= penalty * point[i];
            }
            double[] step = eliminated(system);
            double largest = 0;
            for (int i = 0; i < size; i++) {
                point[i] += step[i];
                largest = Math.max(largest, Math.abs(step[i]));
            }
            if (largest < 1e-11) {
                return point;
            }
        }
        throw new AssertionError("the textbook's Newton did not settle");
    }

    private static double[] eliminated(double[][] system) {
        int size = system.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int i = 0; i < size; i++) {
                if (i != pivot) {
                    double factor = system[i][pivot] / system[pivot][pivot];
                    for (int j = pivot; j <= size; j++) {
                        system[i][j] -= factor * system[pivot][j];
                    }
                }
            }
        }
        double[] solution = new double[size];
        for (int i = 0; i < size; i++) {
            solution[i] = system[i][size] / system[i][i];
        }
        return solution;
    }

    private static double[] dense(TrainingSet set, int row) {
        FeatureMatrix rows = set.examples().rows();
        double[] x = new double[rows.width() + 1];
        for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
            x[rows.columns()[at]] = rows.values()[at];
        }
        x[rows.width()] = 1;
        return x;
    }

    private static double dot(double[] x, double[] point) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * point[i];
        }
        return sum;
    }
}
