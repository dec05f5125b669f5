package io.wane.engine.evaluation;

import io.wane.core.event.EventView;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;

/** The popularity and frequency baselines: how many events, decayed or not. */
record EventCount() implements FeatureExtractor {

    private static final SumLayout COUNT = SumLayout.named("score");

    @Override
    public SumLayout sums() {
        return COUNT;
    }

    @Override
    public void add(EventView event, FeatureSink out) {
        out.put(0, 1);
    }
}
