package io.wane.engine.evaluation;

/**
 * How good probabilities are: sharp, ordered and calibrated (SCIENCE §4.5).
 *
 * <p>{@code p} holds one probability in [0, 1] per row, {@code y} its label, 0 or 1. Every method throws
 * {@link IllegalArgumentException} if lengths differ, there is no row, or a number is out of range. Nothing is changed;
 * where rows are sorted, equal probabilities keep the order of their rows.
 */
final class ProbabilityMetrics {

    /** The groups of the calibration error and of the parts of the Brier score. */
    public static final int CALIBRATION_BINS = 15;

    // a probability of 0 or 1 that is wrong costs 34.5 nats, not infinity
    private static final double LEAST = 1e-15;

    private ProbabilityMetrics() {}

    /** Mean log loss in nats; {@code p} is first moved into [1e-15, 1 - 1e-15]. */
    public static double logLoss(double[] p, double[] y) {
        return mean(logLosses(p, y));
    }

    /** The log loss of each row in nats; {@code p} is first moved into [1e-15, 1 - 1e-15]. */
    public static double[] logLosses(double[] p, double[] y) {
        checkProbabilities(p, y);
        double[] losses = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            double clipped = clipped(p[row]);
            losses[row] = y[row] == 1 ? -Math.log(clipped) : -Math.log1p(-clipped);
        }
        return losses;
    }

    /** The Brier score: mean squared distance of probability and label, in [0, 1]. */
    public static double brier(double[] p, double[] y) {
        return mean(squaredErrors(p, y));
    }

    /** The squared distance of probability and label of each row. */
    public static double[] squaredErrors(double[] p, double[] y) {
        checkProbabilities(p, y);
        double[] errors = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            errors[row] = (p[row] - y[row]) * (p[row] - y[row]);
        }
        return errors;
    }

    /**
     * What the Brier score is made of, in groups of rows with similar probabilities.
     *
     * @param reliability mean squared distance of a group's mean probability and its share of positives; 0 is best
     * @param resolution how far the groups' shares of positives lie from the overall one, squared; higher is better
     * @param uncertainty variance of the labels: what no model changes
     * @param withinBinVariance variance of the probabilities inside groups
     * @param withinBinCovariance twice the covariance of label and probability inside groups
     */
    public record BrierParts(
            double reliability,
            double resolution,
            double uncertainty,
            double withinBinVariance,
            double withinBinCovariance) {

        /** The score again: reliability - resolution + uncertainty + within-bin variance - within-bin covariance. */
        public double brier() {
            return reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance;
        }
    }

    /**
     * The parts of the Brier score over groups of equal size.
     *
     * @param bins number of groups, at least 1; usually {@link #CALIBRATION_BINS}
     */
    public static BrierParts brierParts(double[] p, double[] y, int bins) {
        checkProbabilities(p, y);
        return brierParts(p, y, Order.ascending(p), equalMass(p.length, bins));
    }

    /** Group g holds the rows {@code order[ends[g - 1]]} to before {@code order[ends[g]]}. */
    static BrierParts brierParts(double[] p, double[] y, int[] order, int[] ends) {
        int n = p.length;
        double rate = mean(y);
        double reliability = 0;
        double resolution = 0;
        double variance = 0;
        double covariance = 0;
        int start = 0;
        for (int end : ends) {
            int size = end - start;
            if (size == 0) {
                continue; // more groups than rows
            }
            double meanP = 0;
            double meanY = 0;
            for (int at = start; at < end; at++) {
                meanP += p[order[at]];
                meanY += y[order[at]];
            }
            meanP /= size;
            meanY /= size;
            reliability += size * (meanP - meanY) * (meanP - meanY);
            resolution += size * (meanY - rate) * (meanY - rate);
            for (int at = start; at < end; at++) {
                double off = p[order[at]] - meanP;
                variance += off * off;
                covariance += 2 * (y[order[at]] - meanY) * off;
            }
            start = end;
        }
        return new BrierParts(reliability / n, resolution / n, rate * (1 - rate), variance / n, covariance / n);
    }

    /**
     * Expected calibration error, in [0, 1]: the mean over rows of how far the mean probability of the row's group lies from
     * its share of positives. The groups: rows sorted by {@code p}, cut into equal numbers, the first {@code n mod bins}
     * groups holding one row more; equal probabilities may fall into two groups. Biased upwards where rows are few.
     *
     * @param bins number of groups, at least 1; usually {@link #CALIBRATION_BINS}
     */
    public static double expectedCalibrationError(double[] p, double[] y, int bins) {
        checkProbabilities(p, y);
        return expectedCalibrationError(p, y, Order.ascending(p), equalMass(p.length, bins));
    }

    static double expectedCalibrationError(double[] p, double[] y, int[] order, int[] ends) {
        double error = 0;
        int start = 0;
        for (int end : ends) {
            double sum = 0;
            for (int at = start; at < end; at++) {
                sum += p[order[at]] - y[order[at]];
            }
            error += Math.abs(sum);
            start = end;
        }
        return error / p.length;
    }

    /** Where groups of equal size end among n sorted rows; the first {@code n mod bins} hold one more. */
    private static int[] equalMass(int n, int bins) {
        checkBins(bins);
        int[] ends = new int[bins];
        for (int bin = 0; bin < bins; bin++) {
            ends[bin] = (bin + 1) * (n / bins) + Math.min(bin + 1, n % bins);
        }
        return ends;
    }

    static void checkBins(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("the number of bins must be at least 1: " + bins);
        }
    }

    /**
     * Area under the ROC curve: the probability that a positive row has a higher score than a negative one, ties counting half.
     *
     * @param p any scores but NaN
     * @return in [0, 1]; NaN when all labels are equal
     */
    public static double auc(double[] p, double[] y) {
        checkLabels(p, y);
        int[] order = Order.ascending(p);
        long negativesBelow = 0;
        long positives = 0;
        long twice = 0; // twice the number of pairs in the right order
        for (int start = 0; start < order.length; ) {
            int end = endOfTies(p, order, start);
            long tied = positives(y, order, start, end);
            long negatives = end - start - tied;
            twice += tied * (2 * negativesBelow + negatives);
            positives += tied;
            negativesBelow += negatives;
            start = end;
        }
        return twice / (2.0 * positives * negativesBelow);
    }

    /**
     * Average precision: the sum over the distinct scores, from the highest down, of the recall gained there times the
     * precision there.
     *
     * @param p any scores but NaN
     * @return in (0, 1]; NaN when no label is 1
     */
    public static double averagePrecision(double[] p, double[] y) {
        checkLabels(p, y);
        int[] order = Order.ascending(p);
        int n = order.length;
        long hits = 0;
        double sum = 0;
        for (int end = n; end > 0; ) {
            int start = startOfTies(p, order, end);
            long gained = positives(y, order, start, end);
            hits += gained;
            sum += gained * ((double) hits / (n - start));
            end = start;
        }
        return sum / hits;
    }

    /** The first position after the rows whose score is equal to that at {@code start}. */
    static int endOfTies(double[] scores, int[] order, int start) {
        int end = start + 1;
        while (end < order.length && scores[order[end]] == scores[order[start]]) {
            end++;
        }
        return end;
    }

    /** The first position of the rows whose score is equal to that just before {@code end}. */
    static int startOfTies(double[] scores, int[] order, int end) {
        int start = end - 1;
        while (start > 0 && scores[order[start - 1]] == scores[order[end - 1]]) {
            start--;
        }
        return start;
    }

    private static long positives(double[] y, int[] order, int start, int end) {
        long positives = 0;
        for (int at = start; at < end; at++) {
            positives += (long) y[order[at]];
        }
        return positives;
    }

    /**
     * How probabilities must be bent to fit the labels: logit of the truth = {@code intercept + slope · logit(p)}.
     *
     * @param intercept 0 for calibrated probabilities
     * @param slope 1 for calibrated probabilities; below 1 they are too extreme, above 1 too timid; 0 when all are equal
     * @param interceptAtSlopeOne what must be added to every logit so that the probabilities add up to the labels; 0 is best
     * @param separated whether a threshold tells the labels apart, so that {@code slope} and {@code intercept} mean nothing
     */
    public record Calibration(double intercept, double slope, double interceptAtSlopeOne, boolean separated) {}

    /**
     * Calibration by logistic regression of the label on the logit of {@code p}, unpenalised; {@code p} is first moved into
     * [1e-15, 1 - 1e-15].
     *
     * @throws IllegalArgumentException also if all labels are equal
     */
    public static Calibration calibration(double[] p, double[] y) {
        checkProbabilities(p, y);
        double[] logits = new double[p.length];
        double[] weights = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            double clipped = clipped(p[row]);
            logits[row] = Math.log(clipped) - Math.log1p(-clipped);
            weights[row] = 1;
        }
        LogisticCurve curve = LogisticCurve.fit(logits, y, weights);
        return new Calibration(
                curve.intercept(), curve.slope(), LogisticCurve.intercept(logits, y, weights), curve.separated());
    }

    private static double clipped(double p) {
        return Math.min(Math.max(p, LEAST), 1 - LEAST);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    static void checkProbabilities(double[] p, double[] y) {
        checkLabels(p, y);
        for (int row = 0; row < p.length; row++) {
            if (!(p[row] >= 0 && p[row] <= 1)) {
                throw new IllegalArgumentException("a probability must be in [0, 1]: " + p[row] + " in row " + row);
            }
        }
    }

    static void checkLabels(double[] x, double[] y) {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException("one label per row and at least one row are needed: " + x.length
                    + " rows, " + y.length + " labels");
        }
        for (int row = 0; row < y.length; row++) {
            if (!(y[row] == 0 || y[row] == 1)) {
                throw new IllegalArgumentException("a label must be 0 or 1: " + y[row] + " in row " + row);
            }
        }
    }
}
