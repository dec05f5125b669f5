package io.wane.engine.training;

import io.wane.core.event.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When rows are taken. A row of snapshot {@code s} is made from events strictly before {@code s}; its label is what
 * happens in {@code [s, s + horizon)}. No label window passes the first snapshot of the next block.
 *
 * @param training snapshots to learn from, ascending
 * @param validation snapshots to choose hyper-parameters on, ascending
 * @param test snapshots to judge on, ascending; empty when a model is trained for use
 * @param horizonMillis length of a label window, in milliseconds
 */
public record Blocks(List<Long> training, List<Long> validation, List<Long> test, long horizonMillis) {

    private static final int FEW = 4;

    /** Copies. */
    public Blocks {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * Blocks for judging: test snapshots at {@code testStart}, one horizon later, and so on while their windows end by
     * {@code testEnd}; validation one horizon before, training before that.
     *
     * @throws IllegalArgumentException if the log is too short, saying what it would need
     */
    public static Blocks forTest(Timeline timeline, long horizonMillis, long testStart, long testEnd) {
        requireLength(horizonMillis);
        List<Long> test = new ArrayList<>();
        for (long at = testStart; at + horizonMillis <= testEnd; at += horizonMillis) {
            test.add(at);
        }
        if (test.isEmpty()) {
            throw new IllegalArgumentException(
                    "no test window of " + days(horizonMillis) + " days fits between test start "
                            + iso(testStart) + " and test end " + iso(testEnd)
                            + "; move the start earlier or shorten the horizon");
        }
        return before(timeline, testStart, horizonMillis, test);
    }

    /**
     * Blocks for use: validation is the last full label window before {@code until}.
     *
     * @throws IllegalArgumentException if the log is too short, saying what it would need
     */
    public static Blocks forUse(Timeline timeline, long horizonMillis, long until) {
        return before(timeline, until, horizonMillis, List.of());
    }

    private static Blocks before(Timeline timeline, long end, long horizonMillis, List<Long> test) {
        requireLength(horizonMillis);
        if (timeline.size() == 0) {
            throw new IllegalArgumentException("there are no events; import some first");
        }
        long first = timeline.timeMillis(0);
        long validation = end - horizonMillis;
        List<Long> training = new ArrayList<>(snapshots(first, validation, horizonMillis, horizonMillis));
        if (training.size() < FEW) {
            training = snapshots(first, validation, horizonMillis, Math.max(1, horizonMillis / 4));
        }
        if (training.isEmpty()) {
            throw new IllegalArgumentException("the log is too short for a horizon of " + days(horizonMillis)
                    + " days: it starts at " + iso(first) + ", and training, validation"
                    + (test.isEmpty() ? "" : ", test")
                    + " need more than " + (test.isEmpty() ? 2 : 3) + " horizons before "
                    + iso(end + (test.isEmpty() ? 0 : horizonMillis)) + "; use a shorter horizon");
        }
        return new Blocks(training, List.of(validation), test, horizonMillis);
    }

    // The last window ends at the validation snapshot; the first snapshot has something before it.
    private static List<Long> snapshots(long first, long validation, long horizonMillis, long step) {
        List<Long> snapshots = new ArrayList<>();
        for (long at = validation - horizonMillis; at > first; at -= step) {
            snapshots.add(0, at);
        }
        return snapshots;
    }

    private static void requireLength(long horizonMillis) {
        if (horizonMillis <= 0) {
            throw new IllegalArgumentException("horizon must be above 0: " + horizonMillis + " ms");
        }
    }

    private static double days(long millis) {
        return millis / 86_400_000.0;
    }

    private static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
