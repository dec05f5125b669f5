package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.plugin.Component;
import io.wane.core.settings.SettingsDescription;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest(name = "{0} without settings")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "exponential | give exactly one of 'half-life: 7d' or 'rate: 0.1' or 'per-day: 0.9'; given: none",
                "gaussian    | give exactly one of 'half-life: 7d' or 'sigma: 6d'; given: none",
                "power       | exponent: is missing",
                "step        | window: is missing",
                "linear      | give exactly one of 'half-life: 7d' or 'end: 14d'; given: none",
                "hyperbolic  | give exactly one of 'half-life: 7d' or 'rate: 0.1' or 'per-day: 0.9'; given: none",
                "weibull     | shape: is missing",
                "gompertz    | shape: is missing",
                "log-logistic | shape: is missing",
                "savings     | exponent: is missing",
                "linear-in-log | scale: is missing",
                "generalised-hyperbolic | exponent: is missing",
                "mixture     | parts must be two or more",
                "offset      | of: is missing (the decay that starts then, as { exponential: { half-life: 7d } })",
                "plateau     | share: is missing",
                "elasticsearch | scale: is missing",
                "bi-exponential | fast-share: is missing"
            })
    void withoutSettingsTheMessageSaysWhatToGive(String component, String message) {
        assertThatThrownBy(() -> Offered.decay(component, Map.of())).hasMessageContaining(message);
    }

    @Test
    void twoSpellingsOfOneThingAreRefusedEvenWhenTheyAgree() {
        assertThatThrownBy(() -> Offered.decay("exponential", Map.of("half-life", "1d", "per-day", "0.5")))
                .hasMessageContaining("give exactly one of")
                .hasMessageEndingWith("given: half-life, per-day");
    }

    @Test
    void bothPartsOfABiExponentialAreSpelledTheSameWay() {
        assertThatThrownBy(() ->
                        Offered.decay("bi-exponential", Map.of("fast", "1d", "slow-rate", "0.02", "fast-share", "0.6")))
                .hasMessageContaining("'fast: 1d, slow: 30d'")
                .hasMessageEndingWith("given: fast, slow-rate");
        assertThatThrownBy(() -> Offered.decay("bi-exponential", Map.of("fast", "1d", "fast-share", "0.6")))
                .hasMessageEndingWith("given: fast");
    }

    @Test
    void aFastPartThatIsSlowerIsRefusedWithBothHalfLives() {
        assertThatThrownBy(
                        () -> Offered.decay("bi-exponential", Map.of("fast", "30d", "slow", "1d", "fast-share", "0.6")))
                .hasMessageEndingWith(
                        "the fast part must fade faster than the slow one; half-lives: fast 30d, slow 1d");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "exponential | half-life | 0d   | half-life must be at least a millisecond: 0d",
                "exponential | half-life | week | 'week' is not a duration",
                "exponential | rate      | -0.1 | rate must be finite and above 0: -0.1",
                "exponential | rate      | fast | 'fast' is not a number",
                "exponential | per-day   | 1    | per-day must be between 0 and 1, both excluded: 1.0",
                "gaussian    | sigma     | 0s   | sigma must be at least a millisecond: 0d",
                "step        | window    | 0h   | window must be at least a millisecond: 0d"
            })
    void aValueOutOfRangeIsRefusedByNameAndValue(String component, String key, String value, String message) {
        assertThatThrownBy(() -> Offered.decay(component, Map.of(key, value))).hasMessageContaining(message);
    }

    @Test
    void anExponentOutOfRangeIsRefusedByNameAndValue() {
        assertThatThrownBy(() -> Offered.decay("power", Map.of("scale", "3d", "exponent", "0")))
                .hasMessageEndingWith("exponent must be finite and above 0: 0.0");
        assertThatThrownBy(() -> Offered.decay("power", Map.of("half-life", "7d", "exponent", "0.0001")))
                .hasMessageEndingWith("exponent is too far from 1 for a scale that a number can hold: 1.0E-4");
    }

    @ParameterizedTest(name = "{0}: {1} and {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "weibull      | scale    | 9d   | shape    | 0     | shape must be finite and above 0: 0.0",
                "weibull      | scale    | 9d   | shape    | 1e-4  | shape gives a half-life that no number can hold: 1.0E-4",
                "gompertz     | rate     | 0    | shape    | 0.3   | rate must be finite and above 0: 0.0",
                "gompertz     | rate     | 1e-320 | shape  | 0.3   | rate gives a half-life that no number can hold: 1.0E-320",
                "log-logistic | per-day  | 0.9  | shape    | 1e-4  | shape gives a half-life that no number can hold: 1.0E-4",
                "linear-in-log | slope   | 1e-4 | scale    | 1d    | slope gives a half-life that no number can hold: 1.0E-4",
                "linear-in-log | slope   | 0.1  | scale    | 0d    | scale must be at least a millisecond: 0d"
            })
    void aPairOutOfRangeIsRefusedByNameAndValue(
            String component, String key, String value, String other, String otherValue, String message) {
        assertThatThrownBy(() -> Offered.decay(component, Map.of(key, value, other, otherValue)))
                .hasMessageContaining(message);
    }

    @Test
    void everySettingOfEveryDecayIsDescribed() {
        for (Component<?> component : new DecayFunctionsPlugin().components()) {
            assertThat(SettingsDescription.purpose(component.settings()))
                    .as(component.name())
                    .isNotBlank();
            assertThat(SettingsDescription.of(component.settings()))
                    .as(component.name())
                    .isNotEmpty()
                    .allSatisfy(setting -> assertThat(setting.description()).isNotBlank());
        }
    }
}
