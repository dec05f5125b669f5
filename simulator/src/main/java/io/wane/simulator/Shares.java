package io.wane.simulator;

/** Weights that grow, and draws by them, both in logarithmic time (a Fenwick tree). Not thread-safe. */
final class Shares {

    private final double[] sums; // sums[i] over the i & -i weights that end with weight i - 1
    private final int top;
    private double total;

    /** These weights, each at least 0. */
    Shares(double[] weights) {
        sums = new double[weights.length + 1];
        top = Integer.highestOneBit(weights.length);
        for (int i = 0; i < weights.length; i++) {
            add(i, weights[i]);
        }
    }

    /** Lets a weight grow. */
    void add(int index, double weight) {
        for (int i = index + 1; i < sums.length; i += i & -i) {
            sums[i] += weight;
        }
        total += weight;
    }

    /** An index with probability proportional to its weight; the total is above 0. */
    int draw(Draws draws) {
        double left = draws.uniform() * total;
        int passed = 0;
        for (int step = top; step > 0; step >>= 1) {
            int next = passed + step;
            if (next < sums.length && sums[next] <= left) {
                passed = next;
                left -= sums[next];
            }
        }
        return Math.min(passed, sums.length - 2); // a rounding error may pass the last
    }
}
