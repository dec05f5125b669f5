package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeibullTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new WeibullFamily();
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
                new SettingsExample(Offered.component("weibull"), Map.of("half-life", "7d", "shape", "0.6"), 7),
                new SettingsExample(
                        Offered.component("weibull"),
                        Map.of("scale", "9d", "shape", "0.6"),
                        9 * Math.pow(Math.log(2), 1 / 0.6)),
                new SettingsExample(
                        Offered.component("weibull"), Map.of("per-day", "0.25", "shape", "2"), Math.sqrt(0.5)));
    }

    @Test
    void theHalfLifeOfScaleNineAndShapeSixTenthsIsNearlyFiveDays() {
        // SCIENCE §7.5
        assertThat(Offered.decay("weibull", Map.of("scale", "9d", "shape", "0.6"))
                        .halfLifeDays())
                .isEqualTo(4.885979, within(5e-7));
    }

    @Test
    void setToShapeOneItIsTheExponentialWithItsExactSum() {
        assertThat(Offered.decay("weibull", Map.of("half-life", "7d", "shape", "1")))
                .isEqualTo(new Exponential(Math.log(2) / 7));
    }

    @Test
    void ofShapeOneItIsTheExponential() {
        assertThat(new Weibull(7, 1).value(11)).isEqualTo(Math.pow(2, -11 / 7.0), within(1e-16));
    }
}
