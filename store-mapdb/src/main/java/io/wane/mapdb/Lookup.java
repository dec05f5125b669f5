package io.wane.mapdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Reads single events of a file; cheap in order of row, since the last block is kept. Not thread-safe. */
abstract class Lookup implements AutoCloseable {

    private final FileChannel channel;
    private final int[] firstRows;
    private final int blocks;
    private int index = -1;
    private Block block;

    /** Over a file whose blocks start with these rows; closes the channel. */
    Lookup(FileChannel channel, int[] firstRows, int blocks) {
        this.channel = channel;
        this.firstRows = firstRows;
        this.blocks = blocks;
    }

    abstract Block read(FileChannel in, int index) throws IOException;

    /** Moves to a row's block and answers the row's place in {@link #block()}. */
    final int find(int row) throws IOException {
        int found = Arrays.binarySearch(firstRows, 0, blocks, row);
        int next = found >= 0 ? found : -found - 2;
        if (next != index) {
            block = read(channel, next);
            index = next;
        }
        return row - firstRows[next];
    }

    final Block block() {
        return block;
    }

    @Override
    public final void close() {
        StoreDirectory.close(channel);
    }
}
