package io.wane.benchmarks;

import java.util.HashMap;
import java.util.Map;

/**
 * Decayed counts per user and item as one writes them in an afternoon: a hash map of boxed keys to small arrays. What the
 * pipeline is measured against.
 */
final class AfternoonSums {

    private final Map<Long, double[]> sums = new HashMap<>();
    private final double ratePerMilli;

    /** Nothing yet, under one exponential. */
    AfternoonSums(double halfLifeDays) {
        ratePerMilli = Math.log(2) / halfLifeDays / 86_400_000;
    }

    /** Counts an event that comes after all before it. */
    void add(int user, int item, long timeMillis) {
        double[] sum = sums.computeIfAbsent((long) user << 32 | item, key -> new double[] {0, timeMillis});
        sum[0] = sum[0] * Math.exp(-ratePerMilli * (timeMillis - sum[1])) + 1;
        sum[1] = timeMillis;
    }

    /** Number of keys. */
    int size() {
        return sums.size();
    }
}
