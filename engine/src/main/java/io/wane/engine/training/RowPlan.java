package io.wane.engine.training;

import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows are made, decided before any feature is read, so that a learner, its twins and the baselines get the same.
 * Immutable.
 */
public final class RowPlan {

    private final List<Snapshot> snapshots;
    private final double negativeRate;

    private RowPlan(List<Snapshot> snapshots, double negativeRate) {
        this.snapshots = List.copyOf(snapshots);
        this.negativeRate = negativeRate;
    }

    /** Plans every row, without sampling. */
    public static RowPlan whole(
            Timeline timeline, UserEvents userEvents, Level level, List<Long> times, long horizonMillis) {
        return sampled(timeline, userEvents, level, times, horizonMillis, Long.MAX_VALUE, 0);
    }

    /**
     * Plans all rows that came true and a sample of the others, weighted by one over the rate, so that there are about
     * {@code maxRows}.
     *
     * @param seed decides which of the others are kept
     */
    public static RowPlan sampled(
            Timeline timeline,
            UserEvents userEvents,
            Level level,
            List<Long> times,
            long horizonMillis,
            long maxRows,
            long seed) {
        SnapshotRows rows = new SnapshotRows(timeline, userEvents, level);
        double rate = 1;
        if (maxRows < Long.MAX_VALUE) {
            // Counting first costs a pass, and keeps the memory that of the sample.
            long population = 0;
            long positives = 0;
            for (long at : times) {
                Snapshot counted = rows.at(at, horizonMillis, 0, seed);
                population += counted.population();
                positives += counted.rows();
            }
            long negatives = population - positives;
            rate = negatives == 0 ? 1 : Math.min(1, Math.max(0, maxRows - positives) / (double) negatives);
            if (rate == 0 || positives > maxRows) {
                throw new IllegalArgumentException(
                        "the " + positives + " rows that came true and some of the others do " + "not fit into the "
                                + maxRows + " rows allowed; use a shorter log or allow more");
            }
        }
        List<Snapshot> snapshots = new ArrayList<>();
        for (long at : times) {
            snapshots.add(rows.at(at, horizonMillis, rate, seed));
        }
        return new RowPlan(snapshots, rate);
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }

    /** Share of the rows that did not come true that is kept, in (0, 1]. */
    public double negativeRate() {
        return negativeRate;
    }

    /** What the rows hold. */
    public RowCounts counts() {
        long population = 0;
        long rows = 0;
        long positives = 0;
        long truths = 0;
        long outside = 0;
        long cold = 0;
        for (Snapshot snapshot : snapshots) {
            population += snapshot.population();
            rows += snapshot.rows();
            positives += snapshot.positives();
            truths += snapshot.truths();
            outside += snapshot.truthsOutside();
            cold += snapshot.coldUsers();
        }
        return new RowCounts(snapshots.size(), population, rows, positives, truths, outside, cold);
    }
}
