package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.DurationText;

/**
 * A decay with the two ways to call it.
 *
 * @param label short, for column names: {@code exponential 7d}
 * @param spelling name and settings as configured, for provenance
 * @param function the decay
 */
public record NamedDecay(String label, String spelling, DecayFunction function) {

    /** No decay at all. */
    public static final NamedDecay NONE = new NamedDecay("none", "none", DecayFunction.NONE);

    /** The decay of an event type; {@link io.wane.core.feature.Axes#ANY_TYPE} where types are not told apart. */
    public DecayFunction function(String type) {
        return function instanceof TypedDecay typed ? typed.ofType(type) : function;
    }

    /** The decay that a configuration chose for a block over a scope. */
    public static NamedDecay of(Chosen<DecayFunction> chosen, Scope scope) {
        if (chosen.component() instanceof FittedDecays fitted) {
            TypedDecay learned = fitted.of(scope);
            double halfLife = learned.halfLifeDays();
            String age = halfLife < Double.POSITIVE_INFINITY ? " " + DurationText.ofDays(halfLife) : "";
            return new NamedDecay(chosen.name() + age, chosen.spelling() + " for " + scope, learned);
        }
        return of(chosen);
    }

    /** The decay that a configuration chose. */
    public static NamedDecay of(Chosen<DecayFunction> chosen) {
        DecayFunction function = chosen.component();
        if (function.equals(DecayFunction.NONE)) {
            return NONE;
        }
        String label = chosen.name() + " " + DurationText.ofDays(function.halfLifeDays());
        return new NamedDecay(label, chosen.spelling(), function);
    }
}
