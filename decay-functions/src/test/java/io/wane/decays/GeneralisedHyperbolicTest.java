package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneralisedHyperbolicTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new GeneralisedHyperbolicFamily();
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(
                        Offered.component("generalised-hyperbolic"), Map.of("half-life", "7d", "exponent", "0.8"), 7),
                new SettingsExample(
                        Offered.component("generalised-hyperbolic"), Map.of("rate", "0.25", "exponent", "1"), 4),
                new SettingsExample(
                        Offered.component("generalised-hyperbolic"),
                        Map.of("per-day", "0.25", "exponent", "2"),
                        Math.sqrt(2) - 1));
    }

    @Test
    void isThePowerLawWhoseScaleIsTheInverseOfItsRate() {
        assertThat(new GeneralisedHyperbolic(0.25, 0.8).value(11))
                .isEqualTo(new Power(4, 0.8).value(11), within(1e-16));
    }
}
