package io.wane.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.Examples;
import io.wane.core.model.TrainingSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;

class SgdStartTest {

    private final TrainingSet shop = MadeUpRows.shop(2000, 4, 3);

    @Test
    void aViewTrainsTheSameBitsAsACopy() {
        MutableDataset<Label> views = SgdStart.sample(shop, 7);
        MutableDataset<Label> copies = new MutableDataset<>(views.getSourceProvenance(), new LabelFactory());
        for (Example<Label> view : views) {
            if (view.size() == 0) {
                copies.add(view);
                continue;
            }
            ArrayExample<Label> copy = new ArrayExample<>(view.getOutput(), view.getWeight());
            for (Feature feature : view) {
                copy.add(feature);
            }
            copies.add(copy);
        }
        assertThat(SgdStart.point(trained(views), 16)).containsExactly(SgdStart.point(trained(copies), 16));
    }

    @Test
    void theDotProductIsTribuosOwnPrediction() {
        MutableDataset<Label> sample = SgdStart.sample(shop, 7);
        LinearSGDModel model = trained(sample);
        LogisticModel ours = new LogisticModel(shop.schema(), SgdStart.point(model, 16), "Tribuo's");
        double[] scores = new double[2000];
        ours.score(shop.examples(), scores);
        String[] names = SgdStart.names(16);
        FeatureMatrix rows = shop.examples().rows();
        for (int row = 0; row < 2000; row++) {
            RowExample view = new RowExample(rows, row, names, new Label("0"), 1);
            if (view.size() > 0) {
                double tribuos = model.predict(view).getOutputScores().get("1").getScore();
                assertThat(scores[row]).isCloseTo(tribuos, within(1e-12));
            } else {
                assertThatThrownBy(() -> model.predict(view)).hasMessageContaining("No features found");
                assertThat(scores[row]).isBetween(0.0, 1.0);
            }
        }
        assertThat(scores).isNotEmpty();
    }

    @Test
    void rareLabelsAreAllInTheSampleAndWeightsStandForTheRest() {
        double[] labels = new double[50_000];
        double[] weights = new double[50_000];
        FeatureMatrix.Builder rows = FeatureMatrix.builder(2);
        for (int row = 0; row < labels.length; row++) {
            rows.put(row % 2, 1);
            rows.endRow();
            labels[row] = row % 5000 == 7 ? 1 : 0;
            weights[row] = 3;
        }
        TrainingSet rare = MadeUpRows.set(Examples.ungrouped(rows.build()), labels, weights);
        double ones = 0;
        double zeros = 0;
        MutableDataset<Label> sample = SgdStart.sample(rare, 5);
        for (Example<Label> example : sample) {
            if (example.getOutput().getLabel().equals("1")) {
                ones += example.getWeight();
            } else {
                zeros += example.getWeight();
            }
        }
        assertThat(sample.size()).isBetween(9_500, 10_500);
        assertThat(ones / (ones + zeros)).isCloseTo(10 / 50_000.0, within(1e-5));
        assertThat((ones + zeros) / sample.size()).isCloseTo(1, within(0.05));
    }

    @Test
    void theBaseRateIsTakenWhereTribuoDoesWorse() {
        // Values of a million, far from a deviation of 1: no step size of 0.1 suits them.
        double[][] values = new double[60][1];
        double[] labels = new double[60];
        double[] weights = new double[60];
        Arrays.fill(weights, 1);
        for (int row = 0; row < 60; row++) {
            values[row][0] = 1e6 * (row % 4 + 1);
            labels[row] = row % 3 == 0 ? 1 : 0;
        }
        TrainingSet unscaled = MadeUpRows.set(MadeUpRows.rows(values), labels, weights);
        SgdStart start = SgdStart.of(unscaled, new LogLoss(List.of(unscaled)), 7);
        assertThat(start.point()).containsExactly(0, Math.log(0.5));
        assertThat(start.provenance()).startsWith("start: base rate, better than the weights of Tribuo 4.3.2, ");
    }

    @Test
    void aViewIsForReadingOnly() {
        RowExample view = new RowExample(shop.examples().rows(), 0, SgdStart.names(16), new Label("0"), 1);
        assertThatThrownBy(() -> view.add(new Feature("01", 1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("row 0");
    }

    private static LinearSGDModel trained(MutableDataset<Label> rows) {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1, 0.1), 2, -1, 1, 7).train(rows);
    }
}
