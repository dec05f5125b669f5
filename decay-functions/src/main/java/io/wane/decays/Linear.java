package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Loses the same weight every day until nothing is left: {@code d(a) = max(0, 1 - a/L)} (SCIENCE.md §1.1). Its sums are
 * kept in buckets.
 *
 * @param endDays L, days, the age from which on nothing counts; finite, above 0
 */
record Linear(double endDays) implements DecayFunction {

    Linear {
        Ranges.positive("end in days", endDays);
    }

    @Override
    public double value(double ageDays) {
        return Math.max(0, 1 - ageDays / endDays);
    }

    @Override
    public double halfLifeDays() {
        return endDays / 2;
    }

    @Override
    public double horizonDays(double epsilon) {
        return endDays * Math.max(0, 1 - Ranges.positive("epsilon", epsilon));
    }

    @Override
    public String toString() {
        return "linear(end " + endDays + "d, half-life " + DurationText.ofDays(halfLifeDays()) + ")";
    }

    @Setting("loses the same weight every day until nothing is left: 1 - age / end")
    record Settings(
            @Setting("age at which an event counts half, as 7d; half of end")
            Optional<Duration> halfLife,

            @Setting("age from which on an event counts nothing, as 14d")
            Optional<Duration> end) {

        Settings {
            Spellings.exactlyOne(Map.of("half-life", halfLife, "end", end), "half-life: 7d", "end: 14d");
        }

        Linear decay() {
            return new Linear(
                    end.isPresent()
                            ? Ranges.days("end", end.get())
                            : 2 * Ranges.days("half-life", halfLife.orElseThrow()));
        }
    }
}
