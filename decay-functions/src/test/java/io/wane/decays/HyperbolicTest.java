package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HyperbolicTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new HyperbolicFamily();
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(Offered.component("hyperbolic"), Map.of("half-life", "7d"), 7),
                new SettingsExample(Offered.component("hyperbolic"), Map.of("rate", "0.25"), 4),
                new SettingsExample(Offered.component("hyperbolic"), Map.of("per-day", "0.8"), 4));
    }

    @Test
    void aThirdIsLeftAfterTwoHalfLivesAndAQuarterAfterThree() {
        assertThat(new Hyperbolic(7).value(14)).isEqualTo(1 / 3.0, within(1e-16));
        assertThat(new Hyperbolic(7).value(21)).isEqualTo(0.25);
    }

    @Test
    void isThePowerLawOfExponentOne() {
        assertThat(new Hyperbolic(3).value(11)).isEqualTo(new Power(3, 1).value(11), within(1e-16));
    }
}
