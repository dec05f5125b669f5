package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Fades the faster the older it is: {@code d(a) = exp(-η·(e^(γ·a) - 1))} (SCIENCE.md §1.1), the law of ageing. Held by its
 * half-life, {@code γ = ln(1 + ln 2 / η) / h}. A large η is nearly the exponential, a small one nearly a window. Its sums
 * are kept in buckets.
 *
 * @param halfLifeDays h, days; finite, above 0
 * @param shape η; finite, above 0
 */
record Gompertz(double halfLifeDays, double shape) implements DecayFunction {

    Gompertz {
        Ranges.inside(GompertzFamily.PARAMETERS, halfLifeDays, shape);
    }

    @Override
    public double value(double ageDays) {
        return Math.exp(-shape * Math.expm1(growth(shape) * Ranges.ratio(ageDays, halfLifeDays)));
    }

    /** {@return γ·h, what the exponent grows over one half-life} */
    static double growth(double shape) {
        return Math.log1p(Exponential.LN_2 / shape);
    }

    @Override
    public double horizonDays(double epsilon) {
        double faded = Math.max(0, -Math.log(Ranges.positive("epsilon", epsilon)));
        return halfLifeDays * (Math.log1p(faded / shape) / growth(shape));
    }

    @Override
    public String toString() {
        return "gompertz(half-life " + halfLifeDays + "d, shape " + shape + ")";
    }

    @Setting("fades the faster the older it is: exp(-shape · (e^(rate · age) - 1))")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("how fast ageing grows, per day, above 0")
            Optional<Double> rate,

            @Setting("the smaller, the longer an event keeps its weight before it drops; above 0")
            double shape) {

        Settings {
            Ranges.positive("shape", shape);
            Spellings.exactlyOne(Map.of("half-life", halfLife, "rate", rate), "half-life: 7d", "rate: 0.05");
        }

        Gompertz decay() {
            if (halfLife.isPresent()) {
                return new Gompertz(Ranges.days("half-life", halfLife.get()), shape);
            }
            double given = Ranges.positive("rate", rate.orElseThrow());
            return new Gompertz(Ranges.halfLife(growth(shape) / given, "rate", given), shape);
        }
    }
}
