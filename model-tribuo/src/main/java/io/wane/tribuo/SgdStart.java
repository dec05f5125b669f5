package io.wane.tribuo;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.TrainingSet;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tribuo.MutableDataset;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Where {@link Newton} starts: what Tribuo's stochastic gradient makes of a sample of the rows, or the base rate where that
 * is no better.
 *
 * <p>Measured on 1 M rows of 64 columns: three epochs over 20,000 rows take 0.2 to 0.8 s and end 1.7 % above the least
 * loss (the base rate: 35 %), which saves three of seven Newton passes of 0.9 s each; more rows or epochs save no further
 * pass. Hence a sample, with as many rows of either label where there are as many: Tribuo copies what it trains on (70
 * bytes and 12 per non-zero a row). Why not Tribuo alone: the same trainer over all rows, with an L2 penalty in an optimiser
 * of ours, its iterates averaged over the second half of 20 epochs, ends 1e-5 to 1e-3 above the least loss depending on
 * penalty and learning rate (without averaging 1e-3 to 4e-2) after 60 to 100 s for each penalty, and nothing tells how far
 * it got.
 *
 * @param point coefficients by column, then the intercept
 * @param provenance one line: what made it
 */
@SuppressWarnings("ArrayRecordComponent") // never written, never compared
record SgdStart(double[] point, String provenance) {

    private static final int ROWS_PER_LABEL = 10_000;
    private static final int EPOCHS = 3;
    private static final Label ZERO = new Label("0");
    private static final Label ONE = new Label("1");

    /**
     * A start for a fit to these rows, which have both labels.
     *
     * @param loss the loss over the same rows
     */
    static SgdStart of(TrainingSet data, LogLoss loss, long seed) {
        double[] baseRate = baseRate(data);
        MutableDataset<Label> sample = sample(data, seed);
        if (sample.getFeatureMap().size() == 0) {
            return new SgdStart(baseRate, "start: base rate, all " + sample.size() + " rows tried are empty");
        }
        // A trainer remembers how often it was used, so each training gets a new one.
        LinearSGDTrainer trainer =
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1, 0.1), EPOCHS, -1, 1, seed);
        LinearSGDModel model = trainer.train(sample);
        double[] point = point(model, data.schema().size());
        boolean better = loss.value(point) < loss.value(baseRate);
        return new SgdStart(
                better ? point : baseRate,
                String.format(
                        Locale.ROOT,
                        "start: %s of Tribuo %s, %s on %d rows",
                        better ? "weights" : "base rate, better than the weights",
                        model.getProvenance().getTribuoVersion(),
                        trainer,
                        sample.size()));
    }

    // No column counts, and the log odds of the weighted share of ones.
    private static double[] baseRate(TrainingSet data) {
        double[] weight = new double[2];
        for (int row = 0; row < data.labels().length; row++) {
            weight[(int) data.labels()[row]] += data.weights()[row];
        }
        double[] point = new double[data.schema().size() + 1];
        point[point.length - 1] = Math.log(weight[1] / weight[0]);
        return point;
    }

    /** Up to {@link #ROWS_PER_LABEL} rows of either label, their weights raised to stand for all, 1 on average. */
    static MutableDataset<Label> sample(TrainingSet data, long seed) {
        FeatureMatrix rows = data.examples().rows();
        double[] labels = data.labels();
        double[] weights = data.weights();
        int[] count = new int[2];
        double total = 0;
        for (int row = 0; row < labels.length; row++) {
            count[(int) labels[row]]++;
            total += weights[row];
        }
        double[] rate = {
            Math.min(1, ROWS_PER_LABEL / (double) count[0]), Math.min(1, ROWS_PER_LABEL / (double) count[1])
        };
        double mean = total / (count[0] * rate[0] + count[1] * rate[1]);
        MutableDataset<Label> sample = new MutableDataset<>(
                new SimpleDataSourceProvenance("rows of schema " + data.schema().fingerprint(), new LabelFactory()),
                new LabelFactory());
        String[] names = names(rows.width());
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < labels.length; row++) {
            int label = (int) labels[row];
            if (rate[label] >= 1 || random.nextDouble() < rate[label]) {
                float weight = (float) (weights[row] / rate[label] / mean);
                sample.add(new RowExample(rows, row, names, label == 1 ? ONE : ZERO, weight));
            }
        }
        return sample;
    }

    // Tribuo orders features by name: padded with zeros, in the order of the columns.
    static String[] names(int width) {
        String format = "%0" + Integer.toString(width).length() + "d";
        String[] names = new String[width];
        for (int column = 0; column < width; column++) {
            names[column] = String.format(Locale.ROOT, format, column);
        }
        return names;
    }

    /** A Tribuo model of two labels as coefficients and intercept; columns that it never saw are 0. */
    static double[] point(LinearSGDModel model, int width) {
        DenseMatrix weights = model.getWeightsCopy();
        int one = model.getOutputIDInfo().getID(ONE);
        int zero = model.getOutputIDInfo().getID(ZERO);
        double[] point = new double[width + 1];
        for (VariableInfo feature : model.getFeatureIDMap()) {
            int id = ((VariableIDInfo) feature).getID();
            point[Integer.parseInt(feature.getName())] = weights.get(one, id) - weights.get(zero, id);
        }
        int intercept = weights.getDimension2Size() - 1;
        point[width] = weights.get(one, intercept) - weights.get(zero, intercept);
        return point;
    }
}
