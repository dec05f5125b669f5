package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.core.settings.DurationText;
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
 * @param error with terms, the largest absolute difference between them and the decay up to {@code reachDays}; with a ring,
 *     the share of what falls of the decay that is counted at another age; 0 when exact
 * @param reachDays the age in days up to which the error holds. Older observations still count by the terms, ever less; a
 *     ring has lost them. Infinite where there is no such age
 */
public record DecaySum(DecayFunction function, List<Term> terms, Optional<Ring> ring, double error, double reachDays) {

    /** A projection is accepted up to this absolute error. */
    public static final double LADDER_TOLERANCE = 0.01;

    /** A ring is accepted while it counts at most this share of what falls of the decay at another age. */
    public static final double RING_TOLERANCE = 0.05;

    /** A ring may forget what counts less than this. */
    static final double FORGOTTEN = 1e-6;

    private static final int LARGEST_RING = 512;
    private static final int BUCKETS_TO_HALF = 16; // from age 0 to that at which half of what falls has fallen
    private static final int PLACES = 8; // in a bucket, for events and for reads
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
     * @param bucketMillis largest wanted width of a bucket, above 0: they are at most a sixteenth of the age at which half of
     *     what falls has fallen; a ring of more than 512 gets wider ones
     * @throws IllegalArgumentException if a bucket has no width, or none of the ways keeps the decay well enough
     */
    public static DecaySum of(DecayFunction function, double spanDays, long bucketMillis) {
        if (bucketMillis <= 0) {
            throw new IllegalArgumentException("a bucket's width must be above 0: " + bucketMillis + " ms");
        }
        List<Term> exact = function.exponentialSum();
        if (!exact.isEmpty()) {
            return new DecaySum(function, exact, Optional.empty(), 0, Double.POSITIVE_INFINITY);
        }
        return ladder(function, spanDays).orElseGet(() -> ring(function, spanDays, bucketMillis));
    }

    // As long as the decay counts anything, so that nothing is lost; where that would be too coarse, as long as the
    // span.
    private static DecaySum ring(DecayFunction function, double spanDays, long bucketMillis) {
        double horizon = function.horizonDays(FORGOTTEN);
        if (horizon < Double.POSITIVE_INFINITY) {
            Ring whole = ringOf(function, horizon, bucketMillis);
            double error = misplaced(function, whole, Double.POSITIVE_INFINITY);
            if (error <= RING_TOLERANCE) {
                return new DecaySum(function, List.of(), Optional.of(whole), error, Double.POSITIVE_INFINITY);
            }
        }
        Ring ring = ringOf(function, spanDays, bucketMillis);
        double error = misplaced(function, ring, spanDays);
        if (!(error <= RING_TOLERANCE)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "decay %s cannot be kept for %s: it has no finite sum of exponentials, no ladder of rates comes within"
                            + " %s of it, and of %d buckets each would be %s wide, so that %.0f %% of its weight would be counted"
                            + " at another age (%.0f %% are allowed). Choose a longer half-life, or a decay that needs no buckets,"
                            + " such as exponential or power",
                    function,
                    DurationText.ofDays(spanDays),
                    LADDER_TOLERANCE,
                    ring.buckets(),
                    DurationText.ofDays(ring.bucketMillis() / Days.MILLIS),
                    100 * error,
                    100 * RING_TOLERANCE));
        }
        return new DecaySum(function, List.of(), Optional.of(ring), error, spanDays);
    }

    private static Ring ringOf(DecayFunction function, double reachDays, long bucketMillis) {
        double half = fallsTo(function, (1 + function.value(reachDays)) / 2, reachDays);
        long fine = Math.max(1, Math.min(bucketMillis, (long) (half * Days.MILLIS / BUCKETS_TO_HALF)));
        double reachMillis = reachDays * Days.MILLIS;
        // One bucket more at either end: the reach begins and ends inside a bucket.
        long width = Math.max(fine, (long) Math.ceil(reachMillis / (LARGEST_RING - 2)));
        int buckets = (int) Math.ceil(reachMillis / width) + 2;
        return new Ring(width, buckets);
    }

    // Over all places of an event and of a read in their buckets. What does not fall is counted right at any age.
    private static double misplaced(DecayFunction function, Ring ring, double reachDays) {
        double width = ring.bucketMillis() / Days.MILLIS;
        double floor = function.value(Math.min(reachDays, ring.buckets() * width));
        double wrong = 0;
        double falls = 0;
        for (int back = 0; back < ring.buckets(); back++) {
            for (int read = 0; read < PLACES; read++) {
                double counted = function.value(Math.max(0, (back + (read + 0.5) / PLACES - 0.5) * width));
                for (int event = 0; event < PLACES; event++) {
                    double age = (back + (double) (read - event) / PLACES) * width;
                    if (age >= 0 && age <= reachDays) {
                        double value = function.value(age);
                        wrong += Math.abs(value - counted);
                        falls += Math.max(0, value - floor);
                    }
                }
            }
        }
        return wrong == 0 ? 0 : wrong / falls;
    }

    // Non-negative least squares over rates that double from a tenth of 1/span to well above the first fall of the
    // decay:
    // by Bernstein's theorem every completely monotone decay is such a mixture (SCIENCE 1.4).
    private static Optional<DecaySum> ladder(DecayFunction function, double spanDays) {
        // The age at which a hundredth is lost: below it nothing needs resolving.
        double firstFall = fallsTo(function, 1 - LADDER_TOLERANCE, spanDays);
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
                ? Optional.of(new DecaySum(function, terms, Optional.empty(), error, spanDays))
                : Optional.empty();
    }

    // The age at which a value is reached, or the largest one.
    private static double fallsTo(DecayFunction function, double value, double largest) {
        double low = 0;
        double high = largest;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (function.value(middle) > value) {
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
     * What is left of one observation, as the state keeps it: sums of these are the state's sums, up to the reach of a ring.
     *
     * @param eventMillis when it happened
     * @param asOfMillis a later time
     */
    public double kept(long eventMillis, long asOfMillis) {
        if (ring.isPresent()) {
            Ring buckets = ring.get();
            long bucket = buckets.bucket(eventMillis);
            boolean lost = bucket < buckets.oldest(asOfMillis) && reachDays == Double.POSITIVE_INFINITY;
            return lost ? 0 : function.value(buckets.ageDays(bucket, asOfMillis));
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
        String reach = reachDays == Double.POSITIVE_INFINITY ? "" : " up to " + DurationText.ofDays(reachDays);
        if (ring.isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "ring of %d buckets of %s, %.1f %% of the weight counted at another age%s",
                    ring.get().buckets(),
                    DurationText.ofDays(ring.get().bucketMillis() / Days.MILLIS),
                    100 * error,
                    reach);
        }
        return error == 0
                ? "exact in " + terms.size() + (terms.size() == 1 ? " term" : " terms")
                : String.format(Locale.ROOT, "ladder of %d rates, error at most %.4f%s", terms.size(), error, reach);
    }
}
