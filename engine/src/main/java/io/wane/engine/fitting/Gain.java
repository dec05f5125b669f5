package io.wane.engine.fitting;

import io.wane.engine.pipeline.KeyHash;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much better one description of a log is than another, in nats per event, with a 95 % interval over resampled users.
 *
 * @param perEvent mean difference of log-likelihood per scored instant
 * @param low lower end
 * @param high upper end
 */
public record Gain(double perEvent, double low, double high) {

    private static final int REPLICATES = 1000;
    private static final long SEED = 20_040;

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
        int users = with.length;
        double difference = 0;
        double weight = 0;
        for (int user = 0; user < users; user++) {
            difference += with[user] - without[user];
            weight += weights[user];
        }
        if (weight == 0) {
            return new Gain(Double.NaN, Double.NaN, Double.NaN);
        }
        double[] means = new double[REPLICATES];
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            SplittableRandom random = new SplittableRandom(KeyHash.mix(SEED + replicate));
            double sum = 0;
            double of = 0;
            for (int draw = 0; draw < users; draw++) {
                int user = random.nextInt(users);
                sum += with[user] - without[user];
                of += weights[user];
            }
            means[replicate] = of > 0 ? sum / of : difference / weight;
        }
        Arrays.sort(means);
        double shift = Double.isNaN(optimism) ? 0 : optimism / weight;
        return new Gain(
                difference / weight,
                means[(int) (0.025 * (REPLICATES - 1))] - shift,
                means[(int) Math.ceil(0.975 * (REPLICATES - 1))] - shift);
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
