package io.wane.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Timeline;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {

    private static final long DAY = 86_400_000;
    private static final long START = 1_700_000_000_000L;

    // One event on day 0 and one on the last day.
    private static Timeline log(double days) {
        return logUntil(at(days));
    }

    private static Timeline logUntil(long end) {
        Timeline.Builder log = Timeline.builder(Catalog.EMPTY);
        for (long time : new long[] {START, end - 1}) {
            log.add(new Event(
                    String.valueOf(time),
                    Optional.of("ann"),
                    Optional.of("tea"),
                    "view",
                    time,
                    Optional.empty(),
                    Map.of(),
                    Map.of()));
        }
        return log.build();
    }

    private static long at(double day) {
        return START + Math.round(day * DAY);
    }

    private static List<Long> days(double... days) {
        return Arrays.stream(days).mapToObj(BlocksTest::at).toList();
    }

    @Test
    void snapshotsStandAHorizonApartFromTheTestBackwards() {
        Blocks blocks = Blocks.forTest(log(70), 7 * DAY, at(56), at(70));

        assertThat(blocks.test()).isEqualTo(days(56, 63));
        assertThat(blocks.validation()).isEqualTo(days(49));
        assertThat(blocks.training()).isEqualTo(days(7, 14, 21, 28, 35, 42));
        assertThat(blocks.horizonMillis()).isEqualTo(7 * DAY);
    }

    @Test
    void aTestWindowThatDoesNotFitIsLeftOut() {
        assertThat(Blocks.forTest(log(70), 7 * DAY, at(56), at(70) - 1).test()).isEqualTo(days(56));
    }

    @Test
    void forUseTheLastFullWindowValidates() {
        Blocks blocks = Blocks.forUse(log(70), 7 * DAY, at(70));

        assertThat(blocks.test()).isEmpty();
        assertThat(blocks.validation()).isEqualTo(days(63));
        assertThat(blocks.training()).isEqualTo(days(7, 14, 21, 28, 35, 42, 49, 56));
    }

    @Test
    void fewerThanFourSnapshotsAreTakenAQuarterOfAHorizonApart() {
        // days 8, 16 and 24 only, since on day 0 nothing is known
        assertThat(Blocks.forUse(log(40), 8 * DAY, at(40)).training())
                .isEqualTo(
                        LongStream.rangeClosed(1, 12).mapToObj(i -> at(2.0 * i)).toList());
        // a millisecond more, and there are four
        assertThat(Blocks.forUse(logUntil(at(40) + 1), 8 * DAY, at(40) + 1).training())
                .containsExactly(START + 1, at(8) + 1, at(16) + 1, at(24) + 1);
    }

    @ParameterizedTest
    @CsvSource({"70, 7", "70, 1", "21.5, 7", "16, 7", "40, 8", "400, 28", "3, 0.9"})
    void noLabelWindowPassesTheNextBlocksFirstSnapshot(double length, double horizon) {
        long horizonMillis = Math.round(horizon * DAY);
        Timeline log = log(length);
        Blocks use = Blocks.forUse(log, horizonMillis, at(length));
        assertDisjoint(use, log);
        if (length > 3 * horizon) {
            Blocks test = Blocks.forTest(log, horizonMillis, at(length) - horizonMillis, at(length));
            assertDisjoint(test, log);
            assertThat(test.test()).hasSize(1);
            assertThat(test.validation().get(0) + horizonMillis)
                    .isEqualTo(test.test().get(0));
        }
    }

    private static void assertDisjoint(Blocks blocks, Timeline log) {
        long horizon = blocks.horizonMillis();
        assertThat(blocks.training()).isNotEmpty().isSorted().doesNotHaveDuplicates();
        assertThat(blocks.training()).allSatisfy(at -> {
            assertThat(at).isGreaterThan(log.timeMillis(0));
            assertThat(at + horizon).isLessThanOrEqualTo(blocks.validation().get(0));
        });
        assertThat(blocks.validation())
                .allSatisfy(at -> assertThat(at + horizon)
                        .isLessThanOrEqualTo(
                                blocks.test().isEmpty()
                                        ? log.endMillis()
                                        : blocks.test().get(0)));
    }

    @Test
    void aLogThatIsTooShortSaysWhatItWouldNeed() {
        assertThatThrownBy(() -> Blocks.forUse(log(14), 7 * DAY, at(14)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "too short for a horizon of 7d",
                        "from 2023-11-14T22:13:20Z to 2023-11-28T22:13:20Z",
                        "more than 2 horizons",
                        "shorter");
        assertThatThrownBy(() -> Blocks.forTest(log(21), 7 * DAY, at(14), at(21)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("test", "to 2023-12-05T22:13:20Z", "more than 3 horizons");
        assertThat(Blocks.forTest(logUntil(at(21) + 1), 7 * DAY, at(14) + 1, at(21) + 1)
                        .training())
                .isEqualTo(List.of(START + 1));
    }

    @Test
    void aCutThatIsTooEarlyIsNotTheHorizonsFault() {
        for (double day : new double[] {-8_000, 0, 14}) { // at 14 two windows reach back to the first event
            assertThatThrownBy(() -> Blocks.forTest(log(70), 7 * DAY, at(day), at(70)))
                    .hasMessage("the test starts too early, at " + Instant.ofEpochMilli(at(day))
                            + ": the log goes from 2023-11-14T22:13:20Z to 2024-01-23T22:13:20Z, and training and validation"
                            + " need more than 2 horizons of 7d before; use --test-start later than 2023-11-28T22:13:20Z, at"
                            + " most 2024-01-16T22:13:20Z");
            assertThatThrownBy(() -> Blocks.forUse(log(70), 7 * DAY, at(day)))
                    .hasMessageStartingWith("training ends too early, at ")
                    .hasMessageEndingWith("use --until later than 2023-11-28T22:13:20Z, at most 2024-01-23T22:13:20Z");
        }
        assertThat(Blocks.forTest(log(70), 7 * DAY, at(14) + 1, at(70)).training())
                .isEqualTo(List.of(START + 1));
        assertThat(Blocks.forTest(log(70), 7 * DAY, at(63), at(70)).test()).isEqualTo(days(63));
        assertThatThrownBy(() -> Blocks.forTest(log(70), DAY / 24, at(-8_000), at(70)))
                .hasMessageContaining("use --test-start later");
        assertThatThrownBy(() -> Blocks.forUse(log(70), Long.MAX_VALUE / 2, at(70)))
                .hasMessageContaining("too short");
    }

    @Test
    void aTestThatHoldsNoWindowIsRefused() {
        assertThatThrownBy(() -> Blocks.forTest(log(70), 7 * DAY, at(65), at(70)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("of 7d", "test start", "test end", "from 2023-11-14T22:13:20Z");
    }

    @Test
    void aWindowThatReachesBeyondTheLogIsRefusedSinceNothingInItHasHappened() {
        assertThatThrownBy(() -> Blocks.forTest(log(60), 7 * DAY, at(53), at(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("test end", "2024-02-22T22:13:20Z", "log ends at 2024-01-13T22:13:20Z");
        assertThatThrownBy(() -> Blocks.forTest(log(60), 7 * DAY, at(53), Long.MAX_VALUE / 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log ends at");
        assertThatThrownBy(() -> Blocks.forUse(log(60), 7 * DAY, at(60) + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("until", "2024-01-13T22:13:20.001Z", "log ends at 2024-01-13T22:13:20Z");
    }

    @Test
    void aPrefixOfTheLogEndsAtItsCut() {
        assertThat(Blocks.forUse(log(70).before(at(60)), 7 * DAY, at(60)).validation())
                .isEqualTo(days(53));
    }

    @Test
    void aHorizonOfSecondsIsRefusedBeforeItsSnapshotsAreListed() {
        assertThatThrownBy(() -> Blocks.forUse(log(400), 1000, at(400)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("10000 snapshots", "longer horizon");
        assertThatThrownBy(() -> Blocks.forTest(log(400), 1000, at(1), at(400)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer horizon");
    }

    @Test
    void anEmptyLogIsRefused() {
        assertThatThrownBy(() -> Blocks.forUse(Timeline.builder(Catalog.EMPTY).build(), DAY, at(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no events");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aHorizonThatIsNoneIsRefused(long horizon) {
        assertThatThrownBy(() -> Blocks.forTest(log(70), horizon, at(56), at(70)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0: " + horizon);
        assertThatThrownBy(() -> Blocks.forUse(log(70), horizon, at(56)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0: " + horizon);
    }
}
