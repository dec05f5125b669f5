package io.wane.engine.training;

import io.wane.core.event.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final int MOST = 10_000;

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
     * @param testEnd at most the log's end: later, what has not happened yet would count as not wanted
     * @throws IllegalArgumentException if the log is too short, saying what it would need, or does not reach the end
     */
    public static Blocks forTest(Timeline timeline, long horizonMillis, long testStart, long testEnd) {
        requireLength(horizonMillis);
        requireHappened(timeline, "test end", testEnd);
        if (testStart > testEnd - horizonMillis) {
            throw new IllegalArgumentException(
                    "no test window of " + days(horizonMillis) + " days fits between test start "
                            + iso(testStart) + " and test end " + iso(testEnd)
                            + "; move the start earlier or shorten the horizon");
        }
        requireFew(testStart, testEnd, horizonMillis);
        List<Long> test = new ArrayList<>();
        for (long at = testStart; at <= testEnd - horizonMillis; at += horizonMillis) {
            test.add(at);
        }
        return before(timeline, testStart, horizonMillis, test);
    }

    /**
     * Blocks for use: validation is the last full label window before {@code until}.
     *
     * @param until at most the log's end: later, what has not happened yet would count as not wanted
     * @throws IllegalArgumentException if the log is too short, saying what it would need, or does not reach until then
     */
    public static Blocks forUse(Timeline timeline, long horizonMillis, long until) {
        requireLength(horizonMillis);
        requireHappened(timeline, "the time to train until", until);
        return before(timeline, until, horizonMillis, List.of());
    }

    // The label windows must lie in the past.
    private static void requireHappened(Timeline timeline, String what, long timeMillis) {
        if (timeline.size() == 0) {
            throw new IllegalArgumentException("there are no events; import some first");
        }
        if (timeMillis > timeline.endMillis()) {
            throw new IllegalArgumentException(what + " is " + iso(timeMillis) + ", and the log ends at "
                    + iso(timeline.endMillis())
                    + ": what has not happened yet would count as not wanted; use that time or an earlier one");
        }
    }

    private static void requireFew(long from, long to, long horizonMillis) {
        if ((to - from) / horizonMillis > MOST) {
            throw new IllegalArgumentException("a horizon of " + days(horizonMillis) + " days fits "
                    + (to - from) / horizonMillis + " times between " + iso(from) + " and " + iso(to)
                    + ", and more than " + MOST + " snapshots are not made; use a longer horizon");
        }
    }

    private static Blocks before(Timeline timeline, long end, long horizonMillis, List<Long> test) {
        long first = timeline.timeMillis(0);
        requireFew(first, end, horizonMillis);
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
            snapshots.add(at);
        }
        Collections.reverse(snapshots);
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
