package io.wane.simulator;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A source of random draws that belongs to one subject (the shop, a user) and depends on the seed and the subject alone.
 * Distributions are made here from 64 random bits and {@link StrictMath}: the library's own may change with the Java
 * version, and {@link Math} with the processor.
 */
final class Draws {

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final SplittableRandom source;

    private Draws(long seed) {
        source = new SplittableRandom(seed);
    }

    /** The shop's own draws. */
    static Draws ofShop(long seed) {
        return new Draws(mix(seed));
    }

    /** A user's own draws. */
    static Draws ofUser(long seed, int user) {
        return new Draws(mix(mix(seed) + (user + 1L) * GOLDEN_RATIO));
    }

    // The finaliser of SplitMix64: neighbouring seeds become unrelated ones.
    private static long mix(long bits) {
        long z = bits + GOLDEN_RATIO;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (source.nextLong() >>> 11) * 0x1p-53;
    }

    /** Whether something of this probability happens. */
    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Uniform in 0 … bound − 1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Uniform from a list. */
    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** An index with probability proportional to its weight; weights are at least 0 and not all 0. */
    int index(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = uniform() * total;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                left -= weights[i];
                last = i;
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** Exponential with mean 1. */
    double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    /** Standard normal (Box–Muller; the second of the pair is not kept). */
    double gaussian() {
        double radius = StrictMath.sqrt(2 * exponential());
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** Log-normal: {@code median · exp(spread · z)}. */
    double logNormal(double median, double spread) {
        return median * StrictMath.exp(spread * gaussian());
    }

    /** Geometric on 0, 1, 2, … with this mean, above 0. */
    int geometric(double mean) {
        return (int) (exponential() / StrictMath.log((1 + mean) / mean));
    }
}
