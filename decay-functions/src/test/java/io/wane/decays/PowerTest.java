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
    void theSmallerTheInverseOfTheExponentTheNearerItIsToTheExponentialOfTheSameHalfLife() {
        double[] ages = {0, 0.01, 1, 7, 30, 365};
        for (double q : new double[] {1e-6, 1e-12, 1e-100, 1e-300}) {
            double[] value = new double[ages.length];
            double[][] gradient = new double[2][ages.length];
            new PowerFamily().evaluate(new double[] {7, q}, ages, ages.length, value, gradient);
            for (int i = 0; i < ages.length; i++) {
                double x = Math.log(2) / 7 * ages[i];
                double exponential = Math.exp(-x);
                // (1 + x·(e^t - 1)/t·…)^(-1/q) = e^(-x)·(1 + q·(x² - x·ln 2)/2 + …), t = q·ln 2
                double byInverse = exponential * (x * x - x * Math.log(2)) / 2;
                assertThat(value[i])
                        .as("value at %s, q %s", ages[i], q)
                        .isEqualTo(exponential, within(200 * q + 1e-15));
                assertThat(gradient[0][i])
                        .as("by half-life at %s, q %s", ages[i], q)
                        .isEqualTo(exponential * x / 7, within(200 * q + 1e-15));
                assertThat(gradient[1][i])
                        .as("by the inverse exponent at %s, q %s", ages[i], q)
                        .isEqualTo(q < 1e-100 ? 0 : byInverse, within(2e4 * q + 1e-15));
            }
        }
    }

    @Test
    void aFittedFunctionHasTheHalfLifeThatWasFitted() {
        for (double q : new double[] {1e-9, 0.01, 1.25, 20, 500}) {
            assertThat(new PowerFamily().of(7, q).halfLifeDays() / 7)
                    .as("q = %s", q)
                    .isEqualTo(1, within(1e-12));
        }
    }

    @Test
    void aStepOfAnOptimiserToATinyHalfLifeGivesNumbers() {
        double[] value = new double[1];
        double[][] gradient = new double[2][1];
        new PowerFamily().evaluate(new double[] {1e-305, 0.3}, new double[] {1e6}, 1, value, gradient);
        assertThat(value[0]).isZero();
        assertThat(gradient).isDeepEqualTo(new double[][] {{0}, {0}});
    }
}
