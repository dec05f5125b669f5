package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "6",
                "-6",
                "2.55",
                "0.1",
                "-11062.06",
                "999999999999.999",
                "0.00000000000001",
                "1e3",
                "+7",
                "007"
            })
    void numbersAreReadAsJavaReadsThem(String text) {
        assertThat(NumberText.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "Infinity", "1d", "0x1p3", "2,55", "1e999", "six", "1.2.3"})
    void whatDataFilesDoNotMeanAsANumberIsRefused(String text) {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> NumberText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "+7", "1234567890123456", "1e3", "7.", ".5", "", "-"})
    void whatWouldLoseDigitsIsNotPlain(String text) {
        assertThat(NumberText.isPlain(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 6, -6, 2.55, 1e300, 1.0 / 3, 123456789012345.0, 4e15})
    void whatIsWrittenIsReadAsTheSameNumber(double number) {
        assertThat(NumberText.parse(NumberText.format(number))).isEqualTo(number);
    }
}
