package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event loses the same share of its weight every day: {@code d(a) = exp(-k·a)}.
 *
 * <p>The only decay whose sum over a history is one number that forgets nothing: adding, advancing and merging are exact,
 * in any order.
 *
 * @param ratePerDay k, 1/day; finite, above 0
 */
record Exponential(double ratePerDay) implements DecayFunction {

    static final double LN_2 = Math.log(2);

    Exponential {
        Ranges.inside(ExponentialFamily.PARAMETERS, ratePerDay);
    }

    @Override
    public double value(double ageDays) {
        return Math.exp(-ratePerDay * ageDays);
    }

    @Override
    public double halfLifeDays() {
        return LN_2 / ratePerDay;
    }

    @Override
    public double horizonDays(double epsilon) {
        return Math.max(0, -Math.log(Ranges.positive("epsilon", epsilon))) / ratePerDay;
    }

    @Override
    public List<Term> exponentialSum() {
        return List.of(new Term(1, ratePerDay, 0));
    }

    @Override
    public String toString() {
        return "exponential(rate " + ratePerDay + "/d, half-life " + DurationText.ofDays(halfLifeDays()) + ")";
    }

    /** The rate in whichever spelling it was given, each with its key for messages. */
    static double ratePerDay(
            String halfLifeKey,
            Optional<Duration> halfLife,
            String rateKey,
            Optional<Double> rate,
            String perDayKey,
            Optional<Double> perDay) {
        if (halfLife.isPresent()) {
            return LN_2 / Ranges.days(halfLifeKey, halfLife.get());
        }
        if (rate.isPresent()) {
            return Ranges.positive(rateKey, rate.get());
        }
        return -Math.log(Ranges.fraction(perDayKey, perDay.orElseThrow()));
    }

    @Setting("loses the same share every day: exp(-rate · age)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("rate per day, above 0: ln 2 / half-life")
            Optional<Double> rate,

            @Setting("share of its weight that an event keeps every day, between 0 and 1")
            Optional<Double> perDay) {

        Settings {
            Spellings.exactlyOne(
                    Map.of("half-life", halfLife, "rate", rate, "per-day", perDay),
                    "half-life: 7d",
                    "rate: 0.1",
                    "per-day: 0.9");
        }

        Exponential decay() {
            return new Exponential(Exponential.ratePerDay("half-life", halfLife, "rate", rate, "per-day", perDay));
        }
    }
}
