package io.wane.engine.evaluation;

/**
 * Logistic regression on one number: {@code P(y = 1 | x) = 1 / (1 + exp(-(intercept + slope·x)))}.
 *
 * @param intercept logit at {@code x = 0}; finite
 * @param slope change of the logit per unit of {@code x}; finite, 0 when {@code x} was constant
 * @param separated whether a threshold on {@code x} tells the labels apart, so that no best slope exists and {@code slope} is
 *     the cap of {@link #fit}
 */
record LogisticCurve(double intercept, double slope, boolean separated) {

    /** The slope of separated data, in logits per standard deviation of {@code x}. */
    static final double STEEPEST = 20;

    // Newton doubles the correct digits per step: a step this small leaves nothing to gain in doubles.
    private static final double SMALL_STEP = 1e-9;
    private static final int MOST_STEPS = 100;

    public LogisticCurve {
        if (!(Math.abs(intercept) < Double.POSITIVE_INFINITY && Math.abs(slope) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("intercept and slope must be finite: " + intercept + ", " + slope);
        }
    }

    /** The probability at {@code x}, in [0, 1]. */
    public double probability(double x) {
        return 1 / (1 + Math.exp(-(intercept + slope * x)));
    }

    /**
     * The curve of greatest likelihood, without penalty: Newton's method with step halving.
     *
     * <p>Where a threshold on {@code x} tells the labels apart the likelihood grows with the slope for ever: the slope is then
     * set to 20 per standard deviation of {@code x}, the intercept fitted to it, and the curve is {@link #separated}.
     *
     * @param x finite numbers; over more than some ten orders of magnitude the curve is only near the best (take logarithms)
     * @param y labels, 0 or 1
     * @param weights finite, at least 0; a weight of 3 counts as three equal rows, one of 0 as none
     * @throws IllegalArgumentException if lengths differ, a number is out of range, or all weight lies on one label
     */
    public static LogisticCurve fit(double[] x, double[] y, double[] weights) {
        Summary rows = Summary.of(x, y, weights);
        double logit = rows.logit();
        if (!(rows.deviation > 0 && rows.low < rows.high)) {
            return new LogisticCurve(logit, 0, false);
        }
        if (rows.direction != 0) {
            double slope = rows.direction * STEEPEST / rows.deviation;
            double[] offsets = new double[x.length];
            for (int row = 0; row < x.length; row++) {
                offsets[row] = slope * (x[row] - rows.mean);
            }
            return curve(intercept(offsets, y, weights), slope, rows.mean, true);
        }
        // on z = (x - mean) / deviation, where the two coefficients hardly depend on each other
        double level = logit;
        double slope = 0;
        Likelihood here = new Likelihood();
        Likelihood there = new Likelihood();
        here.at(level, slope, rows, x, y, weights);
        for (int step = 0; step < MOST_STEPS; step++) {
            double determinant = here.levelCurvature * here.slopeCurvature - here.crossCurvature * here.crossCurvature;
            double levelStep =
                    (here.slopeCurvature * here.levelGradient - here.crossCurvature * here.slopeGradient) / determinant;
            double slopeStep =
                    (here.levelCurvature * here.slopeGradient - here.crossCurvature * here.levelGradient) / determinant;
            if (!(Math.abs(levelStep) + Math.abs(slopeStep) < Double.POSITIVE_INFINITY)) {
                break; // x spans so many magnitudes that the curvature has vanished in doubles
            }
            there.at(level + levelStep, slope + slopeStep, rows, x, y, weights);
            // a sum over many rows is not exact: the last steps may seem to lose in its last digits
            while (!(there.loss <= here.loss * (1 + 1e-12)) && Math.abs(levelStep) + Math.abs(slopeStep) > SMALL_STEP) {
                levelStep /= 2;
                slopeStep /= 2;
                there.at(level + levelStep, slope + slopeStep, rows, x, y, weights);
            }
            level += levelStep;
            slope += slopeStep;
            if (Math.abs(levelStep) <= SMALL_STEP * (1 + Math.abs(level))
                    && Math.abs(slopeStep) <= SMALL_STEP * (1 + Math.abs(slope))) {
                break;
            }
            Likelihood last = here;
            here = there;
            there = last;
        }
        return curve(level, slope / rows.deviation, rows.mean, false);
    }

    // level is the logit at the mean
    private static LogisticCurve curve(double level, double slope, double mean, boolean separated) {
        return new LogisticCurve(level - slope * mean, slope, separated);
    }

    /**
     * The intercept of greatest likelihood beside fixed offsets: the {@code a} for which the probabilities of {@code a +
     * offset} add up to the labels. Labels of both kinds are needed.
     */
    static double intercept(double[] offsets, double[] y, double[] weights) {
        Summary rows = Summary.of(offsets, y, weights);
        double logit = rows.logit();
        // with the smallest offset everywhere, or the largest, the answer would be an end of this bracket
        double low = logit - rows.high;
        double high = logit - rows.low;
        double a = logit - rows.mean;
        for (int step = 0; step < MOST_STEPS && low < high; step++) {
            double gradient = 0;
            double curvature = 0;
            for (int row = 0; row < y.length; row++) {
                double q = 1 / (1 + Math.exp(-(a + offsets[row])));
                gradient += weights[row] * (y[row] - q);
                curvature += weights[row] * q * (1 - q);
            }
            if (gradient > 0) {
                low = a;
            } else {
                high = a;
            }
            double next = a + gradient / curvature;
            if (!(next >= low && next <= high)) {
                next = low + (high - low) / 2;
            }
            double moved = Math.abs(next - a);
            a = next;
            if (moved <= SMALL_STEP * (1 + Math.abs(a))) {
                break;
            }
        }
        return a;
    }

    /** Minus the log-likelihood, its gradient upwards and its curvature, at one pair of coefficients. */
    private static final class Likelihood {

        double loss;
        double levelGradient;
        double slopeGradient;
        double levelCurvature;
        double crossCurvature;
        double slopeCurvature;

        void at(double level, double slope, Summary rows, double[] x, double[] y, double[] weights) {
            loss = 0;
            levelGradient = 0;
            slopeGradient = 0;
            levelCurvature = 0;
            crossCurvature = 0;
            slopeCurvature = 0;
            for (int row = 0; row < x.length; row++) {
                double weight = weights[row];
                double z = (x[row] - rows.mean) / rows.deviation;
                double logit = level + slope * z;
                double small = Math.exp(-Math.abs(logit));
                double q = logit >= 0 ? 1 / (1 + small) : small / (1 + small);
                loss += weight * (Math.max(logit, 0) - y[row] * logit + Math.log1p(small));
                double gradient = weight * (y[row] - q);
                levelGradient += gradient;
                slopeGradient += gradient * z;
                double curvature = weight * small / ((1 + small) * (1 + small));
                levelCurvature += curvature;
                crossCurvature += curvature * z;
                slopeCurvature += curvature * z * z;
            }
        }
    }

    /**
     * Weighted rows in a few numbers.
     *
     * @param negatives weight with label 0, above 0
     * @param positives weight with label 1, above 0
     * @param direction 1 if no positive lies below a negative, -1 if none lies above one, else 0
     */
    private record Summary(
            double negatives, double positives, double mean, double deviation, double low, double high, int direction) {

        /** The logit of the share of positives. */
        double logit() {
            return Math.log(positives) - Math.log(negatives);
        }

        static Summary of(double[] x, double[] y, double[] weights) {
            ProbabilityMetrics.checkLabels(x, y);
            if (weights.length != x.length) {
                throw new IllegalArgumentException(weights.length + " weights for " + x.length + " rows");
            }
            double negatives = 0;
            double positives = 0;
            double sum = 0;
            double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int row = 0; row < x.length; row++) {
                double weight = weights[row];
                if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "a weight must be finite and at least 0: " + weight + " in row " + row);
                }
                if (!(Math.abs(x[row]) < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("x must be finite: " + x[row] + " in row " + row);
                }
                if (weight > 0) {
                    int label = (int) y[row];
                    negatives += weight * (1 - y[row]);
                    positives += weight * y[row];
                    sum += weight * x[row];
                    low[label] = Math.min(low[label], x[row]);
                    high[label] = Math.max(high[label], x[row]);
                }
            }
            if (!(positives > 0 && negatives > 0)) {
                throw new IllegalArgumentException(
                        "a logistic curve needs labels of both kinds, with weight: label 0 has weight " + negatives
                                + ", label 1 has weight " + positives);
            }
            double total = negatives + positives;
            double mean = sum / total;
            double squares = 0;
            for (int row = 0; row < x.length; row++) {
                squares += weights[row] * (x[row] - mean) * (x[row] - mean);
            }
            return new Summary(
                    negatives,
                    positives,
                    mean,
                    Math.sqrt(squares / total),
                    Math.min(low[0], low[1]),
                    Math.max(high[0], high[1]),
                    low[1] >= high[0] ? 1 : low[0] >= high[1] ? -1 : 0);
        }
    }
}
