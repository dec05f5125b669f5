package io.wane.engine.pipeline;

import java.util.Arrays;

/** Slots 0, 1, 2, … for keys, by open addressing. Reading is thread-safe while nothing is added. */
final class KeyIndex {

    /** What a key without a slot gets. */
    static final int ABSENT = -1;

    private static final int LARGEST_LOAD_PERCENT = 60;

    private long[] keys = new long[64];
    private int[] slots = new int[64];
    private int size;

    KeyIndex() {
        Arrays.fill(slots, ABSENT);
    }

    int size() {
        return size;
    }

    int find(long key) {
        int mask = keys.length - 1;
        for (int at = hash(key) & mask; ; at = (at + 1) & mask) {
            if (slots[at] == ABSENT || keys[at] == key) {
                return slots[at];
            }
        }
    }

    int findOrAdd(long key) {
        if ((long) size * 100 >= (long) keys.length * LARGEST_LOAD_PERCENT) {
            grow();
        }
        int mask = keys.length - 1;
        for (int at = hash(key) & mask; ; at = (at + 1) & mask) {
            if (slots[at] == ABSENT) {
                keys[at] = key;
                slots[at] = size;
                return size++;
            }
            if (keys[at] == key) {
                return slots[at];
            }
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldSlots = slots;
        keys = new long[2 * oldKeys.length];
        slots = new int[2 * oldKeys.length];
        Arrays.fill(slots, ABSENT);
        int mask = keys.length - 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldSlots[i] != ABSENT) {
                int at = hash(oldKeys[i]) & mask;
                while (slots[at] != ABSENT) {
                    at = (at + 1) & mask;
                }
                keys[at] = oldKeys[i];
                slots[at] = oldSlots[i];
            }
        }
    }

    // The low bits choose a shard, so the table takes the high ones.
    private static int hash(long key) {
        return (int) (KeyHash.mix(key) >>> 32);
    }
}
