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
 * A passing interest and a lasting one: {@code d(a) = p·exp(-k1·a) + (1-p)·exp(-k2·a)}. Its sum over a history is exact
 * in two numbers.
 *
 * @param fastShare p, the share that fades fast; between 0 and 1, both excluded
 * @param fastRatePerDay k1, 1/day; finite, at least the slow rate
 * @param slowRatePerDay k2, 1/day; above 0
 */
record BiExponential(double fastShare, double fastRatePerDay, double slowRatePerDay) implements DecayFunction {

    BiExponential {
        Ranges.inside(BiExponentialFamily.PARAMETERS, fastShare, fastRatePerDay, slowRatePerDay);
        if (fastRatePerDay < slowRatePerDay) {
            throw new IllegalArgumentException(
                    "fast-rate must be at least the slow-rate " + slowRatePerDay + " (1/d): " + fastRatePerDay);
        }
    }

    @Override
    public double value(double ageDays) {
        return fastShare * Math.exp(-fastRatePerDay * ageDays) + (1 - fastShare) * Math.exp(-slowRatePerDay * ageDays);
    }

    @Override
    public double halfLifeDays() {
        return ageAt(0.5);
    }

    @Override
    public double horizonDays(double epsilon) {
        return Ranges.positive("epsilon", epsilon) < 1 ? ageAt(epsilon) : 0;
    }

    // The fast part alone reaches the level earlier, the slow part alone later.
    private double ageAt(double level) {
        double log = -Math.log(level);
        return Bisection.ageAt(this, level, log / fastRatePerDay, log / slowRatePerDay);
    }

    @Override
    public List<Term> exponentialSum() {
        return List.of(new Term(fastShare, fastRatePerDay, 0), new Term(1 - fastShare, slowRatePerDay, 0));
    }

    @Override
    public String toString() {
        return "bi-exponential(fast-share " + fastShare + ", fast-rate " + fastRatePerDay + "/d, slow-rate "
                + slowRatePerDay + "/d, half-life " + DurationText.ofDays(halfLifeDays()) + ")";
    }

    @Setting(
            "a passing and a lasting part: fast-share · exp(-fast-rate · age) + (1 - fast-share) · exp(-slow-rate · age)")
    record Settings(
            @Setting("half-life of the passing part, as 1d") Optional<Duration> fast,

            @Setting("half-life of the lasting part, longer than fast, as 30d")
            Optional<Duration> slow,

            @Setting("rate of the passing part, per day, above 0")
            Optional<Double> fastRate,

            @Setting("rate of the lasting part, per day, above 0 and below fast-rate")
            Optional<Double> slowRate,

            @Setting("share that the passing part keeps every day, between 0 and 1")
            Optional<Double> fastPerDay,

            @Setting("share that the lasting part keeps every day, between 0 and 1, above fast-per-day")
            Optional<Double> slowPerDay,

            @Setting("share of an event's weight that is passing, between 0 and 1")
            double fastShare) {

        Settings {
            Ranges.fraction("fast-share", fastShare);
            Spellings.exactlyOne(
                    Map.of(
                            "fast", fast,
                            "slow", slow,
                            "fast-rate", fastRate,
                            "slow-rate", slowRate,
                            "fast-per-day", fastPerDay,
                            "slow-per-day", slowPerDay),
                    "fast: 1d, slow: 30d",
                    "fast-rate: 0.7, slow-rate: 0.02",
                    "fast-per-day: 0.5, slow-per-day: 0.98");
        }

        BiExponential decay() {
            double fastest = Exponential.ratePerDay("fast", fast, "fast-rate", fastRate, "fast-per-day", fastPerDay);
            double slowest = Exponential.ratePerDay("slow", slow, "slow-rate", slowRate, "slow-per-day", slowPerDay);
            if (!(fastest > slowest)) {
                throw new IllegalArgumentException("the fast part must fade faster than the slow one; half-lives: fast "
                        + DurationText.ofDays(Exponential.LN_2 / fastest) + ", slow "
                        + DurationText.ofDays(Exponential.LN_2 / slowest));
            }
            return new BiExponential(fastShare, fastest, slowest);
        }
    }
}
