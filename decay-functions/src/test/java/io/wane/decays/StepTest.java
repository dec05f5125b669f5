package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new StepFamily();
    }

    @Override
    protected boolean smoothAt(double[] parameters, double ageDays) {
        return Math.abs(ageDays / parameters[0] - 1) > 0.01;
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(new SettingsExample(Offered.component("step"), Map.of("window", "30d"), 30));
    }

    @Test
    void theEndOfTheWindowStillCounts() {
        assertThat(new Step(30).value(30)).isEqualTo(1);
        assertThat(new Step(30).value(Math.nextUp(30.0))).isZero();
    }

    @Test
    void fromItsHorizonOnNothingCounts() {
        assertThat(new Step(30).value(new Step(30).horizonDays(0.01))).isZero();
    }

    @Test
    void hasNoExactSum() {
        assertThat(new Step(30).exponentialSum()).isEmpty();
    }
}
