package io.wane.engine.evaluation;

import io.wane.core.event.EventView;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumLayout;
import java.util.List;

/** The recency baseline: {@code 1 / (1 + days since the last event)}, 0 when there was none. */
record AgeWeight() implements FeatureExtractor {

    @Override
    public SumLayout sums() {
        return SumLayout.NONE;
    }

    @Override
    public void add(EventView event, FeatureSink out) {}

    @Override
    public FeatureBlock columns(Axes axes) {
        return new FeatureBlock(List.of(new Column("score", true, true)));
    }

    @Override
    public void read(QueryView query, Axes axes, FeatureSink out) {
        double age = query.own().lastAgeDays(0);
        if (age >= 0) { // false for NaN
            out.put(0, 1 / (1 + age));
        }
    }
}
