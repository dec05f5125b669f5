package io.wane.mapdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes a closed segment out of events that come in (time, id) order. Leaves no file behind unless it finishes. */
final class SegmentWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 20;

    private final StoreDirectory directory;
    private final long number;
    private final Path file;
    private final FileChannel channel;
    private final BlockWriter block = new BlockWriter();
    private final ByteWriter buffer = new ByteWriter();
    private final ByteWriter table = new ByteWriter();
    private final long[] hashes;
    private int rows;
    private long written;
    private long firstTime;
    private long lastTime;
    private boolean finished;

    SegmentWriter(StoreDirectory directory, long number, int mostRows) throws IOException {
        this.directory = directory;
        this.number = number;
        file = directory.events(number);
        channel = directory.create(file);
        hashes = new long[mostRows];
    }

    void add(Block from, int row) throws IOException {
        long time = from.time(row);
        if (rows == 0) {
            firstTime = time;
        }
        lastTime = time;
        hashes[rows++] = Ids.hash(from.id(row));
        from.copy(row, block);
        if (block.isFull()) {
            endBlock();
        }
    }

    private void endBlock() throws IOException {
        int start = buffer.length;
        int blockRows = block.rows();
        block.writeTo(buffer, 0);
        table.int32(buffer.length - start);
        table.int32(blockRows);
        table.int64(lastTime);
        if (buffer.length >= BUFFER) {
            flush();
        }
    }

    private void flush() throws IOException {
        StoreDirectory.write(channel, buffer.array, buffer.length, written);
        written += buffer.length;
        buffer.length = 0;
    }

    /** Writes what is left and the ids, durably. At least one event must have been added. */
    Segment finish() throws IOException {
        if (block.rows() > 0) {
            endBlock();
        }
        flush();
        long dataBytes = written;
        CRC32C crc = new CRC32C();
        crc.update(table.array, 0, table.length);
        table.int32((int) crc.getValue());
        StoreDirectory.write(channel, table.array, table.length, written);
        channel.force(true);
        Ids.write(directory, number, Arrays.copyOf(hashes, rows));
        directory.sync();
        finished = true;
        return new Segment(
                directory, new Segment.Info(number, rows, dataBytes, dataBytes + table.length, firstTime, lastTime));
    }

    @Override
    public void close() {
        StoreDirectory.close(channel);
        if (!finished) {
            StoreDirectory.discard(file);
            StoreDirectory.discard(directory.ids(number));
        }
    }
}
