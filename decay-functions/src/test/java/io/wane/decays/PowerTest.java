package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PowerTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new PowerFamily();
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(Offered.component("power"), Map.of("half-life", "7d", "exponent", "0.8"), 7),
                new SettingsExample(Offered.component("power"), Map.of("scale", "3d", "exponent", "1"), 3),
                // c = b / rate
                new SettingsExample(Offered.component("power"), Map.of("rate", "0.25", "exponent", "1"), 4),
                // 1 / (1 + 1/c) = .8
                new SettingsExample(Offered.component("power"), Map.of("per-day", "0.8", "exponent", "1"), 4));
    }

    @Test
    void halfIsLeftOfAPowerLawAfterFourDaysAndAnEighth() {
        // SCIENCE §7.4: 3·(2^1.25 - 1), there cut off after six decimals
        assertThat(new Power(3, 0.8).halfLifeDays()).isEqualTo(4.135242, within(1e-6));
    }

    @Test
    void theRateIsTheShareThatAFreshEventLosesPerDay() {
        DecayFunction decay = Offered.decay("power", Map.of("rate", "0.2", "exponent", "0.8"));
        assertThat((1 - decay.value(1e-6)) / 1e-6).isEqualTo(0.2, within(1e-6));
    }

    @Test
    void theShareKeptPerDayIsThatOfTheFirstDay() {
        assertThat(Offered.decay("power", Map.of("per-day", "0.8", "exponent", "0.5"))
                        .value(1))
                .isEqualTo(0.8, within(1e-15));
    }

    @Test
    void hasNoExactSum() {
        assertThat(new Power(3, 0.8).exponentialSum()).isEmpty();
    }

    @Test
    void aStepOfAnOptimiserToATinyScaleGivesNumbers() {
        double[] value = new double[1];
        double[][] gradient = new double[2][1];
        new PowerFamily().evaluate(new double[] {1e-305, 3}, new double[] {1e6}, 1, value, gradient);
        assertThat(value[0]).isZero();
        assertThat(gradient).isDeepEqualTo(new double[][] {{0}, {-0.0}});
    }
}
