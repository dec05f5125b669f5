package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "1291191960, 1291191960000",
        "1291191960.0, 1291191960000",
        "1291191960.25, 1291191960250",
        "1291191960.123456, 1291191960123",
        "1291191960123, 1291191960123",
        "874724710, 874724710000",
        "0, 0",
        "-1.5, -1500",
        "2010-12-01T08:26:00Z, 1291191960000",
        "2010-12-01T08:26Z, 1291191960000",
        "2010-12-01T09:26:00+01:00, 1291191960000",
        "2010-12-01 09:26:00+01, 1291191960000",
        "2010-12-01 09:26:00 +0100, 1291191960000",
        "2010-12-01t08:26:00z, 1291191960000",
        "2010-12-01 08:26:00, 1291191960000",
        "2010-12-01 08:26:00 UTC, 1291191960000",
        "2010-12-01T08:26:00.250, 1291191960250",
        "2010-12-01T09:26:00+01:00[Europe/Paris], 1291191960000",
        "2010-12-01, 1291161600000",
        "' 2010-12-01 ', 1291161600000",
    })
    void everyFormIsRead(String text, long millis) {
        assertThat(TimeText.parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "yesterday", "2010-13-01", "1.29119196E9", "2010-12-01T", "12/1/2010 8:26", "-", "1.2.3"
            })
    void whatIsNoTimeIsRefusedWithTheForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeText.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("epoch seconds or ISO-8601");
    }

    @Test
    void aDateWithoutHyphensIsNotTakenForSecondsIn1970() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeText.parse("20101201"))
                .withMessageContaining("write it as 2010-12-01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeText.parse("20101201082600"))
                .withMessageContaining("too many digits");
    }

    @Test
    void onlyTimesWithoutAZoneAssumeUtc() {
        assertThat(TimeText.assumesUtc("2010-12-01 08:26:00")).isTrue();
        assertThat(TimeText.assumesUtc("2010-12-01")).isTrue();
        assertThat(TimeText.assumesUtc("2010-12-01T08:26:00Z")).isFalse();
        assertThat(TimeText.assumesUtc("2010-12-01T08:26:00-05:00")).isFalse();
        assertThat(TimeText.assumesUtc("1291191960")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1291191960000, 1291191960",
        "1291191960250, 1291191960.25",
        "1291191960001, 1291191960.001",
        "-1500, -1.5",
        "0, 0",
        // as seconds it would read as the 1st of December
        "20101201000, 1970-08-21T15:40:01Z",
        "100000000000000, 5138-11-16T09:46:40Z",
        "-9223372036854775808, -292275055-05-16T16:47:04.192Z",
    })
    void whatIsWrittenIsReadAsTheSameTime(long millis, String text) {
        assertThat(TimeText.format(millis)).isEqualTo(text);
        assertThat(TimeText.parse(text)).isEqualTo(millis);
    }
}
