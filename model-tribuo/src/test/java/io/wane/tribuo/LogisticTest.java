package io.wane.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogisticTest {

    private static final Logistic LOGISTIC = new Logistic(List.of());

    @Test
    void theScoreRisesWithAColumnOfPositiveCoefficient() {
        // SCIENCE E9: p = 1 / (1 + exp(-(b0 + b1 x))), increasing for b1 > 0, p(0) = sigma(b0)
        LogisticModel model = new LogisticModel(MadeUpRows.schema(1, "f"), new double[] {0.7, -1.2}, "");
        double[] scores = scores(
                model,
                MadeUpRows.rows(
                        new double[] {0}, new double[] {0.5}, new double[] {1}, new double[] {4}, new double[] {20}));
        assertThat(scores).isSorted().doesNotHaveDuplicates();
        assertThat(scores[0]).isEqualTo(1 / (1 + Math.exp(1.2)));
        assertThat(scores[1]).isCloseTo(1 / (1 + Math.exp(-(-1.2 + 0.7 * 0.5))), within(1e-15));
    }

    @Test
    void aLearntPositiveCoefficientRaisesTheScoreToo() {
        Examples rows = MadeUpRows.rows(
                new double[] {0}, new double[] {1}, new double[] {2}, new double[] {3}, new double[] {1}, new double[] {
                    2
                });
        Model model = train(MadeUpRows.set(rows, new double[] {0, 0, 1, 1, 1, 0}, ones(6)));
        double[] scores = scores(model, MadeUpRows.rows(new double[] {0}, new double[] {1}, new double[] {2}));
        assertThat(scores).isSorted().doesNotHaveDuplicates();
        assertThat(scores[0])
                .isEqualTo(1 / (1 + Math.exp(-model.explain(rows, 0).base())));
    }

    @Test
    void theMarginOfTheArticleIsTwoAndAHalf() {
        // SCIENCE E10: 0.1 + 0.2 * (10 + 2) = 2.5
        LogisticModel model = new LogisticModel(MadeUpRows.schema(2, "f"), new double[] {0.2, 0.2, 0.1}, "");
        Explanation explanation = model.explain(MadeUpRows.rows(new double[] {10, 2}), 0);
        assertThat(explanation.base()).isEqualTo(0.1);
        assertThat(explanation.contributions())
                .containsExactly(new Explanation.Contribution(0, 10, 2), new Explanation.Contribution(1, 2, 0.4));
        assertThat(explanation.margin()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void threeRowsFitThreeCoefficientsWhateverTheyShow() {
        // SCIENCE E13: as many coefficients as rows leave no degree of freedom: any observed shares are met, none
        // tested.
        double[][] users = {{10, 2}, {20, 1}, {5, 4}};
        double[][] observed = {{0.8, 0.3, 0.5}, {0.1, 0.9, 0.2}};
        for (double[] shares : observed) {
            List<double[]> rows = new ArrayList<>();
            double[] labels = new double[6];
            double[] weights = new double[6];
            for (int i = 0; i < 6; i++) {
                rows.add(users[i / 2]);
                labels[i] = i % 2;
                weights[i] = i % 2 == 1 ? shares[i / 2] : 1 - shares[i / 2];
            }
            Model model = new Logistic(List.of(1e-12))
                    .train(
                            MadeUpRows.set(MadeUpRows.rows(rows.toArray(new double[0][])), labels, weights),
                            Optional.empty(),
                            1,
                            Progress.NONE);
            assertThat(scores(model, MadeUpRows.rows(users))).containsExactly(shares, within(1e-6));
        }
    }

    @Test
    void rowsThatALineSeparatesLeaveCoefficientsFinite() {
        Examples rows = MadeUpRows.rows(new double[] {1}, new double[] {2}, new double[] {3}, new double[] {4});
        Model model = new Logistic(List.of(1e-9))
                .train(MadeUpRows.set(rows, new double[] {0, 0, 1, 1}, ones(4)), Optional.empty(), 1, Progress.NONE);
        double[] scores = scores(model, rows);
        assertThat(scores[1]).isLessThan(0.01);
        assertThat(scores[2]).isGreaterThan(0.99);
        assertThat(model.explain(rows, 3).margin()).isFinite();
    }

    @Test
    void aRowOfWeightThreeIsThreeRows() {
        TrainingSet shop = MadeUpRows.shop(1500, 3, 5);
        FeatureMatrix matrix = shop.examples().rows();
        FeatureMatrix.Builder repeated = FeatureMatrix.builder(12);
        List<Double> labels = new ArrayList<>();
        double[] weights = ones(1500);
        for (int row = 0; row < 1500; row++) {
            int times = row % 4 == 0 ? 3 : 1;
            weights[row] = times;
            for (int time = 0; time < times; time++) {
                for (int at = matrix.rowStarts()[row]; at < matrix.rowStarts()[row + 1]; at++) {
                    repeated.put(matrix.columns()[at], matrix.values()[at]);
                }
                repeated.endRow();
                labels.add(shop.labels()[row]);
            }
        }
        TrainingSet weighted = MadeUpRows.set(shop.examples(), shop.labels(), weights);
        TrainingSet threefold = MadeUpRows.set(
                Examples.ungrouped(repeated.build()),
                labels.stream().mapToDouble(label -> label).toArray(),
                ones(labels.size()));
        assertThat(farthest(scores(train(weighted), shop.examples()), scores(train(threefold), shop.examples())))
                .isLessThan(1e-7);
    }

    @Test
    void scoresAddUpToTheWeightOfThePositives() {
        // The intercept is not penalised: its part of the gradient is zero at the minimum, whatever the penalty.
        TrainingSet shop = MadeUpRows.shop(3000, 3, 6);
        double[] scores =
                scores(new Logistic(List.of(0.5)).train(shop, Optional.empty(), 1, Progress.NONE), shop.examples());
        double expected = 0;
        double positives = 0;
        for (int row = 0; row < 3000; row++) {
            expected += shop.weights()[row] * scores[row];
            positives += shop.weights()[row] * shop.labels()[row];
        }
        assertThat(expected).isCloseTo(positives, within(1e-6 * positives));
    }

    @Test
    void aColumnThatNoRowSetCountsNothing() {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(3);
        for (int row = 0; row < 8; row++) {
            rows.put(0, row);
            rows.put(2, row % 3);
            rows.endRow();
        }
        TrainingSet data =
                MadeUpRows.set(Examples.ungrouped(rows.build()), new double[] {0, 0, 1, 0, 1, 0, 1, 1}, ones(8));
        Model model = train(data);
        Explanation explanation = model.explain(MadeUpRows.rows(new double[] {0, 5, 0}), 0);
        assertThat(explanation.contributions()).isEmpty();
        assertThat(explanation.margin()).isEqualTo(explanation.base());
    }

    @Test
    void thePenaltyWithTheLeastValidationLossIsChosenAndFittedToAllRows() {
        TrainingSet data = MadeUpRows.shop(400, 5, 8);
        TrainingSet validation = MadeUpRows.shop(4000, 5, 9);
        List<Double> penalties = List.of(1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-6);
        double least = Double.POSITIVE_INFINITY;
        double chosen = Double.NaN;
        for (double penalty : penalties) {
            Model alone = new Logistic(List.of(penalty)).train(data, Optional.empty(), 1, Progress.NONE);
            double loss = logLoss(validation, scores(alone, validation.examples()));
            if (loss < least) {
                least = loss;
                chosen = penalty;
            }
        }
        assertThat(chosen)
                .as("a penalty inside the range, else the test shows little")
                .isBetween(1e-4, 1e-1);

        Model model = new Logistic(penalties).train(data, Optional.of(validation), 1, Progress.NONE);
        assertThat(model.summary().lines().findFirst().orElseThrow())
                .startsWith("penalty " + chosen + " chosen on validation (log loss "
                        + String.format(Locale.ROOT, "%.6f", least) + "; tried 1: 0.")
                .endsWith("), then fitted to training and validation rows");
        Newton.Fit both = new Newton(new LogLoss(List.of(data, validation)), chosen, () -> {}).fit(new double[21]);
        double[] expected = scores(new LogisticModel(data.schema(), both.point(), ""), validation.examples());
        assertThat(farthest(scores(model, validation.examples()), expected)).isLessThan(1e-6);
    }

    @Test
    void ofPenaltiesThatDoEquallyWellTheLargerIsChosen() {
        // A column that is never set: every penalty gives the same scores.
        TrainingSet data = MadeUpRows.set(
                MadeUpRows.rows(new double[1], new double[1], new double[1]), new double[] {0, 1, 0}, ones(3));
        assertThat(new Logistic(List.of(0.01, 0.1, 1.0))
                        .train(data, Optional.of(data), 1, Progress.NONE)
                        .summary())
                .startsWith("penalty 1 chosen");
    }

    @Test
    void withoutValidationRowsTheMiddlePenaltyIsTaken() {
        TrainingSet data = MadeUpRows.shop(300, 2, 10);
        TrainingSet none =
                MadeUpRows.set(Examples.ungrouped(FeatureMatrix.builder(8).build()), ones(0), ones(0));
        assertThat(train(data).summary())
                .startsWith("penalty 0.0001, the middle of 5, for want of validation rows\n8 columns; intercept -");
        assertThat(LOGISTIC.train(data, Optional.of(none), 1, Progress.NONE).summary())
                .startsWith("penalty 0.0001, the middle of 5");
        assertThat(new Logistic(List.of(1e-3, 1e-1))
                        .train(data, Optional.empty(), 1, Progress.NONE)
                        .summary())
                .startsWith("penalty 0.1, the middle of 2");
    }

    @Test
    void thePenaltyMeansTheSameForAHundredTimesTheWeight() {
        TrainingSet shop = MadeUpRows.shop(1000, 3, 11);
        double[] heavy =
                Arrays.stream(shop.weights()).map(weight -> 100 * weight).toArray();
        double[] ofHeavy = scores(train(MadeUpRows.set(shop.examples(), shop.labels(), heavy)), shop.examples());
        assertThat(farthest(ofHeavy, scores(train(shop), shop.examples()))).isLessThan(1e-7);
    }

    @Test
    void labelsAndWeightsOutOfRangeAreRefusedWithTheirRow() {
        Examples rows = MadeUpRows.rows(new double[] {1}, new double[] {2});
        for (double label : new double[] {Double.NaN, 0.5, -1, 2}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> train(MadeUpRows.set(rows, new double[] {0, label}, ones(2))))
                    .withMessage("training row 1: label must be 0 or 1: " + label);
        }
        for (double weight : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> train(MadeUpRows.set(rows, new double[] {0, 1}, new double[] {1, weight})))
                    .withMessage("training row 1: weight must be above 0 and finite: " + weight);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(MadeUpRows.set(rows, new double[] {1, 1}, ones(2))))
                .withMessage("all 2 training rows have label 1: both 0 and 1 are needed to learn");
        TrainingSet good = MadeUpRows.set(rows, new double[] {0, 1}, ones(2));
        TrainingSet bad = MadeUpRows.set(rows, new double[] {0, Double.NaN}, ones(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LOGISTIC.train(good, Optional.of(bad), 1, Progress.NONE))
                .withMessage("validation row 1: label must be 0 or 1: NaN");
    }

    @Test
    void validationRowsOfAnotherSchemaAreRefused() {
        Examples rows = MadeUpRows.rows(new double[] {1}, new double[] {2});
        TrainingSet data = MadeUpRows.set(rows, new double[] {0, 1}, ones(2));
        TrainingSet other =
                new TrainingSet(MadeUpRows.schema(1, "other"), rows, new double[] {0, 1}, ones(2), Target.BINARY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LOGISTIC.train(data, Optional.of(other), 1, Progress.NONE))
                .withMessage("validation rows are of schema other, training rows of made-up: must be the same");
    }

    @Test
    void rowsOfAnotherWidthAndTooLittleRoomAreRefused() {
        LogisticModel model = new LogisticModel(MadeUpRows.schema(2, "f"), new double[3], "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(MadeUpRows.rows(new double[] {1}), new double[1]))
                .withMessage("rows have 1 columns, the model was trained with 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(MadeUpRows.rows(new double[2], new double[2]), new double[1]))
                .withMessage("room for 1 scores, rows: 2");
    }

    @Test
    void aDamagedModelIsRefusedWhicheverByteIsWrong() throws IOException {
        FeatureSchema schema = MadeUpRows.schema(2, "f");
        byte[] bytes = saved(new LogisticModel(schema, new double[] {1.5, -2, 0.25}, "a summary"));
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> LOGISTIC.load(new ByteArrayInputStream(damaged), schema, Target.BINARY))
                    .as("byte %s", at)
                    .isInstanceOf(IOException.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void aModelOfOtherColumnsIsRefusedEvenUnderTheSameFingerprint() throws IOException {
        byte[] bytes = saved(new LogisticModel(MadeUpRows.schema(2, "f"), new double[3], ""));
        assertThatThrownBy(
                        () -> LOGISTIC.load(new ByteArrayInputStream(bytes), MadeUpRows.schema(3, "f"), Target.BINARY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(2 columns)")
                .hasMessageContaining("(3 columns)");
        assertThatThrownBy(
                        () -> LOGISTIC.load(new ByteArrayInputStream(bytes), MadeUpRows.schema(2, "g"), Target.BINARY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("trained on schema f ")
                .hasMessageContaining("makes schema g ");
    }

    @Test
    void everyPassIsReportedAsAnEpoch() {
        List<Long> epochs = new ArrayList<>();
        TrainingSet data = MadeUpRows.shop(300, 2, 10);
        LOGISTIC.train(data, Optional.of(data), 1, (what, done, total) -> {
            assertThat(what).isEqualTo("epochs");
            assertThat(total).isNegative();
            epochs.add(done);
        });
        assertThat(epochs).hasSizeGreaterThan(6).isSorted().doesNotHaveDuplicates();
    }

    private static Model train(TrainingSet data) {
        return LOGISTIC.train(data, Optional.empty(), 1, Progress.NONE);
    }

    private static double[] scores(Model model, Examples rows) {
        double[] scores = new double[rows.size()];
        model.score(rows, scores);
        return scores;
    }

    private static double farthest(double[] found, double[] expected) {
        double farthest = 0;
        for (int row = 0; row < expected.length; row++) {
            farthest = Math.max(farthest, Math.abs(found[row] - expected[row]));
        }
        return farthest;
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }

    private static double logLoss(TrainingSet set, double[] scores) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < scores.length; row++) {
            double p = set.labels()[row] == 1 ? scores[row] : 1 - scores[row];
            sum -= set.weights()[row] * Math.log(p);
            weight += set.weights()[row];
        }
        return sum / weight;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
