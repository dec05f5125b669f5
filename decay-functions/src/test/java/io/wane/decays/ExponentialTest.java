package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExponentialTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new ExponentialFamily();
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(Offered.component("exponential"), Map.of("half-life", "7d"), 7),
                new SettingsExample(Offered.component("exponential"), Map.of("half-life", "36h"), 1.5),
                new SettingsExample(Offered.component("exponential"), Map.of("rate", "0.1"), 6.931471805599453),
                // 0.9^6.5788… = 1/2
                new SettingsExample(Offered.component("exponential"), Map.of("per-day", "0.9"), 6.578813478960583));
    }

    @Test
    void atRateATenthTheHalfLifeIsNearlySevenDays() {
        // SCIENCE §7.1
        assertThat(new Exponential(0.1).value(2)).isEqualTo(0.8187307530779818, within(1e-15));
        assertThat(new Exponential(0.1).halfLifeDays()).isEqualTo(6.931471805599453, within(1e-14));
    }

    @Test
    void oneDayAfterTwoHalfLivesAQuarterIsLeft() {
        assertThat(new Exponential(2 * Math.log(2)).value(1)).isEqualTo(0.25, within(1e-15));
    }

    @Test
    void printsItsRateExactlyAndItsHalfLifeForPeople() {
        assertThat(new Exponential(0.1)).hasToString("exponential(rate 0.1/d, half-life 6.93d)");
    }
}
