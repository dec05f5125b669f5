package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The power law as those write it who discount by it: {@code d(a) = (1 + k·a)^(-s)} (SCIENCE.md §1.1). {@link Power} with
 * {@code c = 1/k} and {@code b = s} is the same curve.
 *
 * @param ratePerDay k, 1/day; finite, above 0
 * @param exponent s; finite, above 0
 */
record GeneralisedHyperbolic(double ratePerDay, double exponent) implements DecayFunction {

    GeneralisedHyperbolic {
        Ranges.positive("rate per day", ratePerDay);
        Ranges.positive("exponent", exponent);
    }

    @Override
    public double value(double ageDays) {
        return Math.exp(-exponent * Math.log1p(Math.min(ratePerDay * ageDays, Double.MAX_VALUE)));
    }

    @Override
    public double halfLifeDays() {
        return Math.expm1(Exponential.LN_2 / exponent) / ratePerDay;
    }

    @Override
    public double horizonDays(double epsilon) {
        return Math.expm1(Math.max(0, -Math.log(Ranges.positive("epsilon", epsilon))) / exponent) / ratePerDay;
    }

    @Override
    public String toString() {
        return "generalised-hyperbolic(rate " + ratePerDay + "/d, exponent " + exponent + ", half-life "
                + DurationText.ofDays(halfLifeDays()) + ")";
    }

    @Setting("a power law by its rate: (1 + rate · age)^(-exponent)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("how fast the power law begins, per day, above 0")
            Optional<Double> rate,

            @Setting("share that an event keeps over its first day, between 0 and 1")
            Optional<Double> perDay,

            @Setting("how steeply old events fade, above 0; the smaller, the longer the tail")
            double exponent) {

        Settings {
            Ranges.positive("exponent", exponent);
            Spellings.exactlyOne(
                    Map.of("half-life", halfLife, "rate", rate, "per-day", perDay),
                    "half-life: 7d",
                    "rate: 0.2",
                    "per-day: 0.8");
        }

        GeneralisedHyperbolic decay() {
            double ratePerDay = ratePerDay();
            if (!(ratePerDay > 0 && ratePerDay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "exponent is too far from 1 for a rate that a number can hold: " + exponent);
            }
            return new GeneralisedHyperbolic(ratePerDay, exponent);
        }

        private double ratePerDay() {
            if (rate.isPresent()) {
                return Ranges.positive("rate", rate.get());
            }
            if (halfLife.isPresent()) {
                return Math.expm1(Exponential.LN_2 / exponent) / Ranges.days("half-life", halfLife.get());
            }
            return Math.expm1(-Math.log(Ranges.fraction("per-day", perDay.orElseThrow())) / exponent);
        }
    }
}
