package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BiExponentialTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new BiExponentialFamily();
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        // of .6·2^(-a) + .4·2^(-a/30), by bisection in 50 digits
        double halfLife = 2.312236814574308;
        return List.of(
                new SettingsExample(
                        Offered.component("bi-exponential"),
                        Map.of("fast", "1d", "slow", "30d", "fast-share", "0.6"),
                        halfLife),
                new SettingsExample(
                        Offered.component("bi-exponential"),
                        Map.of(
                                "fast-rate", "0.6931471805599453",
                                "slow-rate", "0.023104906018664842",
                                "fast-share", "0.6"),
                        halfLife),
                new SettingsExample(
                        Offered.component("bi-exponential"),
                        Map.of(
                                "fast-per-day", "0.5",
                                "slow-per-day", "0.9771599684342459",
                                "fast-share", "0.6"),
                        halfLife));
    }

    @Test
    void afterTheFastPartIsGoneTheSlowShareIsLeft() {
        BiExponential decay = new BiExponential(0.6, 1000, 1e-9);
        assertThat(decay.value(1)).isEqualTo(0.4, within(1e-8));
    }

    @Test
    void theFamilyAddsTheExtraRateToTheSlowOne() {
        BiExponentialFamily family = new BiExponentialFamily();
        assertThat(family.of(0.25, 1.75, 0.25)).isEqualTo(new BiExponential(0.25, 2, 0.25));
    }

    @Test
    void equalRatesAreAnExponential() {
        BiExponential decay = new BiExponential(0.3, 0.1, 0.1);
        assertThat(decay.value(7)).isEqualTo(new Exponential(0.1).value(7), within(1e-15));
        assertThat(decay.halfLifeDays()).isEqualTo(6.931471805599453, within(1e-14));
    }

    @Test
    void aFunctionWhoseFastPartIsSlowerIsRefused() {
        assertThatThrownBy(() -> new BiExponential(0.5, 0.1, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fast-rate must be at least the slow-rate 0.2 (1/d): 0.1");
    }

    @Test
    void theDerivativeByTheShareKeepsItsDigitsAtTinyAges() {
        double[] value = new double[1];
        double[][] gradient = new double[3][1];
        new BiExponentialFamily().evaluate(new double[] {0.7, 1.98, 0.02}, new double[] {1e-12}, 1, value, gradient);
        // e^(-x) - e^(-y) = (y - x) + O(x²)
        assertThat(gradient[0][0] / -1.98e-12).isEqualTo(1, within(1e-11));
    }
}
