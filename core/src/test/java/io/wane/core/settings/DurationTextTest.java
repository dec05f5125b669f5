package io.wane.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "30s, PT30S",
        "30m, PT30M",
        "12h, PT12H",
        "1.5d, PT36H",
        "8w, PT1344H",
        "' 7 d ', PT168H",
        "0d, PT0S"
    })
    void aDurationIsANumberAndAUnit(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "-7d", "7 days", "7D", "1e3d", ".5d", "1.d", "7d 12h", "NaNd", "P7D"})
    void anythingElseIsRefusedWithTheForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessage("'" + text + "' is not a duration; write a number and a unit: 30m, 12h, 7d, 8w");
    }

    @Test
    void aDurationBeyondTheRangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse("9999999999999999w"))
                .withMessage("'9999999999999999w' is too long for a duration");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0d",
        "7, 7d",
        "1.5, 1.5d",
        "12.34, 12.3d",
        "365.25, 365d",
        "0.5, 12h",
        "0.0625, 1.5h",
        "0.01388888888888889, 20m",
        "0.000011574074074074073, 1s",
        "Infinity, never"
    })
    void daysAreWrittenInTheLargestUnitThatReadsWell(double days, String expected) {
        assertThat(DurationText.ofDays(days)).isEqualTo(expected);
    }

    @Test
    void aDurationHasDays() {
        assertThat(DurationText.days(Duration.ofHours(36))).isEqualTo(1.5);
    }

    @ParameterizedTest
    @CsvSource({"168h, 7d", "100h, 100h", "90m, 90m", "0d, 0d", "61s, 61s", "1.5s, 1500ms", "8w, 56d"})
    void aDurationIsSpelledInTheLargestUnitThatItIsWholeIn(String text, String expected) {
        assertThat(DurationText.of(DurationText.parse(text))).isEqualTo(expected);
    }
}
