package io.wane.engine.training;

import io.wane.core.event.Timeline;
import io.wane.core.settings.DurationText;
import java.time.Duration;
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
     * @throws IllegalArgumentException if the log is too short or the test too early, saying what would do, or the log does
     *     not reach the end
     */
    public static Blocks forTest(Timeline timeline, long horizonMillis, long testStart, long testEnd) {
        requireLength(horizonMillis);
        requireHappened(timeline, "test end", testEnd);
        if (testStart > testEnd - horizonMillis) {
            throw new IllegalArgumentException("no test window of " + text(horizonMillis) + " fits between test start "
                    + iso(testStart) + " and test end " + iso(testEnd) + ", and the log goes "
                    + range(timeline) + "; move the start earlier or shorten the horizon");
        }
        requireRoom(timeline, horizonMillis, testStart, true);
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
     * @throws IllegalArgumentException if the log is too short or the time too early, saying what would do, or the log
     *     does not reach until then
     */
    public static Blocks forUse(Timeline timeline, long horizonMillis, long until) {
        requireLength(horizonMillis);
        requireHappened(timeline, "the time to train until", until);
        requireRoom(timeline, horizonMillis, until, false);
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

    // What is trained and validated on lies before the cut, in a window each, and something comes before both.
    private static void requireRoom(Timeline timeline, long horizonMillis, long cut, boolean test) {
        long first = timeline.timeMillis(0);
        if (horizonMillis <= (cut - first - 1) / 2) {
            return;
        }
        long latest = timeline.endMillis() - (test ? horizonMillis : 0);
        if (horizonMillis <= (latest - first - 1) / 2) { // another cut would do
            throw new IllegalArgumentException((test ? "the test starts" : "training ends") + " too early, at "
                    + iso(cut)
                    + ": the log goes " + range(timeline)
                    + ", and training and validation need more than 2 horizons of "
                    + text(horizonMillis) + " before; use " + (test ? "--test-start" : "--until") + " later than "
                    + iso(first + 2 * horizonMillis) + ", at most " + iso(latest));
        }
        throw new IllegalArgumentException("the log is too short for a horizon of " + text(horizonMillis) + ": it goes "
                + range(timeline) + ", and " + (test ? "training, validation and test" : "training and validation")
                + " need more than " + (test ? 3 : 2) + " horizons; use a shorter horizon");
    }

    private static void requireFew(long from, long to, long horizonMillis) {
        if ((to - from) / horizonMillis > MOST) {
            throw new IllegalArgumentException("a horizon of " + text(horizonMillis) + " fits "
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

    private static String text(long millis) {
        return DurationText.of(Duration.ofMillis(millis));
    }

    private static String range(Timeline timeline) {
        return "from " + iso(timeline.timeMillis(0)) + " to " + iso(timeline.endMillis());
    }

    private static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
