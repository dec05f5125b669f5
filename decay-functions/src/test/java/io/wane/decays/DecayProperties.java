package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** What holds between decays and between their spellings, at any parameters. */
class DecayProperties {

    @Property(tries = 300)
    void anExponentialForgetsHowOldAnEventWas(
            @ForAll @Scale(6) @DoubleRange(min = 1e-4, max = 10) double rate,
            @ForAll @Scale(6) @DoubleRange(max = 50) double first,
            @ForAll @Scale(6) @DoubleRange(max = 50) double then) {
        Exponential decay = new Exponential(rate);
        assertThat(decay.value(first + then)).isEqualTo(decay.value(first) * decay.value(then), within(1e-14));
    }

    @Property(tries = 300)
    void halfLifeRateAndFactorPerDaySpellTheSameExponential(
            @ForAll @Scale(6) @DoubleRange(min = 0.05, max = 2000) double halfLifeDays) {
        // durations are whole milliseconds
        long millis = Math.round(halfLifeDays * 86_400_000);
        double rate = Math.log(2) / (millis / 86_400_000.0);
        double byHalfLife =
                Offered.decay("exponential", Map.of("half-life", millis + "ms")).halfLifeDays();
        double byRate = Offered.decay("exponential", Map.of("rate", Double.toString(rate)))
                .halfLifeDays();
        double byFactor = Offered.decay("exponential", Map.of("per-day", Double.toString(Math.exp(-rate))))
                .halfLifeDays();
        assertThat(byRate / byHalfLife).isEqualTo(1, within(1e-14));
        // a factor near 1 has lost digits of the rate
        assertThat(byFactor / byHalfLife).isEqualTo(1, within(1e-12));
    }

    @Property(tries = 300)
    void aBiExponentialLiesBetweenItsParts(
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 0.999) double share,
            @ForAll @Scale(6) @DoubleRange(min = 1e-3, max = 10) double one,
            @ForAll @Scale(6) @DoubleRange(min = 1e-3, max = 10) double other,
            @ForAll @Scale(6) @DoubleRange(max = 1000) double age) {
        double fast = Math.max(one, other);
        double slow = Math.min(one, other);
        BiExponential decay = new BiExponential(share, fast, slow);
        assertThat(decay.value(age))
                .isBetween(Math.exp(-fast * age) * (1 - 1e-15), Math.exp(-slow * age) * (1 + 1e-15));
        assertThat(decay.halfLifeDays()).isBetween(Math.log(2) / fast * (1 - 1e-15), Math.log(2) / slow * (1 + 1e-15));
    }

    @Property(tries = 300)
    void aPowerLawHasAHeavierTailThanTheExponentialOfItsHalfLife(
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 1000) double scale,
            @ForAll @Scale(6) @DoubleRange(min = 0.1, max = 20) double exponent,
            @ForAll @Scale(6) @DoubleRange(min = 1.01, max = 100) double halfLives) {
        Power power = new Power(scale, exponent);
        double age = halfLives * power.halfLifeDays();
        assertThat(power.value(age)).isGreaterThan(Math.exp(-Math.log(2) * halfLives));
    }

    @Property(tries = 300)
    void aSteepPowerLawIsNearlyTheExponentialOfItsHalfLife(@ForAll @Scale(6) @DoubleRange(max = 10) double halfLives) {
        Power power = (Power) Offered.decay("power", Map.of("half-life", "7d", "exponent", "1e6"));
        // (1 + x/b)^(-b) = e^(-x) · (1 + x²/2b + …)
        assertThat(power.value(7 * halfLives)).isEqualTo(Math.exp(-Math.log(2) * halfLives), within(1e-6));
    }

    @Property(tries = 300)
    void onlyTheAgeInUnitsOfTheScaleMatters(
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 1000) double scale,
            @ForAll @Scale(6) @DoubleRange(max = 100) double age) {
        assertThat(new Power(scale, 0.8).value(age * scale)).isEqualTo(new Power(1, 0.8).value(age), within(1e-14));
        assertThat(new Gaussian(scale).value(age * scale)).isEqualTo(new Gaussian(1).value(age), within(1e-14));
        assertThat(new Exponential(1 / scale).value(age * scale))
                .isEqualTo(new Exponential(1).value(age), within(1e-14));
    }
}
