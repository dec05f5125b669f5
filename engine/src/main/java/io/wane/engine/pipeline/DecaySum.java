package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the decayed sum of a history is kept under one decay: as exponential terms (exactly, or projected on a ladder of
 * rates), else as a ring of buckets of absolute time.
 *
 * @param function the decay
 * @param terms terms whose sums are kept; empty with a ring
 * @param ring buckets that are kept; empty with terms
 * @param error largest absolute difference between the terms and the decay over the log's span; 0 when exact
 */
public record DecaySum(DecayFunction function, List<Term> terms, Optional<Ring> ring, double error) {

    /** A projection is accepted up to this absolute error. */
    public static final double LADDER_TOLERANCE = 0.01;

    /** A ring may forget what counts less than this. */
    static final double FORGOTTEN = 1e-6;

    private static final int LARGEST_RING = 512;
    private static final int AGES = 240;
    private static final int CHECKED_AGES = 2000; // finer and wider, so that nothing hides between the fitted ones
    private static final int SWEEPS = 4000;
    private static final double LADDER_STEP = 2;
    private static final int LARGEST_LADDER = 40;

    /**
     * Buckets of absolute time; a bucket's age is that of its middle, never below 0. What lies before the oldest bucket
     * counts nothing, whether later events have pushed it out of the ring yet or not.
     *
     * @param bucketMillis width of a bucket in milliseconds
     * @param buckets how many are kept
     */
    public record Ring(long bucketMillis, int buckets) {

        /** Number of the bucket that holds a time. */
        long bucket(long timeMillis) {
            return Math.floorDiv(timeMillis, bucketMillis);
        }

        /** Number of the oldest bucket that counts at a time. */
        long oldest(long asOfMillis) {
            return bucket(asOfMillis) - buckets + 1;
        }

        /** Age in days of a bucket's middle. */
        double ageDays(long bucket, long asOfMillis) {
            double middle = (bucket + 0.5) * bucketMillis;
            return Math.max(0, (asOfMillis - middle) / Days.MILLIS);
        }
    }

    /**
     * The cheapest way that keeps the promise: exact terms, else a ladder within {@link #LADDER_TOLERANCE}, else a ring.
     *
     * @param spanDays largest age that will be read, above 0
     * @param bucketMillis wanted width of a bucket, above 0; a ring of more than 512 gets wider ones
     * @throws IllegalArgumentException if a bucket has no width
     */
    public static DecaySum of(DecayFunction function, double spanDays, long bucketMillis) {
        if (bucketMillis <= 0) {
            throw new IllegalArgumentException("a bucket's width must be above 0: " + bucketMillis + " ms");
        }
        List<Term> exact = function.exponentialSum();
        if (!exact.isEmpty()) {
            return new DecaySum(function, exact, Optional.empty(), 0);
        }
        return ladder(function, spanDays).orElseGet(() -> ring(function, spanDays, bucketMillis));
    }

    private static DecaySum ring(DecayFunction function, double spanDays, long bucketMillis) {
        double horizonMillis = Math.min(function.horizonDays(FORGOTTEN), spanDays) * Days.MILLIS;
        // One bucket more at either end: the horizon begins and ends inside a bucket.
        long width = Math.max(bucketMillis, (long) Math.ceil(horizonMillis / (LARGEST_RING - 2)));
        int buckets = (int) Math.ceil(horizonMillis / width) + 2;
        return new DecaySum(function, List.of(), Optional.of(new Ring(width, buckets)), 0);
    }

    // Non-negative least squares over rates that double from a tenth of 1/span to well above the first fall of the
    // decay:
    // by Bernstein's theorem every completely monotone decay is such a mixture (SCIENCE 1.4).
    private static Optional<DecaySum> ladder(DecayFunction function, double spanDays) {
        double firstFall = firstFall(function, spanDays);
        List<Double> rates = new ArrayList<>();
        for (double rate = 0.1 / spanDays; rate <= 4 / firstFall && rates.size() < LARGEST_LADDER; ) {
            rates.add(rate);
            rate *= LADDER_STEP;
        }
        double[] ages = ages(firstFall / 10, spanDays, AGES);
        double[] wanted = new double[ages.length];
        double[][] basis = new double[rates.size()][ages.length];
        for (int i = 0; i < ages.length; i++) {
            wanted[i] = function.value(ages[i]);
            for (int j = 0; j < basis.length; j++) {
                basis[j][i] = Math.exp(-rates.get(j) * ages[i]);
            }
        }
        double[] weights = nonNegativeLeastSquares(basis, wanted);
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        List<Term> terms = new ArrayList<>();
        for (int j = 0; j < weights.length; j++) {
            if (weights[j] > 0) {
                terms.add(new Term(weights[j] / total, rates.get(j), 0));
            }
        }
        double error = 0;
        for (double age : ages(firstFall / 100, spanDays, CHECKED_AGES)) {
            error = Math.max(error, Math.abs(sum(terms, age) - function.value(age)));
        }
        return error <= LADDER_TOLERANCE
                ? Optional.of(new DecaySum(function, terms, Optional.empty(), error))
                : Optional.empty();
    }

    // The age at which a hundredth is lost: below it nothing needs resolving.
    private static double firstFall(DecayFunction function, double spanDays) {
        double low = 0;
        double high = spanDays;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (function.value(middle) > 1 - LADDER_TOLERANCE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    // Zero, and then evenly in the logarithm.
    private static double[] ages(double first, double last, int count) {
        double[] ages = new double[count];
        double from = Math.log(first);
        double step = (Math.log(last) - from) / (count - 2);
        for (int i = 1; i < count; i++) {
            ages[i] = Math.exp(from + (i - 1) * step);
        }
        return ages;
    }

    // Cyclic coordinate descent: each step solves one weight exactly, so the error never grows. Everything it needs of
    // the ages is in the products of the basis.
    private static double[] nonNegativeLeastSquares(double[][] basis, double[] wanted) {
        int size = basis.length;
        double[][] products = new double[size][size];
        double[] gradient = new double[size];
        for (int j = 0; j < size; j++) {
            gradient[j] = product(basis[j], wanted);
            for (int k = 0; k < size; k++) {
                products[j][k] = product(basis[j], basis[k]);
            }
        }
        double[] weights = new double[size];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double moved = 0;
            for (int j = 0; j < size; j++) {
                double weight = Math.max(0, weights[j] + gradient[j] / products[j][j]);
                double change = weight - weights[j];
                if (change != 0) {
                    weights[j] = weight;
                    moved = Math.max(moved, Math.abs(change));
                    for (int k = 0; k < size; k++) {
                        gradient[k] -= change * products[j][k];
                    }
                }
            }
            if (moved < 1e-9) {
                break;
            }
        }
        return weights;
    }

    private static double product(double[] a, double[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        return product;
    }

    /**
     * What is left of one observation, as the state keeps it: sums of these are the state's sums.
     *
     * @param eventMillis when it happened
     * @param asOfMillis a later time
     */
    public double kept(long eventMillis, long asOfMillis) {
        if (ring.isPresent()) {
            Ring buckets = ring.get();
            long bucket = buckets.bucket(eventMillis);
            return bucket < buckets.oldest(asOfMillis) ? 0 : function.value(buckets.ageDays(bucket, asOfMillis));
        }
        return sum(terms, Days.between(eventMillis, asOfMillis));
    }

    private static double sum(List<Term> terms, double ageDays) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.value(ageDays);
        }
        return sum;
    }

    /** How the sum is kept, in words. */
    public String description() {
        if (ring.isPresent()) {
            return "ring of " + ring.get().buckets() + " buckets of "
                    + ring.get().bucketMillis() / 3_600_000.0 + " h";
        }
        return error == 0
                ? "exact in " + terms.size() + (terms.size() == 1 ? " term" : " terms")
                : String.format(Locale.ROOT, "ladder of %d rates, error at most %.4f", terms.size(), error);
    }
}
