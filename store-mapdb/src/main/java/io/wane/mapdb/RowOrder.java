package io.wane.mapdb;

/** Stable order of row numbers by a key; quick where the rows are nearly in order already. */
final class RowOrder {

    private final long[] keys;
    private final int[] rows;
    private final int[] spare;

    private RowOrder(long[] keys, int count) {
        this.keys = keys;
        rows = new int[count];
        spare = new int[count];
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
    }

    /** The numbers 0 to {@code count - 1} by key, equal keys in their own order. */
    static int[] by(long[] keys, int count) {
        RowOrder order = new RowOrder(keys, count);
        order.sort(0, count);
        return order.rows;
    }

    private void sort(int from, int to) {
        if (to - from <= 8) {
            for (int i = from + 1; i < to; i++) {
                int row = rows[i];
                int at = i;
                for (; at > from && keys[rows[at - 1]] > keys[row]; at--) {
                    rows[at] = rows[at - 1];
                }
                rows[at] = row;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (keys[rows[middle - 1]] <= keys[rows[middle]]) {
            return;
        }
        System.arraycopy(rows, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean takeRight = right < to && keys[rows[right]] < keys[spare[left]];
            rows[at] = takeRight ? rows[right++] : spare[left++];
        }
    }
}
