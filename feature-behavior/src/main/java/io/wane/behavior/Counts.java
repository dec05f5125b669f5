package io.wane.behavior;

import io.wane.core.event.EventView;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import io.wane.core.settings.Setting;

/**
 * How many events there were, each counting 1 when it happens and its decay later. A {@code return} is an event
 * like any other: tell types apart to tell it from a purchase.
 */
@Setting("how many events, decayed")
record Counts() implements FeatureExtractor {

    private static final SumLayout SUMS = SumLayout.named("count");

    @Override
    public SumLayout sums() {
        return SUMS;
    }

    @Override
    public void add(EventView event, FeatureSink out) {
        out.put(0, 1);
    }
}
