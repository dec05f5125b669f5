package io.wane.engine.interest;

import io.wane.core.event.EventView;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import java.util.function.ToDoubleFunction;

/** Sums a weight per event that depends on its type alone. */
record TypeWeight(ToDoubleFunction<String> weights) implements FeatureExtractor {

    private static final SumLayout WEIGHT = SumLayout.named("weight");

    @Override
    public SumLayout sums() {
        return WEIGHT;
    }

    @Override
    public void add(EventView event, FeatureSink out) {
        double weight = weights.applyAsDouble(event.type());
        if (weight != 0) {
            out.put(0, weight);
        }
    }
}
