package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogLogisticTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new LogLogisticFamily();
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
                new SettingsExample(Offered.component("log-logistic"), Map.of("half-life", "7d", "shape", "2.5"), 7),
                new SettingsExample(Offered.component("log-logistic"), Map.of("per-day", "0.8", "shape", "2"), 2));
    }

    @Test
    void ofShapeOneItIsHyperbolic() {
        assertThat(new LogLogistic(7, 1).value(11)).isEqualTo(new Hyperbolic(7).value(11), within(1e-16));
    }
}
