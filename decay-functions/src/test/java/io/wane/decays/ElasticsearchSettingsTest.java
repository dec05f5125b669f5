package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"exp", "gauss", "linear"})
    void withoutMoreTheScaleIsTheHalfLife(String shape) {
        DecayFunction decay = Offered.decay("elasticsearch", Map.of("shape", shape, "scale", "7d"));
        assertThat(decay.halfLifeDays()).isEqualTo(7, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"exp, 0.25", "gauss, 0.0625", "linear, 0"})
    void beyondTheOffsetTheScoreIsThatOfElasticsearch(String shape, double atTwoScales) {
        // SCIENCE §7.8
        DecayFunction decay =
                Offered.decay("elasticsearch", Map.of("shape", shape, "scale", "10d", "offset", "2d", "decay", "0.5"));
        assertThat(decay.value(2)).isEqualTo(1);
        assertThat(decay.value(12)).isEqualTo(0.5, within(1e-15));
        assertThat(decay.value(22)).isEqualTo(atTwoScales, within(1e-15));
    }

    @Test
    void withoutOffsetItIsThePlainDecayWithItsExactSum() {
        assertThat(Offered.decay("elasticsearch", Map.of("shape", "exp", "scale", "7d", "decay", "0.3")))
                .isEqualTo(new Exponential(-Math.log(0.3) / 7));
    }

    @Test
    void valuesOutOfRangeAreRefusedByNameAndValue() {
        assertThatThrownBy(() -> Offered.decay("elasticsearch", Map.of("shape", "exp", "scale", "7d", "decay", "1")))
                .hasMessageEndingWith("decay must be between 0 and 1, both excluded: 1.0");
        assertThatThrownBy(() -> Offered.decay("elasticsearch", Map.of("shape", "exp", "scale", "0d")))
                .hasMessageEndingWith("scale must be at least a millisecond: 0d");
        assertThatThrownBy(() -> Offered.decay("elasticsearch", Map.of("shape", "gaus", "scale", "7d")))
                .hasMessageContaining("'gaus' is not known. Did you mean 'gauss'? Allowed: exp, gauss, linear");
    }
}
