package io.wane.engine.ingest;

import java.util.Arrays;

/**
 * Counts how often each row occurred in a file. While the file is in time order only the current instant's rows are
 * remembered, since equal rows share their time. Where the order breaks, {@link #next} says so, and all rows of the file
 * must be counted, from its beginning: 27 to 53 bytes per distinct row. Not thread-safe.
 */
final class Occurrences {

    /** Answer of {@link #next} where the time order breaks. */
    static final int OUT_OF_ORDER = -1;

    private static final int SMALLEST = 64;

    private boolean inOrder = true;
    private long lastMillis = Long.MIN_VALUE;
    private int size;
    private long[] high = new long[SMALLEST];
    private long[] low = new long[SMALLEST];
    // 0 marks a free slot
    private int[] count = new int[SMALLEST];

    /** Forgets everything and counts all rows from now on, in whatever order. */
    void countAll() {
        inOrder = false;
        forget();
    }

    /** How often this row occurred before; or {@link #OUT_OF_ORDER}, and then it is not counted. */
    int next(long timeMillis, long hashHigh, long hashLow) {
        if (inOrder && timeMillis != lastMillis) {
            if (timeMillis < lastMillis) {
                return OUT_OF_ORDER;
            }
            lastMillis = timeMillis;
            forget();
        }
        int slot = slot(hashHigh, hashLow);
        if (count[slot] == 0) {
            if (4 * (size + 1) > 3 * count.length) {
                grow();
                slot = slot(hashHigh, hashLow);
            }
            size++;
            high[slot] = hashHigh;
            low[slot] = hashLow;
        }
        return count[slot]++;
    }

    // The hash is random already, so its own bits choose the slot.
    private int slot(long hashHigh, long hashLow) {
        int mask = count.length - 1;
        int slot = (int) hashLow & mask;
        while (count[slot] != 0 && (low[slot] != hashLow || high[slot] != hashHigh)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    // After one crowded instant the table shrinks again: else every later instant would have to clear it.
    private void forget() {
        if (count.length > SMALLEST && 8 * size < count.length) {
            resize(Math.max(SMALLEST, count.length / 4));
        } else if (size > 0) {
            Arrays.fill(count, 0);
        }
        size = 0;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldCount = count;
        if (count.length == 1 << 30) {
            throw new IllegalStateException(
                    "more than 800 million distinct rows in one file; sort it by time or split it");
        }
        resize(2 * count.length);
        for (int i = 0; i < oldCount.length; i++) {
            if (oldCount[i] != 0) {
                int slot = slot(oldHigh[i], oldLow[i]);
                high[slot] = oldHigh[i];
                low[slot] = oldLow[i];
                count[slot] = oldCount[i];
            }
        }
    }

    private void resize(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        count = new int[capacity];
    }
}
