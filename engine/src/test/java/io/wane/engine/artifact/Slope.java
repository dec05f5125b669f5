package io.wane.engine.artifact;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The simplest learner that learns: per column, its mean product with the label; a score is the logistic of the sum. */
record Slope() implements Learner {

    @Override
    public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
        double[] slopes = new double[data.schema().size()];
        FeatureMatrix rows = data.examples().rows();
        for (int row = 0; row < rows.rows(); row++) {
            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                slopes[rows.columns()[at]] += (data.labels()[row] - 0.5) * rows.values()[at] / rows.rows();
            }
        }
        return new Fitted(slopes);
    }

    @Override
    public Model load(InputStream in, FeatureSchema schema, Target target) throws IOException {
        DataInputStream data = new DataInputStream(in);
        double[] slopes = new double[schema.size()];
        for (int column = 0; column < slopes.length; column++) {
            slopes[column] = data.readDouble();
        }
        if (in.read() >= 0) {
            throw new EOFException("more than " + slopes.length + " slopes");
        }
        return new Fitted(slopes);
    }

    /** What it learnt. */
    private record Fitted(double[] slopes) implements Model {

        @Override
        public void score(Examples examples, double[] out) {
            for (int row = 0; row < examples.size(); row++) {
                out[row] = 1 / (1 + Math.exp(-explain(examples, row).margin()));
            }
        }

        @Override
        public Explanation explain(Examples examples, int row) {
            FeatureMatrix rows = examples.rows();
            List<Explanation.Contribution> parts = new ArrayList<>();
            double margin = 0;
            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                int column = rows.columns()[at];
                double part = slopes[column] * rows.values()[at];
                parts.add(new Explanation.Contribution(column, rows.values()[at], part));
                margin += part;
            }
            return new Explanation(0, parts, margin);
        }

        @Override
        public String summary() {
            return slopes.length + " slopes";
        }

        @Override
        public void save(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            for (double slope : slopes) {
                data.writeDouble(slope);
            }
            data.flush();
        }
    }
}
