package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Loses the same for every doubling of its age, down to nothing: {@code d(a) = max(0, 1 - b·ln(1 + a/a0))}
 * (SCIENCE.md §1.1). Held by its half-life, {@code b = 1 / (2·ln(1 + h/a0))}. Nothing is left at {@code 2h + h²/a0}.
 *
 * @param halfLifeDays h, days; finite, above 0
 * @param scaleDays a0, days, from which on ages count by their logarithm; finite, above 0
 */
record LinearInLog(double halfLifeDays, double scaleDays) implements DecayFunction {

    LinearInLog {
        Ranges.inside(LinearInLogFamily.PARAMETERS, scaleDays, halfLifeDays);
    }

    @Override
    public double value(double ageDays) {
        double log = Math.log1p(Ranges.ratio(ageDays, scaleDays));
        return Math.max(0, 1 - log / (2 * Math.log1p(Savings.scales(halfLifeDays, scaleDays))));
    }

    @Override
    public double horizonDays(double epsilon) {
        double lost = Math.max(0, 1 - Ranges.positive("epsilon", epsilon));
        return scaleDays * Math.expm1(2 * lost * Math.log1p(Savings.scales(halfLifeDays, scaleDays)));
    }

    @Override
    public String toString() {
        return "linear-in-log(half-life " + halfLifeDays + "d, scale " + scaleDays + "d)";
    }

    @Setting("loses the same for every doubling of its age, down to 0: 1 - slope · ln(1 + age / scale)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("weight lost while 1 + age / scale grows e-fold, above 0")
            Optional<Double> slope,

            @Setting("age from which on ages count by their logarithm, as 12h")
            Duration scale) {

        Settings {
            Spellings.exactlyOne(Map.of("half-life", halfLife, "slope", slope), "half-life: 7d", "slope: 0.2");
        }

        LinearInLog decay() {
            double scaleDays = Ranges.days("scale", scale);
            if (halfLife.isPresent()) {
                return new LinearInLog(Ranges.days("half-life", halfLife.get()), scaleDays);
            }
            double given = Ranges.positive("slope", slope.orElseThrow());
            double days = scaleDays * Math.expm1(1 / (2 * given));
            return new LinearInLog(Ranges.halfLife(days, "slope", given), scaleDays);
        }
    }
}
