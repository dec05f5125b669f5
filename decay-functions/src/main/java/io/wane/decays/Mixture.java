package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Interests that fade at several rates: {@code d(a) = Σ p·exp(-k·a)}, two parts or more. Its sum over a history is exact
 * in one number per part. Every decay that bends like a power law or a stretched exponential is the limit of such
 * mixtures.
 *
 * @param parts at least two; their shares add up to 1
 */
record Mixture(List<Part> parts) implements DecayFunction {

    private static final double ROUNDING = 1e-9; // people write shares in decimals

    /**
     * One exponential of a mixture.
     *
     * @param share p; between 0 and 1, both excluded
     * @param ratePerDay k, 1/day; finite, above 0
     */
    record Part(double share, double ratePerDay) {

        Part {
            Ranges.fraction("share", share);
            Ranges.positive("rate per day", ratePerDay);
        }

        @Override
        public String toString() {
            return share + " at " + ratePerDay + "/d";
        }
    }

    Mixture {
        parts = List.copyOf(parts);
        if (parts.size() < 2) {
            throw new IllegalArgumentException("a mixture has two parts or more: " + parts);
        }
        double total = parts.stream().mapToDouble(Part::share).sum();
        if (!(Math.abs(total - 1) <= ROUNDING)) {
            throw new IllegalArgumentException("shares must add up to 1: " + total);
        }
    }

    /** {@return the value} The shares may miss 1 by a rounding error, the value of a fresh event may not pass it. */
    @Override
    public double value(double ageDays) {
        double sum = 0;
        for (Part part : parts) {
            sum += part.share * Math.exp(-part.ratePerDay * ageDays);
        }
        return Math.min(1, sum);
    }

    @Override
    public double halfLifeDays() {
        return ageAt(0.5);
    }

    @Override
    public double horizonDays(double epsilon) {
        return Ranges.positive("epsilon", epsilon) < 1 ? ageAt(epsilon) : 0;
    }

    // The fastest part alone reaches the level earlier, the slowest part alone later.
    private double ageAt(double level) {
        double fastest = parts.stream().mapToDouble(Part::ratePerDay).max().orElseThrow();
        double slowest = parts.stream().mapToDouble(Part::ratePerDay).min().orElseThrow();
        double log = -Math.log(level);
        return Bisection.ageAt(this, level, log / fastest, log / slowest);
    }

    @Override
    public List<Term> exponentialSum() {
        return parts.stream()
                .map(part -> new Term(part.share, part.ratePerDay, 0))
                .toList();
    }

    @Override
    public String toString() {
        return "mixture(" + parts.stream().map(Part::toString).collect(Collectors.joining(", ")) + ", half-life "
                + DurationText.ofDays(halfLifeDays()) + ")";
    }

    @Setting("interests that fade at several rates, each exponential: the sum of share · exp(-rate · age)")
    record Settings(
            @Setting("two or more, as { share: 0.6, half-life: 1d }; the shares add up to 1")
            List<PartSettings> parts) {

        Settings {
            if (parts.size() < 2) {
                throw new IllegalArgumentException("parts must be two or more, as"
                        + " [ { share: 0.6, half-life: 1d }, { share: 0.4, half-life: 30d } ]; given: "
                        + parts.size());
            }
        }

        Mixture decay() {
            double total = parts.stream().mapToDouble(PartSettings::share).sum();
            if (!(Math.abs(total - 1) <= ROUNDING)) {
                throw new IllegalArgumentException("the shares of all parts must add up to 1: " + total);
            }
            return new Mixture(parts.stream()
                    .map(part -> new Part(part.share / total, part.ratePerDay()))
                    .toList());
        }
    }

    record PartSettings(
            @Setting("share of an event's weight in this part, between 0 and 1")
            double share,

            @Setting("half-life of this part, as 7d") Optional<Duration> halfLife,

            @Setting("rate of this part, per day, above 0") Optional<Double> rate,

            @Setting("share that this part keeps every day, between 0 and 1")
            Optional<Double> perDay) {

        PartSettings {
            Ranges.fraction("share", share);
            Spellings.exactlyOne(
                    Map.of("half-life", halfLife, "rate", rate, "per-day", perDay),
                    "half-life: 7d",
                    "rate: 0.1",
                    "per-day: 0.9");
        }

        private double ratePerDay() {
            return Exponential.ratePerDay("half-life", halfLife, "rate", rate, "per-day", perDay);
        }
    }
}
