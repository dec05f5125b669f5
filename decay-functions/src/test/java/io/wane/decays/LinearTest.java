package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new LinearFamily();
    }

    @Override
    protected boolean smoothAt(double[] parameters, double ageDays) {
        return Math.abs(ageDays / (2 * parameters[0]) - 1) > 0.01;
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(Offered.component("linear"), Map.of("half-life", "7d"), 7),
                new SettingsExample(Offered.component("linear"), Map.of("end", "14d"), 7));
    }

    @Test
    void nothingIsLeftAtItsEnd() {
        assertThat(new Linear(14).value(14)).isZero();
        assertThat(new Linear(14).value(20)).isZero();
        assertThat(new Linear(14).horizonDays(1e-12)).isLessThan(14);
    }

    @Test
    void hasNoExactSum() {
        assertThat(new Linear(14).exponentialSum()).isEmpty();
    }
}
