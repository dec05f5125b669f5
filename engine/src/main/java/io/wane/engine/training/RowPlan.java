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
    private final RowCounts counts;

    private RowPlan(List<Snapshot> snapshots) {
        this.snapshots = List.copyOf(snapshots);
        counts = count(snapshots);
    }

    /** Plans every row, without sampling. */
    public static RowPlan whole(
            Timeline timeline, UserEvents userEvents, Level level, List<Long> times, long horizonMillis) {
        return plan(new SnapshotRows(timeline, userEvents, level), times, horizonMillis, 1, 0);
    }

    /**
     * Plans all rows that came true and a sample of the others, weighted by one over the share kept, so that there are at
     * most {@code maxRows}, and hardly fewer where there are enough.
     *
     * @param seed decides which of the others are kept
     * @throws IllegalArgumentException if the rows that came true alone are more, or leave no room for others
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
        // Counting first costs a pass, and keeps the memory that of the sample.
        SnapshotRows.Census census = new SnapshotRows.Census();
        for (long at : times) {
            rows.count(at, horizonMillis, seed, census);
        }
        double rate = census.rate(maxRows);
        if (rate == 0) {
            throw new IllegalArgumentException("the " + census.positives()
                    + " rows that came true and some of the others do not fit into the " + maxRows
                    + " rows allowed; use a shorter log or allow more (training: { max-rows: … })");
        }
        return plan(rows, times, horizonMillis, rate, seed);
    }

    private static RowPlan plan(SnapshotRows rows, List<Long> times, long horizonMillis, double rate, long seed) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (long at : times) {
            snapshots.add(rows.at(at, horizonMillis, rate, seed));
        }
        return new RowPlan(snapshots);
    }

    /** The rows, by time. */
    public List<Snapshot> snapshots() {
        return snapshots;
    }

    /** Share of the rows that did not come true that is kept, in (0, 1]; a kept one stands for one over it. */
    public double negativeRate() {
        long negatives = counts.population() - counts.positives();
        return negatives == 0 ? 1 : (double) (counts.rows() - counts.positives()) / negatives;
    }

    /** What the rows hold. */
    public RowCounts counts() {
        return counts;
    }

    /** What came true, 0 or 1 per row. */
    public double[] labels() {
        double[] labels = new double[Math.toIntExact(counts.rows())];
        int row = 0;
        for (Snapshot snapshot : snapshots) {
            for (byte label : snapshot.labels()) {
                labels[row++] = label;
            }
        }
        return labels;
    }

    /** How many rows of the population each row stands for. */
    public double[] weights() {
        double[] weights = labels();
        double negative = 1 / negativeRate();
        for (int row = 0; row < weights.length; row++) {
            weights[row] = weights[row] == 1 ? 1 : negative;
        }
        return weights;
    }

    private static RowCounts count(List<Snapshot> snapshots) {
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
