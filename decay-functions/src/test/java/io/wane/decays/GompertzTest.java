package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GompertzTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new GompertzFamily();
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(Offered.component("gompertz"), Map.of("half-life", "7d", "shape", "0.3"), 7),
                new SettingsExample(
                        Offered.component("gompertz"),
                        Map.of("rate", "0.05", "shape", "0.3"),
                        Math.log1p(Math.log(2) / 0.3) / 0.05));
    }

    @Test
    void theHalfLifeOfShapeThreeTenthsAndRateATwentiethIsNearlyTwentyFourDays() {
        // SCIENCE §7.7
        assertThat(Offered.decay("gompertz", Map.of("rate", "0.05", "shape", "0.3"))
                        .halfLifeDays())
                .isEqualTo(23.9419, within(5e-5));
    }

    @Test
    void aLargeShapeIsNearlyTheExponential() {
        assertThat(new Gompertz(7, 1e9).value(11)).isEqualTo(Math.pow(2, -11 / 7.0), within(1e-9));
    }
}
