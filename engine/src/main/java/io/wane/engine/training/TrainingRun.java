package io.wane.engine.training;

import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Pipeline;
import java.util.Optional;

/**
 * One pass of a feature set over a timeline: training rows, then validation rows, then, for judging, test rows. Belongs to
 * one thread; uses several.
 */
public final class TrainingRun {

    private final FeatureSet features;
    private final RowBuilder rows;

    /** A run at the start of the timeline. */
    public TrainingRun(Timeline timeline, FeatureSet features, int threads, Progress progress) {
        this.features = features;
        rows = new RowBuilder(new Pipeline(features, timeline), threads, progress);
    }

    /**
     * Trains on one block and lets the learner choose on the next.
     *
     * @param seed for anything random
     * @throws IllegalArgumentException if the rows cannot be learned from, saying why
     */
    public TrainedModel train(Learner learner, RowPlan training, RowPlan validation, long seed, Progress progress) {
        LabelledRows trainingRows = rows.read(training);
        Scaling scaling = Scaling.fit(trainingRows.examples().rows(), trainingRows.weights());
        FeatureSchema schema = features.schema();
        TrainingSet trainingSet = set(trainingRows, scaling, schema);
        TrainingSet validationSet = set(rows.read(validation), scaling, schema);
        Model model = learner.train(trainingSet, Optional.of(validationSet), seed, progress);
        return new TrainedModel(features, schema, scaling, model);
    }

    private static TrainingSet set(LabelledRows labelled, Scaling scaling, FeatureSchema schema) {
        Examples scaled = new Examples(
                scaling.apply(labelled.examples().rows()), labelled.examples().groupStarts());
        return new TrainingSet(schema, scaled, labelled.labels(), labelled.weights(), Target.BINARY);
    }

    /** Reads the rows of a later block, unscaled. */
    public LabelledRows rows(RowPlan later) {
        return rows.read(later);
    }
}
