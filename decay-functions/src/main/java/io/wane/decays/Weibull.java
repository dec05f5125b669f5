package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A stretched exponential: {@code d(a) = exp(-(a/λ)^β)}, held by its half-life: {@code d(a) = 2^(-(a/h)^β)} (SCIENCE.md
 * §1.1). β below 1 falls steeply and has a long tail, β = 1 is the exponential, β above 1 has a shoulder. Up to β = 1 it
 * is a mixture of exponentials, and its sums are kept on a ladder of rates; beyond, in buckets.
 *
 * @param halfLifeDays h, days; finite, above 0
 * @param shape β; finite, above 0
 */
record Weibull(double halfLifeDays, double shape) implements DecayFunction {

    Weibull {
        Ranges.inside(WeibullFamily.PARAMETERS, halfLifeDays, shape);
    }

    @Override
    public double value(double ageDays) {
        return Math.exp(-Exponential.LN_2 * Math.pow(Ranges.ratio(ageDays, halfLifeDays), shape));
    }

    @Override
    public double horizonDays(double epsilon) {
        double halvings = Math.max(0, -Math.log(Ranges.positive("epsilon", epsilon))) / Exponential.LN_2;
        return halfLifeDays * Math.pow(halvings, 1 / shape);
    }

    @Override
    public String toString() {
        return "weibull(half-life " + halfLifeDays + "d, shape " + shape + ")";
    }

    @Setting("a stretched exponential: exp(-(age / scale)^shape)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("age at which an event counts 0.37, as 10d")
            Optional<Duration> scale,

            @Setting("share that an event keeps over its first day, between 0 and 1")
            Optional<Double> perDay,

            @Setting("below 1 a steep start and a long tail, 1 the exponential, above 1 a shoulder; above 0")
            double shape) {

        Settings {
            Ranges.positive("shape", shape);
            Spellings.exactlyOne(
                    Map.of("half-life", halfLife, "scale", scale, "per-day", perDay),
                    "half-life: 7d",
                    "scale: 10d",
                    "per-day: 0.8");
        }

        /** The function; of shape 1 it is the exponential, whose sums are exact. */
        DecayFunction decay() {
            double days = halfLifeDays();
            return shape == 1 ? new Exponential(Exponential.LN_2 / days) : new Weibull(days, shape);
        }

        private double halfLifeDays() {
            if (halfLife.isPresent()) {
                return Ranges.days("half-life", halfLife.get());
            }
            if (scale.isPresent()) {
                double days = Ranges.days("scale", scale.get()) * Math.pow(Exponential.LN_2, 1 / shape);
                return Ranges.halfLife(days, "shape", shape);
            }
            double halvings = -Math.log(Ranges.fraction("per-day", perDay.orElseThrow())) / Exponential.LN_2;
            return Ranges.halfLife(Math.pow(halvings, -1 / shape), "shape", shape);
        }
    }
}
