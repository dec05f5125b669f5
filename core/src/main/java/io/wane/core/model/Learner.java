package io.wane.core.model;

import io.wane.core.feature.FeatureSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Makes models. Holds settings only: the same data, seed, JVM and CPU give the same model, bit for bit, also from one
 * learner used twice. Thread-safe.
 */
public interface Learner {

    /**
     * Trains a model.
     *
     * @param data what to learn from
     * @param validation later rows to choose hyper-parameters or the best epoch on. A learner whose training is cheap
     *     then trains again on both together
     * @param seed for anything random
     * @param progress told what is done and how much is left
     * @return the model; the caller closes it
     * @throws IllegalArgumentException if the learner does not offer the target, or cannot learn from the rows (all of
     *     one label, say), saying which
     */
    Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress);

    /**
     * Reads a model that {@link Model#save} wrote.
     *
     * @param in the bytes; not closed
     * @param schema the columns that the model was trained on
     * @param target the target that it was trained for
     * @return a model that scores as the saved one did, bit for bit
     * @throws IOException if the bytes are not such a model, or were written for another schema
     */
    Model load(InputStream in, FeatureSchema schema, Target target) throws IOException;
}
