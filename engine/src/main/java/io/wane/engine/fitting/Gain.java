package io.wane.engine.fitting;

import io.wane.engine.pipeline.KeyHash;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much better one description of a log is than another, in nats per event, with a 95 % interval over resampled users;
 * of many users, by the normal approximation that resampling then agrees with.
 *
 * @param perEvent mean difference of log-likelihood per scored instant
 * @param low lower end; NaN where there is but one user
 * @param high upper end
 */
public record Gain(double perEvent, double low, double high) {

    private static final int REPLICATES = 1000;
    private static final long SEED = 20_040;
    private static final int MANY_USERS = 20_000;
    private static final double Z = 1.959963984540054;

    /**
     * Paired by user; users are resampled, never events (SCIENCE 2.7).
     *
     * @param with log-likelihood per user
     * @param without the same of the other description
     * @param weights scored weight per user
     * @param optimism nats that the first is expected to be ahead by having been fitted to the same log; shifts the
     *     interval, not the value; 0 on a log that neither has seen
     */
    static Gain of(double[] with, double[] without, double[] weights, double optimism) {
        double[] differences = new double[with.length];
        double difference = 0;
        double weight = 0;
        for (int user = 0; user < differences.length; user++) {
            differences[user] = with[user] - without[user];
            difference += differences[user];
            weight += weights[user];
        }
        if (weight == 0) {
            return new Gain(Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = difference / weight;
        if (differences.length < 2) {
            return new Gain(mean, Double.NaN, Double.NaN); // one user cannot be resampled
        }
        double shift = Double.isNaN(optimism) ? 0 : optimism / weight;
        if (differences.length > MANY_USERS) {
            double reach = Z * error(differences, weights, mean) / weight;
            return new Gain(mean, mean - reach - shift, mean + reach - shift);
        }
        double[] means = resampled(differences, weights, mean);
        return new Gain(
                mean,
                means[(int) (0.025 * (REPLICATES - 1))] - shift,
                means[(int) Math.ceil(0.975 * (REPLICATES - 1))] - shift);
    }

    // Standard error of the sum of the differences, the ratio to the weights being what is estimated.
    private static double error(double[] differences, double[] weights, double mean) {
        double squares = 0;
        for (int user = 0; user < differences.length; user++) {
            double rest = differences[user] - mean * weights[user];
            squares += rest * rest;
        }
        return Math.sqrt(squares);
    }

    private static double[] resampled(double[] differences, double[] weights, double mean) {
        int users = differences.length;
        double[] means = new double[REPLICATES];
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            SplittableRandom random = new SplittableRandom(KeyHash.mix(SEED + replicate));
            double sum = 0;
            double of = 0;
            for (int draw = 0; draw < users; draw++) {
                int user = random.nextInt(users);
                sum += differences[user];
                of += weights[user];
            }
            means[replicate] = of > 0 ? sum / of : mean;
        }
        Arrays.sort(means);
        return means;
    }

    /** Scored weight per user. */
    static double[] weights(ChoiceLog log) {
        double[] weights = new double[log.users()];
        for (int user = 0; user < weights.length; user++) {
            for (int line = log.userStarts[user]; line < log.userStarts[user + 1]; line++) {
                weights[user] += log.weights[line];
            }
        }
        return weights;
    }
}
