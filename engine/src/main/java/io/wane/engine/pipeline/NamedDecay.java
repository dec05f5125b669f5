package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
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
