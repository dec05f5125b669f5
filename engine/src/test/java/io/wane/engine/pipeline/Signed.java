package io.wane.engine.pipeline;

import io.wane.core.event.EventView;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;

/** Several sums of either sign, one of them put twice per event; what extractors of the bundle do not do. */
record Signed() implements FeatureExtractor {

    @Override
    public SumLayout sums() {
        return SumLayout.named("first", "never", "twice");
    }

    @Override
    public void add(EventView event, FeatureSink out) {
        double amount = event.amount();
        if (!Double.isNaN(amount)) {
            out.put(0, event.type().equals("return") ? -amount : amount);
        }
        out.put(2, event.timeMillis() % 7 - 3.0);
        out.put(2, event.item().isEmpty() ? 0.5 : -0.25);
    }
}
