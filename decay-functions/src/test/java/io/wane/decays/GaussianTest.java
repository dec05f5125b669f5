package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaussianTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new GaussianFamily();
    }

    @Override
    protected List<SettingsExample> settingsExamples() {
        return List.of(
                new SettingsExample(Offered.component("gaussian"), Map.of("half-life", "7d"), 7),
                new SettingsExample(
                        Offered.component("gaussian"), Map.of("sigma", "5d"), 5 * Math.sqrt(2 * Math.log(2))));
    }

    @Test
    void theHalfLifeOfSigmaFiveIsNearlySixDays() {
        // SCIENCE §7.6
        assertThat(new Gaussian(5).halfLifeDays()).isEqualTo(5.887050, within(5e-7));
    }

    @Test
    void twoHalfLivesLeaveASixteenth() {
        // SCIENCE §7.8, the Gaussian at twice its scale
        Gaussian decay = new Gaussian(5);
        assertThat(decay.value(2 * decay.halfLifeDays())).isEqualTo(0.0625, within(1e-15));
    }

    @Test
    void hasNoExactSum() {
        assertThat(new Gaussian(5).exponentialSum()).isEmpty();
    }
}
