package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.testkit.DecayFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixtureTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new MixtureFamily();
    }

    private static final Mixture THREE =
            new Mixture(List.of(new Mixture.Part(0.5, 2), new Mixture.Part(0.3, 0.2), new Mixture.Part(0.2, 0.01)));

    @Test
    void isTheSumOfItsParts() {
        double expected = 0.5 * Math.exp(-14) + 0.3 * Math.exp(-1.4) + 0.2 * Math.exp(-0.07);
        assertThat(THREE.value(7)).isEqualTo(expected, within(1e-16));
        assertThat(THREE.exponentialSum()).hasSize(3);
    }

    @Test
    void ofTwoPartsItIsTheBiExponential() {
        Mixture two = new Mixture(List.of(new Mixture.Part(0.7, 2), new Mixture.Part(0.3, 0.02)));
        BiExponential same = new BiExponential(0.7, 2, 0.02);
        assertThat(two.value(3)).isEqualTo(same.value(3), within(1e-15));
        assertThat(two.halfLifeDays()).isEqualTo(same.halfLifeDays(), within(1e-14));
    }

    @Test
    void sharesAreBrokenOffAStick() {
        assertThat(new MixtureFamily().of(0.5, 0.25, 3, 2, 1))
                .isEqualTo(new Mixture(
                        List.of(new Mixture.Part(0.5, 3), new Mixture.Part(0.125, 2), new Mixture.Part(0.375, 1))));
    }

    @Test
    void partsAreSpelledAsAnExponentialIs() {
        DecayFunction decay = Offered.decay(
                "mixture",
                Map.of(
                        "parts",
                        List.of(
                                Map.of("share", "0.5", "half-life", "1d"),
                                Map.of("share", "0.25", "rate", "0.1"),
                                Map.of("share", "0.25", "per-day", "0.99"))));
        double expected = 0.5 / 8 + 0.25 * Math.exp(-0.3) + 0.25 * Math.pow(0.99, 3);
        assertThat(decay.value(3)).isEqualTo(expected, within(1e-15));
    }

    @Test
    void sharesThatDoNotAddUpToOneAreRefused() {
        assertThatThrownBy(() -> Offered.decay(
                        "mixture",
                        Map.of(
                                "parts",
                                List.of(
                                        Map.of("share", "0.5", "half-life", "1d"),
                                        Map.of("share", "0.25", "half-life", "7d")))))
                .hasMessageEndingWith("the shares of all parts must add up to 1: 0.75");
    }

    @Test
    void onePartIsRefused() {
        assertThatThrownBy(() ->
                        Offered.decay("mixture", Map.of("parts", List.of(Map.of("share", "0.5", "half-life", "1d")))))
                .hasMessageContaining("parts must be two or more")
                .hasMessageEndingWith("given: 1");
    }
}
