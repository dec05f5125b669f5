package io.wane.engine.training;

import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.RowReader;

/**
 * A model over a timeline whose time goes forward: {@link #advanceTo}, then ask. Belongs to one thread; uses several to
 * replay.
 */
public final class ModelScorer {

    private final TrainedModel trained;
    private final Pipeline pipeline;
    private final RowReader reader;
    private final int threads;
    private long asOfMillis = Long.MIN_VALUE;

    /** A scorer at the start of a timeline. */
    public ModelScorer(TrainedModel trained, Timeline timeline, int threads) {
        this.trained = trained;
        this.threads = threads;
        pipeline = new Pipeline(trained.features(), timeline);
        reader = pipeline.reader();
    }

    /** The model. */
    public TrainedModel trained() {
        return trained;
    }

    /**
     * Takes in everybody's events strictly before a time; questions are answered as of it.
     *
     * @throws IllegalStateException if the time lies before events already taken in
     */
    public void advanceTo(long timeMillis) {
        if (timeMillis != asOfMillis) {
            pipeline.advanceTo(timeMillis, threads);
            asOfMillis = timeMillis;
        }
    }

    /**
     * The probability, per entity, that the user acts on it within the model's horizon.
     *
     * @param user code, or {@link Names#NONE}
     * @param entities codes
     * @throws IllegalStateException if no time has been advanced to, or a failed {@link #advanceTo} left the state torn
     */
    public double[] score(int user, int[] entities) {
        return trained.score(rows(user, entities));
    }

    /**
     * Why one of these scores is what it is, in log odds.
     *
     * @throws IllegalStateException as for {@link #score}
     */
    public Explanation explain(int user, int entity) {
        return trained.explain(rows(user, new int[] {entity}), 0);
    }

    private Examples rows(int user, int[] entities) {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        for (int entity : entities) {
            reader.read(user, entity, asOfMillis, rows);
        }
        return Examples.ungrouped(rows.build());
    }
}
