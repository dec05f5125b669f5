package io.wane.tribuo;

import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rows for tests. */
final class MadeUpRows {

    private MadeUpRows() {}

    static FeatureSchema schema(int width, String fingerprint) {
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            columns.add(new Column("block.c" + column, false, false));
        }
        return new FeatureSchema(columns, fingerprint);
    }

    /** Dense rows; zeros are left out. */
    static Examples rows(double[]... values) {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(values[0].length);
        for (double[] row : values) {
            for (int column = 0; column < row.length; column++) {
                rows.put(column, row[column]);
            }
            rows.endRow();
        }
        return Examples.ungrouped(rows.build());
    }

    static TrainingSet set(Examples examples, double[] labels, double[] weights) {
        return new TrainingSet(schema(examples.rows().width(), "made-up"), examples, labels, weights, Target.BINARY);
    }

    /**
     * Rows like a shop's: in groups of four columns, one count under four decays each, so that columns are strongly
     * correlated; half of the groups are empty in a row; few positives, of weight 1, and negatives of weight 1 or 10.
     */
    static TrainingSet shop(int rows, int groups, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = 4 * groups;
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(width);
        double[] labels = new double[rows];
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            double margin = -4;
            for (int group = 0; group < groups; group++) {
                if (random.nextBoolean()) {
                    double count = -3 * Math.log(1 - random.nextDouble());
                    double age = -Math.log(1 - random.nextDouble());
                    for (int decay = 0; decay < 4; decay++) {
                        double value = Math.log1p(count * Math.exp(-0.5 * decay * age)) / 0.7;
                        matrix.put(4 * group + decay, value);
                        margin += ((3 * group + 5 * decay) % 7 - 2) * 0.12 * value;
                    }
                }
            }
            matrix.endRow();
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
            weights[row] = labels[row] == 1 || row % 2 == 0 ? 1 : 10;
        }
        return set(Examples.ungrouped(matrix.build()), labels, weights);
    }
}
