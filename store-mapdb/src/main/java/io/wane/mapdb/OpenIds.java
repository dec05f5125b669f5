package io.wane.mapdb;

import java.util.Arrays;

/**
 * The ids of the open segment as 64-bit hashes in memory: 14 to 24 bytes per event. A hash that is found says which row
 * to read and compare. Not thread-safe.
 */
final class OpenIds {

    private long[] hashes = new long[1024];
    private int[] slots = new int[2048];
    private int rows;

    /** Adds the hash of the next row. */
    void add(long hash) {
        if (rows == hashes.length) {
            hashes = Arrays.copyOf(hashes, rows + (rows >> 1));
        }
        hashes[rows++] = hash;
        if (rows > slots.length / 3 * 2) {
            slots = new int[2 * slots.length];
            for (int row = 0; row < rows; row++) {
                put(row);
            }
        } else {
            put(rows - 1);
        }
    }

    // A slot holds a row + 1.
    private void put(int row) {
        int slot = (int) hashes[row] & (slots.length - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = row + 1;
    }

    /** Finds the rows whose id has a hash. */
    void find(long hash, Ids.Candidates out) {
        for (int slot = (int) hash & (slots.length - 1); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            if (hashes[slots[slot] - 1] == hash) {
                out.row(slots[slot] - 1);
            }
        }
    }
}
