package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearInLogTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new LinearInLogFamily();
    }

    @Override
    protected boolean smoothAt(double[] parameters, double ageDays) {
        double end = parameters[1] * (2 + parameters[1] / parameters[0]);
        return Math.abs(ageDays / end - 1) > 0.05;
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(Offered.component("linear-in-log"), Map.of("half-life", "7d", "scale", "12h"), 7),
                new SettingsExample(
                        Offered.component("linear-in-log"), Map.of("slope", "0.5", "scale", "2d"), 2 * (Math.E - 1)));
    }

    @Test
    void nothingIsLeftAtTwiceItsHalfLifeAndItsSquareOverTheScale() {
        LinearInLog decay = new LinearInLog(7, 0.5);
        assertThat(decay.value(2 * 7 + 49 / 0.5)).isEqualTo(0, within(1e-15));
        assertThat(decay.value(2 * 7 + 49 / 0.5 - 1)).isPositive();
        assertThat(decay.value(2 * 7 + 49 / 0.5 + 1)).isZero();
    }

    @Test
    void everyDoublingOfTheAgeCostsTheSame() {
        LinearInLog decay = new LinearInLog(30, 1);
        assertThat(decay.value(3) - decay.value(7)).isEqualTo(decay.value(1) - decay.value(3), within(1e-15));
    }
}
