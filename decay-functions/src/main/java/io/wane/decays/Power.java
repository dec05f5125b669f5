package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Fades quickly at first and ever more slowly after: {@code d(a) = (1 + a/c)^(-b)}, the power law of Wickelgren and
 * Wixted (SCIENCE.md §1.1). It is also the mean over exponential decays whose rates are spread like a gamma distribution,
 * so that it fits a crowd whose members forget exponentially. No finite sum of exponentials is exact.
 *
 * @param scaleDays c, days; finite, above 0
 * @param exponent b; finite, above 0
 */
record Power(double scaleDays, double exponent) implements DecayFunction {

    Power {
        Ranges.positive("scale in days", scaleDays);
        Ranges.positive("exponent", exponent);
    }

    @Override
    public double value(double ageDays) {
        return Math.exp(-exponent * Math.log1p(Ranges.ratio(ageDays, scaleDays)));
    }

    @Override
    public double halfLifeDays() {
        return scaleDays * Math.expm1(Exponential.LN_2 / exponent);
    }

    @Override
    public double horizonDays(double epsilon) {
        return scaleDays * Math.expm1(Math.max(0, -Math.log(Ranges.positive("epsilon", epsilon))) / exponent);
    }

    @Override
    public String toString() {
        return "power(scale " + scaleDays + "d, exponent " + exponent + ", half-life "
                + DurationText.ofDays(halfLifeDays()) + ")";
    }

    /**
     * A power law has no one rate and no one factor per day, since both approach "nothing is lost". The spellings
     * {@code rate} and {@code per-day} therefore speak of a fresh event: {@code rate} is b/c, the share lost per day at
     * age 0, and {@code per-day} is d(1), what is left after the first day.
     */
    @Setting("fades quickly at first, then ever more slowly: (1 + age / scale)^(-exponent)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("age from which on the power law is visible, as 3d")
            Optional<Duration> scale,

            @Setting("rate of a fresh event, per day, above 0: exponent / scale")
            Optional<Double> rate,

            @Setting("share that an event keeps over its first day, between 0 and 1")
            Optional<Double> perDay,

            @Setting("how steeply old events fade, above 0; the smaller, the longer the tail")
            double exponent) {

        Settings {
            Ranges.positive("exponent", exponent);
            Spellings.exactlyOne(
                    Map.of("half-life", halfLife, "scale", scale, "rate", rate, "per-day", perDay),
                    "half-life: 7d",
                    "scale: 3d",
                    "rate: 0.2",
                    "per-day: 0.8");
        }

        Power decay() {
            double scaleDays = scaleDays();
            if (!(scaleDays > 0 && scaleDays < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "exponent is too far from 1 for a scale that a number can hold: " + exponent);
            }
            return new Power(scaleDays, exponent);
        }

        private double scaleDays() {
            if (scale.isPresent()) {
                return Ranges.days("scale", scale.get());
            }
            if (halfLife.isPresent()) {
                return Ranges.days("half-life", halfLife.get()) / Math.expm1(Exponential.LN_2 / exponent);
            }
            if (rate.isPresent()) {
                return exponent / Ranges.positive("rate", rate.get());
            }
            return 1 / Math.expm1(-Math.log(Ranges.fraction("per-day", perDay.orElseThrow())) / exponent);
        }
    }
}
