package io.wane.engine.evaluation;

import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.RowPlan;
import java.util.List;

/**
 * All that is decided before a row is read: the columns and the rows of the three blocks.
 *
 * @param features fitted to what lies strictly before the validation snapshot, on whose labels the learner then chooses
 * @param training the rows to learn from, sampled
 * @param validation the rows to choose on, sampled
 * @param test the rows to judge on, every one
 */
record Setup(FeatureSet features, RowPlan training, RowPlan validation, RowPlan test) {

    static Setup of(
            Timeline timeline,
            Level level,
            List<FeatureDefinition> definitions,
            Blocks blocks,
            int maxRows,
            long seed) {
        UserEvents userEvents = new UserEvents(timeline);
        Timeline known = timeline.before(blocks.validation().get(0));
        long horizon = blocks.horizonMillis();
        return new Setup(
                FeatureSet.fit(level, definitions, known, timeline.catalog(), seed),
                RowPlan.sampled(timeline, userEvents, level, blocks.training(), horizon, maxRows, seed),
                RowPlan.sampled(timeline, userEvents, level, blocks.validation(), horizon, maxRows, seed),
                RowPlan.whole(timeline, userEvents, level, blocks.test(), horizon));
    }
}
