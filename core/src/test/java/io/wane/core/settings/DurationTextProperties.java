package io.wane.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DurationTextProperties {

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    @Property(tries = 200)
    void aWholeNumberOfUnitsIsReadExactly(@ForAll @IntRange(min = 0) int number) {
        UNITS.forEach(
                (unit, length) -> assertThat(DurationText.parse(number + unit)).isEqualTo(length.multipliedBy(number)));
    }

    // Three digits: half of the last one in 1.00 is .005; and up to half a millisecond is lost in reading.
    @Property(tries = 200)
    void whatIsWrittenIsReadBackToThreeDigits(@ForAll @DoubleRange(min = 1, max = 1e11) double seconds) {
        double days = seconds / 86_400;
        assertThat(DurationText.days(DurationText.parse(DurationText.ofDays(days))))
                .isCloseTo(days, within(.0056 * days));
    }

    @Property(tries = 200)
    void whatIsWrittenIsWrittenTheSameAfterReading(@ForAll @DoubleRange(min = 1, max = 1e6) double days) {
        String text = DurationText.ofDays(days);
        assertThat(DurationText.ofDays(DurationText.days(DurationText.parse(text))))
                .isEqualTo(text);
    }

    @Property(tries = 200)
    void aDurationSpelledExactlyIsReadBackExactly(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis,
            @ForAll @IntRange(max = 40_000) int whole) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(DurationText.parse(DurationText.of(duration))).isEqualTo(duration);
        UNITS.values()
                .forEach(unit -> assertThat(DurationText.parse(DurationText.of(unit.multipliedBy(whole))))
                        .isEqualTo(unit.multipliedBy(whole)));
    }
}
