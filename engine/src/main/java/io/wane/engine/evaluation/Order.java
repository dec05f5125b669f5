package io.wane.engine.evaluation;

/** Rows in the order of a number. */
final class Order {

    private Order() {}

    /**
     * The rows by ascending value; equal values stay in the order of their rows.
     *
     * @throws IllegalArgumentException if a value is NaN
     */
    static int[] ascending(double[] values) {
        int n = values.length;
        double[] keys = values.clone();
        int[] rows = new int[n];
        for (int row = 0; row < n; row++) {
            if (Double.isNaN(keys[row])) {
                throw new IllegalArgumentException("a score must be a number, but that of row " + row + " is NaN");
            }
            rows[row] = row;
        }
        // a merge sort from below that carries the keys along: stable, no boxing, memory read in sequence
        double[] keysTo = new double[n];
        int[] rowsTo = new int[n];
        for (int width = 1; width < n && width > 0; width <<= 1) {
            for (int from = 0; from < n; from = Math.min(n - from, 2 * width) + from) {
                int middle = Math.min(n - from, width) + from;
                int end = Math.min(n - middle, width) + middle;
                int left = from;
                int right = middle;
                for (int to = from; to < end; to++) {
                    boolean takeLeft = right == end || (left < middle && keys[left] <= keys[right]);
                    int taken = takeLeft ? left++ : right++;
                    keysTo[to] = keys[taken];
                    rowsTo[to] = rows[taken];
                }
            }
            double[] keysFrom = keys;
            keys = keysTo;
            keysTo = keysFrom;
            int[] rowsFrom = rows;
            rows = rowsTo;
            rowsTo = rowsFrom;
        }
        return rows;
    }
}
