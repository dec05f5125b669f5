package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps its weight for a while and then drops: {@code d(a) = exp(-a² / (2σ²))}. No sum of exponentials is near it; its
 * sums are kept in buckets.
 *
 * @param sigmaDays σ, days; finite, above 0
 */
record Gaussian(double sigmaDays) implements DecayFunction {

    private static final double HALF_LIFE_PER_SIGMA = Math.sqrt(2 * Exponential.LN_2);

    Gaussian {
        Ranges.inside(GaussianFamily.PARAMETERS, sigmaDays);
    }

    @Override
    public double value(double ageDays) {
        double z = ageDays / sigmaDays;
        return Math.exp(-0.5 * z * z);
    }

    @Override
    public double halfLifeDays() {
        return sigmaDays * HALF_LIFE_PER_SIGMA;
    }

    @Override
    public double horizonDays(double epsilon) {
        return sigmaDays * Math.sqrt(2 * Math.max(0, -Math.log(Ranges.positive("epsilon", epsilon))));
    }

    @Override
    public String toString() {
        return "gaussian(sigma " + sigmaDays + "d, half-life " + DurationText.ofDays(halfLifeDays()) + ")";
    }

    @Setting("keeps its weight for a while, then drops: exp(-age² / (2 sigma²))")
    record Settings(
            @Setting("age at which an event counts half, as 7d; 1.177 sigma")
            Optional<Duration> halfLife,

            @Setting("age at which an event counts 0.61, as 6d")
            Optional<Duration> sigma) {

        Settings {
            Spellings.exactlyOne(Map.of("half-life", halfLife, "sigma", sigma), "half-life: 7d", "sigma: 6d");
        }

        Gaussian decay() {
            return new Gaussian(
                    sigma.isPresent()
                            ? Ranges.days("sigma", sigma.get())
                            : Ranges.days("half-life", halfLife.orElseThrow()) / HALF_LIFE_PER_SIGMA);
        }
    }
}
