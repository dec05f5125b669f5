package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Halves the odds of still counting: {@code d(a) = 1 / (1 + (a/h)^β)} (SCIENCE.md §1.1); its scale is its half-life. Up to
 * β = 1 it is a mixture of exponentials, and its sums are kept on a ladder of rates; beyond, it keeps its weight for a
 * while, and its sums are kept in buckets.
 *
 * @param halfLifeDays h, days; finite, above 0
 * @param shape β; finite, above 0
 */
record LogLogistic(double halfLifeDays, double shape) implements DecayFunction {

    LogLogistic {
        Ranges.inside(LogLogisticFamily.PARAMETERS, halfLifeDays, shape);
    }

    @Override
    public double value(double ageDays) {
        return 1 / (1 + Math.pow(Ranges.ratio(ageDays, halfLifeDays), shape));
    }

    @Override
    public double horizonDays(double epsilon) {
        return Ranges.positive("epsilon", epsilon) < 1
                ? halfLifeDays * Math.pow((1 - epsilon) / epsilon, 1 / shape)
                : 0;
    }

    @Override
    public String toString() {
        return "log-logistic(half-life " + halfLifeDays + "d, shape " + shape + ")";
    }

    @Setting("falls around its half-life, the more sharply the larger its shape: 1 / (1 + (age / half-life)^shape)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("share that an event keeps over its first day, between 0 and 1")
            Optional<Double> perDay,

            @Setting("up to 1 a steep start and a long tail, above 1 a shoulder; above 0")
            double shape) {

        Settings {
            Ranges.positive("shape", shape);
            Spellings.exactlyOne(Map.of("half-life", halfLife, "per-day", perDay), "half-life: 7d", "per-day: 0.8");
        }

        LogLogistic decay() {
            if (halfLife.isPresent()) {
                return new LogLogistic(Ranges.days("half-life", halfLife.get()), shape);
            }
            double kept = Ranges.fraction("per-day", perDay.orElseThrow());
            return new LogLogistic(Ranges.halfLife(Math.pow(kept / (1 - kept), 1 / shape), "shape", shape), shape);
        }
    }
}
