package io.wane.engine.interest;

import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import java.util.function.ToDoubleFunction;

/**
 * Sums a weight per event that depends on its type alone.
 *
 * @param weights weight of an event of a type, finite
 */
public record TypeWeight(ToDoubleFunction<String> weights) implements FeatureExtractor {

    /** Every event counts 1, except that a return counts 0. */
    public static final TypeWeight BUT_RETURNS = new TypeWeight(type -> type.equals(Event.RETURN) ? 0 : 1);

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
