package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavingsTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new SavingsFamily();
    }

    // A steep fall outruns the differences of the contract.
    @Override
    protected double[] draw(Random random) {
        double[] drawn = super.draw(random);
        drawn[1] = Math.min(drawn[1], 10);
        return drawn;
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(
                        Offered.component("savings"), Map.of("half-life", "7d", "exponent", "1.25", "scale", "12h"), 7),
                new SettingsExample(
                        Offered.component("savings"),
                        Map.of("strength", "1", "exponent", "1.25", "scale", "2d"),
                        2 * (Math.E - 1)));
    }

    @Test
    void aLongScaleMakesItLogLogistic() {
        assertThat(new Savings(7, 1.5, 1e12).value(11)).isEqualTo(new LogLogistic(7, 1.5).value(11), within(1e-11));
    }

    @Test
    void theStrengthIsWhatTheLogarithmIsWeighedAgainst() {
        // Ebbinghaus: 1.84 / (1.84 + ln(1 + a/a0)^1.25)
        double expected = 1.84 / (1.84 + Math.pow(Math.log1p(6), 1.25));
        assertThat(Offered.decay("savings", Map.of("strength", "1.84", "exponent", "1.25", "scale", "12h"))
                        .value(3))
                .isEqualTo(expected, within(1e-15));
    }
}
