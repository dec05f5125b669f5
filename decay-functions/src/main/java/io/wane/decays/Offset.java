package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;

/**
 * A decay that starts later: {@code d(max(0, a - o))} (SCIENCE.md §1.1). Until the offset an event counts fully. No finite
 * sum of exponentials is exact.
 *
 * @param offsetDays o, days; finite, above 0
 * @param of the decay that starts then
 */
record Offset(double offsetDays, DecayFunction of) implements DecayFunction {

    Offset {
        Ranges.positive("offset in days", offsetDays);
    }

    /** {@return the decay after an offset; itself where there is none, or where nothing decays} */
    static DecayFunction of(double offsetDays, DecayFunction of) {
        return offsetDays == 0 || of.equals(DecayFunction.NONE) ? of : new Offset(offsetDays, of);
    }

    @Override
    public double value(double ageDays) {
        return of.value(Math.max(0, ageDays - offsetDays));
    }

    @Override
    public double halfLifeDays() {
        return offsetDays + of.halfLifeDays();
    }

    @Override
    public double horizonDays(double epsilon) {
        return Ranges.positive("epsilon", epsilon) < 1 ? offsetDays + of.horizonDays(epsilon) : 0;
    }

    @Override
    public String toString() {
        return "offset(" + offsetDays + "d, " + of + ")";
    }

    @Setting(
            "any decay, starting later; until then an event counts fully. Fitted, it is an exponential that starts later")
    record Settings(
            @Setting("age up to which an event counts fully, as 2d")
            Duration offset,

            @Setting("the decay that starts then, as { exponential: { half-life: 7d } }")
            DecayFunction of) {

        DecayFunction decay() {
            return Offset.of(Ranges.days("offset", offset), of);
        }
    }
}
