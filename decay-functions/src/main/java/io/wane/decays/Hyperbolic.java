package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Halves at one half-life, thirds at two, quarters at three: {@code d(a) = 1 / (1 + a/h)} (SCIENCE.md §1.1, there with
 * {@code k = 1/h}). It is the power law of exponent 1.
 *
 * @param halfLifeDays h, days; finite, above 0
 */
record Hyperbolic(double halfLifeDays) implements DecayFunction {

    Hyperbolic {
        Ranges.inside(HyperbolicFamily.PARAMETERS, halfLifeDays);
    }

    @Override
    public double value(double ageDays) {
        return 1 / (1 + Ranges.ratio(ageDays, halfLifeDays));
    }

    @Override
    public double horizonDays(double epsilon) {
        return Ranges.positive("epsilon", epsilon) < 1 ? halfLifeDays * ((1 - epsilon) / epsilon) : 0;
    }

    @Override
    public String toString() {
        return "hyperbolic(half-life " + halfLifeDays + "d)";
    }

    @Setting("halves at one half-life, thirds at two, quarters at three: 1 / (1 + rate · age)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("rate of a fresh event, per day, above 0: 1 / half-life")
            Optional<Double> rate,

            @Setting("share that an event keeps over its first day, between 0 and 1")
            Optional<Double> perDay) {

        Settings {
            Spellings.exactlyOne(
                    Map.of("half-life", halfLife, "rate", rate, "per-day", perDay),
                    "half-life: 7d",
                    "rate: 0.1",
                    "per-day: 0.9");
        }

        Hyperbolic decay() {
            if (halfLife.isPresent()) {
                return new Hyperbolic(Ranges.days("half-life", halfLife.get()));
            }
            if (rate.isPresent()) {
                return new Hyperbolic(Ranges.halfLife(1 / Ranges.positive("rate", rate.get()), "rate", rate.get()));
            }
            double kept = Ranges.fraction("per-day", perDay.orElseThrow());
            return new Hyperbolic(Ranges.halfLife(kept / (1 - kept), "per-day", kept));
        }
    }
}
