package io.wane.engine.interest;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.Setting;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of {@code A(u,c) = prior · π(c) + Σ weight(type) · decay(age)} over the user's own events on {@code c}.
 * Set by hand; once {@code wane fit} has learned them, what it found is used instead.
 *
 * @param weights weight of one event per type, at least 0
 * @param decay how an event's weight falls with age
 * @param prior γ, above 0: weight of the whole popularity prior, in units of one event of weight 1
 * @param popularity how an event's part in popularity falls with age
 * @param fitted whether a fit of the workspace takes the place of all of these
 */
@Setting("interest of a user in an item or category, from decayed events and popularity")
public record InterestSettings(
        @Setting("weight of one event per type, at least 0; 1 where not given, 0 for returns")
        Map<String, Double> weights,

        @Setting(value = "how an event's weight falls with age", or = "{ exponential: { half-life: 30d } }")
        Chosen<DecayFunction> decay,

        @Setting(value = "weight of the whole popularity prior, above 0, in units of one event", or = "1")
        double prior,

        @Setting(value = "how an event's part in popularity falls with age", or = "none")
        Chosen<DecayFunction> popularity,

        @Setting(value = "whether what 'wane fit' has learned takes the place of these", or = "true")
        boolean fitted) {

    /**
     * Copies.
     *
     * @throws IllegalArgumentException naming a weight or prior out of range
     */
    public InterestSettings {
        weights = Collections.unmodifiableMap(new TreeMap<>(weights)); // prints alike in every JVM
        weights.forEach((type, weight) -> {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight of '" + type + "' must be at least 0 and finite: " + weight);
            }
        });
        if (!(prior > 0 && prior < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("prior must be above 0 and finite: " + prior);
        }
    }
}
