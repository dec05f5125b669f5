package io.wane.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * 95 % intervals from resampled users: whole users are drawn with replacement, each with all their rows, so that rows of one
 * user, which resemble each other, do not pretend to be independent.
 *
 * <p>Everything asked of one instance is computed on the same resamples; a difference of two systems is therefore paired. The
 * ends of an interval are the 2.5 % and 97.5 % quantiles over the resamples, interpolated linearly. Same rows, replicates and
 * seed, same intervals, bit for bit. Immutable, thread-safe.
 *
 * <p>To speak about a slice of the rows, build another instance from the users of that slice: users without a row in it are
 * not drawn.
 */
public final class UserBootstrap {

    /** Measures that need a pass over all rows per resample (AUC, calibration error) use at most so many, the first ones. */
    public static final int ROW_REPLICATES = 200;

    // Resamples up to this many bytes are kept; beyond, each is drawn again whenever it is needed.
    private static final long MOST_KEPT_BYTES = 32L << 20;

    private final int[] userOfRow; // 0 to users - 1, in the order of their codes
    private final int[] rowsOfUser;
    private final long[] seeds;
    private final byte[][] kept;

    /**
     * Resamples of the users of some rows.
     *
     * @param userOfRow a code per row, at least 0, equal for rows of one user, in any order; an array of the largest code's
     *     size is needed for a moment
     * @param replicates how many resamples, at least 1; 1,000 is usual
     * @param seed of the draws
     * @throws IllegalArgumentException if there is no row, or a number is out of range
     */
    public UserBootstrap(int[] userOfRow, int replicates, long seed) {
        if (userOfRow.length == 0) {
            throw new IllegalArgumentException("a bootstrap needs at least one row");
        }
        if (replicates < 1) {
            throw new IllegalArgumentException("the number of replicates must be at least 1: " + replicates);
        }
        int largest = 0;
        for (int user : userOfRow) {
            if (user < 0 || user == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a user code must be at least 0 and below 2147483647: " + user);
            }
            largest = Math.max(largest, user);
        }
        int[] rows = new int[largest + 1];
        for (int user : userOfRow) {
            rows[user]++;
        }
        int[] dense = new int[largest + 1];
        int users = 0;
        for (int code = 0; code <= largest; code++) {
            dense[code] = users;
            if (rows[code] > 0) {
                rows[users++] = rows[code];
            }
        }
        this.rowsOfUser = Arrays.copyOf(rows, users);
        this.userOfRow = new int[userOfRow.length];
        for (int row = 0; row < userOfRow.length; row++) {
            this.userOfRow[row] = dense[userOfRow[row]];
        }
        // one generator per resample: it is the same whoever draws it, and when
        SplittableRandom random = new SplittableRandom(seed);
        this.seeds = new long[replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            seeds[replicate] = random.nextLong();
        }
        boolean keep = (long) users * replicates <= MOST_KEPT_BYTES;
        this.kept = new byte[keep ? replicates : 0][];
        for (int replicate = 0; replicate < kept.length; replicate++) {
            kept[replicate] = draw(replicate, new byte[users]);
        }
    }

    /** The users that have rows. */
    public int users() {
        return rowsOfUser.length;
    }

    /**
     * The mean over rows of one number per row, such as a loss.
     *
     * @param rowValues finite, one per row
     */
    public Interval mean(double[] rowValues) {
        return means(rowValues).get(0);
    }

    /**
     * How much larger the mean of {@code a} is than that of {@code b}, paired row by row; exactly 0 for equal arrays.
     *
     * @param a finite, one per row
     * @param b finite, one per row
     */
    public Interval meanDifference(double[] a, double[] b) {
        checkRows(a.length);
        checkRows(b.length);
        double[] difference = new double[a.length];
        for (int row = 0; row < a.length; row++) {
            difference[row] = a[row] - b[row];
        }
        return mean(difference);
    }

    /**
     * {@link #mean} of each array; with many users this is quicker than one after the other, since the users are then drawn
     * once for all.
     *
     * @param rowValues arrays of finite numbers, one per row
     */
    public List<Interval> means(double[]... rowValues) {
        int users = users();
        double[][] sums = new double[rowValues.length][users];
        for (int series = 0; series < rowValues.length; series++) {
            checkRows(rowValues[series].length);
            for (int row = 0; row < userOfRow.length; row++) {
                double value = rowValues[series][row];
                if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("a value must be finite: " + value + " in row " + row);
                }
                sums[series][userOfRow[row]] += value;
            }
        }
        double[][] means = new double[rowValues.length][seeds.length];
        byte[] scratch = scratch();
        for (int replicate = 0; replicate < seeds.length; replicate++) {
            byte[] times = times(replicate, scratch);
            long rows = rows(times);
            for (int series = 0; series < sums.length; series++) {
                means[series][replicate] = dot(times, sums[series]) / rows;
            }
        }
        List<Interval> intervals = new ArrayList<>();
        for (int series = 0; series < sums.length; series++) {
            double sum = 0;
            for (double ofUser : sums[series]) {
                sum += ofUser;
            }
            intervals.add(interval(sum / userOfRow.length, means[series]));
        }
        return intervals;
    }

    /**
     * {@link ProbabilityMetrics#auc} over {@link #ROW_REPLICATES} resamples; those in which all labels are equal are left out.
     *
     * @param p any scores but NaN, one per row
     * @param y labels, 0 or 1, one per row
     */
    public Interval auc(double[] p, double[] y) {
        RankedRows ranked = ranked(p, y);
        double[] values = new double[rowReplicates()];
        byte[] scratch = scratch();
        for (int replicate = 0; replicate < values.length; replicate++) {
            values[replicate] = ranked.auc(times(replicate, scratch));
        }
        return interval(ranked.auc(once()), values);
    }

    /**
     * How much larger the AUC of {@code a} is than that of {@code b} on the same rows, paired; exactly 0 for equal scores.
     *
     * @param a any scores but NaN, one per row
     * @param b any scores but NaN, one per row
     * @param y labels, 0 or 1, one per row
     */
    public Interval aucDifference(double[] a, double[] b, double[] y) {
        RankedRows rankedA = ranked(a, y);
        RankedRows rankedB = ranked(b, y);
        double[] values = new double[rowReplicates()];
        byte[] scratch = scratch();
        for (int replicate = 0; replicate < values.length; replicate++) {
            byte[] times = times(replicate, scratch);
            values[replicate] = rankedA.auc(times) - rankedB.auc(times);
        }
        byte[] once = once();
        return interval(rankedA.auc(once) - rankedB.auc(once), values);
    }

    /**
     * {@link ProbabilityMetrics#expectedCalibrationError} over {@link #ROW_REPLICATES} resamples, each with its own groups of
     * equal size. A resample adds its own noise to an error that noise already pushes up: where rows are few, the value may
     * lie below the interval.
     *
     * @param p probabilities, one per row
     * @param y labels, 0 or 1, one per row
     * @param bins number of groups, at least 1
     */
    public Interval calibrationError(double[] p, double[] y, int bins) {
        checkRows(p.length);
        double value = ProbabilityMetrics.expectedCalibrationError(p, y, bins);
        int[] order = Order.ascending(p);
        int[] users = new int[order.length];
        double[] excess = new double[order.length];
        for (int at = 0; at < order.length; at++) {
            users[at] = userOfRow[order[at]];
            excess[at] = p[order[at]] - y[order[at]];
        }
        double[] values = new double[rowReplicates()];
        byte[] scratch = scratch();
        for (int replicate = 0; replicate < values.length; replicate++) {
            byte[] times = times(replicate, scratch);
            values[replicate] = calibrationError(users, excess, times, rows(times), bins);
        }
        return interval(value, values);
    }

    // A group ends after its number of rows, a row counting as often as its user was drawn: the end may lie inside a
    // row.
    private static double calibrationError(int[] users, double[] excess, byte[] times, long rows, int bins) {
        long size = rows / bins;
        long larger = rows % bins;
        int bin = 0;
        long room = larger > 0 ? size + 1 : size;
        double sum = 0;
        double error = 0;
        for (int at = 0; at < users.length; at++) {
            long count = times[users[at]];
            while (count >= room) {
                error += Math.abs(sum + room * excess[at]);
                count -= room;
                sum = 0;
                bin++;
                room = bin >= bins ? Long.MAX_VALUE : bin < larger ? size + 1 : size;
            }
            sum += count * excess[at];
            room -= count;
        }
        return error / rows;
    }

    private RankedRows ranked(double[] p, double[] y) {
        checkRows(p.length);
        ProbabilityMetrics.checkLabels(p, y);
        return RankedRows.of(p, y, userOfRow);
    }

    private void checkRows(int rows) {
        if (rows != userOfRow.length) {
            throw new IllegalArgumentException(rows + " numbers for " + userOfRow.length + " rows");
        }
    }

    private int rowReplicates() {
        return Math.min(ROW_REPLICATES, seeds.length);
    }

    private byte[] scratch() {
        return new byte[kept.length > 0 ? 0 : users()];
    }

    private byte[] once() {
        byte[] once = new byte[users()];
        Arrays.fill(once, (byte) 1);
        return once;
    }

    /** How often each user is drawn; not to be written to. */
    byte[] times(int replicate, byte[] scratch) {
        return kept.length > 0 ? kept[replicate] : draw(replicate, scratch);
    }

    private byte[] draw(int replicate, byte[] times) {
        SplittableRandom random = new SplittableRandom(seeds[replicate]);
        Arrays.fill(times, (byte) 0);
        for (int i = 0; i < times.length; i++) {
            times[
                    random.nextInt(
                            times.length)]++; // a byte holds it: with 128 users or more, 128 times one has no chance
        }
        return times;
    }

    private long rows(byte[] times) {
        long rows = 0;
        for (int user = 0; user < times.length; user++) {
            rows += (long) times[user] * rowsOfUser[user];
        }
        return rows;
    }

    private static double dot(byte[] times, double[] sums) {
        double sum = 0;
        for (int user = 0; user < times.length; user++) {
            sum += times[user] * sums[user];
        }
        return sum;
    }

    private static Interval interval(double value, double[] replicates) {
        double[] sorted = replicates.clone();
        Arrays.sort(sorted); // NaN last
        int defined = sorted.length;
        while (defined > 0 && Double.isNaN(sorted[defined - 1])) {
            defined--;
        }
        return new Interval(value, quantile(sorted, defined, 0.025), quantile(sorted, defined, 0.975));
    }

    private static double quantile(double[] sorted, int n, double share) {
        if (n == 0) {
            return Double.NaN;
        }
        double place = share * (n - 1);
        int below = (int) place;
        int above = Math.min(below + 1, n - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Rows sorted once by score, so that an AUC with other row weights takes one pass. */
    private static final class RankedRows {

        // user · 4 + 2 if the next row's score is higher + the label
        private final int[] codes;

        private RankedRows(int[] codes) {
            this.codes = codes;
        }

        static RankedRows of(double[] scores, double[] y, int[] userOfRow) {
            int[] order = Order.ascending(scores);
            int[] codes = new int[order.length];
            for (int at = 0; at < order.length; at++) {
                int row = order[at];
                boolean last = at + 1 == order.length || scores[order[at + 1]] > scores[row];
                codes[at] = userOfRow[row] << 2 | (last ? 2 : 0) | (int) y[row];
            }
            return new RankedRows(codes);
        }

        double auc(byte[] times) {
            long positives = 0;
            long negatives = 0;
            long tiedPositives = 0;
            long tiedNegatives = 0;
            long twice = 0; // twice the number of pairs in the right order
            for (int code : codes) {
                long count = times[code >>> 2];
                long positive = -(code & 1); // all bits or none: no branch on the label
                tiedPositives += count & positive;
                tiedNegatives += count & ~positive;
                if ((code & 2) != 0) {
                    twice += tiedPositives * (2 * negatives + tiedNegatives);
                    positives += tiedPositives;
                    negatives += tiedNegatives;
                    tiedPositives = 0;
                    tiedNegatives = 0;
                }
            }
            return twice / (2.0 * positives * negatives);
        }
    }
}
