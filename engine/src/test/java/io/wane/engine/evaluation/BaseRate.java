package io.wane.engine.evaluation;

import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Predicts the share of the training rows that came true for everybody, and remembers what it was given. */
final class BaseRate implements Learner {

    /** What one training was given. */
    record Call(TrainingSet training, TrainingSet validation) {}

    final List<Call> calls = new ArrayList<>();

    @Override
    public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
        calls.add(new Call(data, validation.orElseThrow()));
        double positives = 0;
        double total = 0;
        for (int row = 0; row < data.labels().length; row++) {
            positives += data.weights()[row] * data.labels()[row];
            total += data.weights()[row];
        }
        return new Constant(positives / total, "training " + calls.size());
    }

    @Override
    public Model load(InputStream in, FeatureSchema schema, Target target) {
        throw new UnsupportedOperationException();
    }

    private record Constant(double probability, String summary) implements Model {

        @Override
        public void score(Examples examples, double[] out) {
            Arrays.fill(out, 0, examples.size(), probability);
        }

        @Override
        public Explanation explain(Examples examples, int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void save(OutputStream out) {
            throw new UnsupportedOperationException();
        }
    }
}
