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
        this(timeline, features, threads, progress, RowWitness.NONE);
    }

    /** A run at the start of the timeline; the witness sees every row. */
    public TrainingRun(Timeline timeline, FeatureSet features, int threads, Progress progress, RowWitness witness) {
        this.features = features;
        rows = new RowBuilder(new Pipeline(features, timeline), threads, progress, witness);
    }

    /**
     * Trains on one block and lets the learner choose on the next.
     *
     * @param seed for anything random
     * @throws IllegalArgumentException if the rows cannot be learned from, saying why
     * @throws IllegalStateException if the run has read later rows already
     */
    public TrainedModel train(Learner learner, RowPlan training, RowPlan validation, long seed, Progress progress) {
        FeatureSchema schema = features.schema();
        Scaled scaled = scaled(training, schema);
        TrainingSet validationSet = set(rows.read(validation), scaled.scaling, schema);
        Model model = learner.train(scaled.set, Optional.of(validationSet), seed, progress);
        return new TrainedModel(features, schema, scaled.scaling, model);
    }

    private record Scaled(TrainingSet set, Scaling scaling) {}

    // Apart, so that nothing holds the unscaled numbers while the learner works.
    private Scaled scaled(RowPlan training, FeatureSchema schema) {
        LabelledRows labelled = rows.read(training);
        Scaling scaling = Scaling.fit(labelled.examples().rows(), labelled.weights());
        return new Scaled(set(labelled, scaling, schema), scaling);
    }

    private static TrainingSet set(LabelledRows labelled, Scaling scaling, FeatureSchema schema) {
        Examples scaled = new Examples(
                scaling.apply(labelled.examples().rows()), labelled.examples().groupStarts());
        return new TrainingSet(schema, scaled, labelled.labels(), labelled.weights(), Target.BINARY);
    }

    /**
     * The model's scores of the rows of a later block, one per row in the plan's order. Rows are read and scored stretch by
     * stretch and not kept: memory is that of the scores.
     *
     * @param trained a model of this run's features
     * @throws IllegalStateException if the run has read later rows already
     */
    public double[] score(TrainedModel trained, RowPlan later) {
        double[] scores = new double[Math.toIntExact(later.counts().rows())];
        rows.stream(later, (first, stretch) -> {
            double[] part = trained.score(stretch);
            System.arraycopy(part, 0, scores, first, part.length);
        });
        return scores;
    }
}
