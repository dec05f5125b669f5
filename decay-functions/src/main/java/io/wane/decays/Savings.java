package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Ebbinghaus's savings: {@code d(a) = κ / (κ + ln(1 + a/a0)^c)}, which fades in the logarithm of the age (SCIENCE.md §1.1).
 * Held by its half-life, since κ = ln(1 + h/a0)^c leaves the numbers for large c:
 * {@code d(a) = 1 / (1 + (ln(1 + a/a0) / ln(1 + h/a0))^c)}. No finite sum of exponentials is exact.
 *
 * @param halfLifeDays h, days; finite, above 0
 * @param exponent c; finite, above 0
 * @param scaleDays a0, days, from which on ages count by their logarithm; finite, above 0
 */
record Savings(double halfLifeDays, double exponent, double scaleDays) implements DecayFunction {

    Savings {
        Ranges.inside(SavingsFamily.PARAMETERS, scaleDays, exponent, halfLifeDays);
    }

    @Override
    public double value(double ageDays) {
        double log = Math.log1p(Ranges.ratio(ageDays, scaleDays));
        return 1 / (1 + Math.pow(log / Math.log1p(scales(halfLifeDays, scaleDays)), exponent));
    }

    /** {@return h/a0, kept finite and above 0 so that its logarithm can divide} */
    static double scales(double halfLifeDays, double scaleDays) {
        return Math.max(Double.MIN_NORMAL, Ranges.ratio(halfLifeDays, scaleDays));
    }

    @Override
    public double horizonDays(double epsilon) {
        if (!(Ranges.positive("epsilon", epsilon) < 1)) {
            return 0;
        }
        double logHalfLife = Math.log1p(scales(halfLifeDays, scaleDays));
        return scaleDays * Math.expm1(logHalfLife * Math.pow((1 - epsilon) / epsilon, 1 / exponent));
    }

    @Override
    public String toString() {
        return "savings(half-life " + halfLifeDays + "d, exponent " + exponent + ", scale " + scaleDays + "d)";
    }

    @Setting(
            "fades in the logarithm of the age, after Ebbinghaus: strength / (strength + ln(1 + age / scale)^exponent)")
    record Settings(
            @Setting("age at which an event counts half, as 7d")
            Optional<Duration> halfLife,

            @Setting("how strong a memory is, above 0; the larger, the longer the half-life")
            Optional<Double> strength,

            @Setting("how steeply old events fade, above 0") double exponent,

            @Setting("age from which on ages count by their logarithm, as 12h")
            Duration scale) {

        Settings {
            Ranges.positive("exponent", exponent);
            Spellings.exactlyOne(
                    Map.of("half-life", halfLife, "strength", strength), "half-life: 7d", "strength: 1.84");
        }

        Savings decay() {
            double scaleDays = Ranges.days("scale", scale);
            return new Savings(halfLifeDays(scaleDays), exponent, scaleDays);
        }

        private double halfLifeDays(double scaleDays) {
            if (halfLife.isPresent()) {
                return Ranges.days("half-life", halfLife.get());
            }
            double given = Ranges.positive("strength", strength.orElseThrow());
            return Ranges.halfLife(scaleDays * Math.expm1(Math.pow(given, 1 / exponent)), "strength", given);
        }
    }
}
