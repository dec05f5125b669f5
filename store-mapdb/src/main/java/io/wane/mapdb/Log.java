package io.wane.mapdb;

import io.wane.core.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The open segment: blocks of events in order of arrival. A batch is durable when its blocks are written and forced; only
 * then do {@link #bytes} and {@link #rows} move. One thread writes; others may read a {@link Snapshot}. Memory: 12 bytes
 * per block, and from the first append on {@link OpenIds}.
 */
final class Log implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Log.class.getName());

    /** A log is full at so many bytes or blocks, whatever its events, so that it can be sorted in memory. */
    private static final long FULL_BYTES = 64 << 20;

    private static final int FULL_BLOCKS = 65_536;

    private static final int BUFFER = 1 << 20;

    private final StoreDirectory directory;
    private final long number;
    private final Path file;
    private FileChannel channel;
    private long bytes;
    private int rows;
    private int blocks;
    private long[] offsets = new long[64];
    private int[] firstRows = new int[64];
    private boolean clean;
    private OpenIds ids;

    /** So much of a log as was durable at a time. */
    record Snapshot(Path file, long bytes, int rows) {}

    private Log(StoreDirectory directory, long number, FileChannel channel) {
        this.directory = directory;
        this.number = number;
        this.channel = channel;
        file = directory.log(number);
    }

    /** A new, empty log, durable. */
    static Log create(StoreDirectory directory, long number) throws IOException {
        Log log = new Log(directory, number, directory.create(directory.log(number)));
        try {
            log.channel.force(true);
            directory.sync();
            log.clean = true;
            return log;
        } catch (IOException refused) {
            log.close();
            StoreDirectory.discard(log.file);
            throw refused;
        }
    }

    /**
     * Opens a log. An append that was never acknowledged may have left part of a block at the end: it is cut off.
     *
     * @param checkpoint so many bytes are known to have been written in full
     * @throws UncheckedIOException if the log is damaged before its end
     */
    static Log open(StoreDirectory directory, long number, long checkpoint) {
        Path file = directory.log(number);
        try {
            Log log = new Log(directory, number, directory.append(file));
            try {
                log.load(checkpoint);
                return log;
            } catch (IOException | RuntimeException unusable) {
                log.close();
                throw unusable;
            }
        } catch (NoSuchFileException missing) {
            throw StoreDirectory.damaged(file, "the file of the newest events is missing");
        } catch (IOException refused) {
            throw StoreDirectory.failed(file, "open the newest events", refused);
        }
    }

    private void load(long checkpoint) throws IOException {
        byte[] all = readAll(channel, file, channel.size());
        int at = 0;
        for (Optional<Block> block = Block.at(all, at, all.length);
                block.isPresent();
                block = Block.at(all, at, all.length)) {
            note(at, block.get().rows());
            at = block.get().end();
            bytes = at;
        }
        if (at < checkpoint) {
            throw StoreDirectory.damaged(file, at, "the checksum of a block does not match");
        }
        if (at < all.length) {
            // Appends are forced one by one, so no other was begun behind one that was interrupted. Of that one any
            // page may
            // be missing.
            for (int later = at + 1; later < all.length; later++) {
                Optional<Block> intact = Block.at(all, later, all.length);
                if (intact.isPresent() && intact.get().append() > at) {
                    throw StoreDirectory.damaged(file, at, "the checksum of a block does not match");
                }
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: cut off {1} bytes of an append that was interrupted, at byte {2}. Nothing acknowledged is lost.",
                    file,
                    Integer.toString(all.length - at),
                    Integer.toString(at));
            cut();
        }
        clean = true;
    }

    private static byte[] readAll(FileChannel channel, Path file, long size) throws IOException {
        if (size > Integer.MAX_VALUE - 8) {
            throw StoreDirectory.damaged(file, Integer.MAX_VALUE, "a log is never so long");
        }
        byte[] all = new byte[(int) size];
        if (!StoreDirectory.read(channel, all, 0)) {
            throw StoreDirectory.damaged(file, size, "the file ends before this byte");
        }
        return all;
    }

    private void note(long offset, int blockRows) {
        if (blocks == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * blocks);
            firstRows = Arrays.copyOf(firstRows, 2 * blocks);
        }
        offsets[blocks] = offset;
        firstRows[blocks] = rows;
        blocks++;
        rows += blockRows;
    }

    private void forget(int fromBlocks, int fromRows) {
        blocks = fromBlocks;
        rows = fromRows;
        ids = null;
    }

    private void cut() throws IOException {
        channel.truncate(bytes);
        channel.force(true);
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    long bytes() {
        return bytes;
    }

    int rows() {
        return rows;
    }

    Snapshot snapshot() {
        return new Snapshot(file, bytes, rows);
    }

    /** Whether the log must become a closed segment before it takes more. */
    boolean isFull(int segmentEvents) {
        return rows >= segmentEvents || bytes >= FULL_BYTES || blocks >= FULL_BLOCKS;
    }

    /** The ids, read at the first call. */
    OpenIds ids() throws IOException {
        if (ids == null) {
            OpenIds read = new OpenIds();
            byte[] all = readAll(channel(), file, bytes);
            for (int i = 0; i < blocks; i++) {
                Block block = Block.at(all, (int) offsets[i], all.length).orElseThrow();
                for (int row = 0; row < block.rows(); row++) {
                    read.add(Ids.hash(block.id(row)));
                }
            }
            ids = read;
        }
        return ids;
    }

    /**
     * Adds events, durably, until the log is full.
     *
     * @param from the first event to add
     * @return the first event that was not added
     * @throws IOException if they could not be written; then none of them is there
     */
    int append(List<Event> events, long[] hashes, int from, int segmentEvents) throws IOException {
        OpenIds known = ids();
        FileChannel out = channel();
        if (!clean) {
            cut();
            clean = true;
        }
        long position = bytes;
        int blocksBefore = blocks;
        int rowsBefore = rows;
        int to = from;
        try {
            BlockWriter block = new BlockWriter();
            ByteWriter buffer = new ByteWriter();
            while (to < events.size()
                    && rows < segmentEvents
                    && position + buffer.length < FULL_BYTES
                    && blocks < FULL_BLOCKS) {
                while (to < events.size() && !block.isFull() && rows + block.rows() < segmentEvents) {
                    known.add(hashes[to]);
                    block.add(events.get(to++));
                }
                note(position + buffer.length, block.rows());
                block.writeTo(buffer, (int) bytes);
                if (buffer.length >= BUFFER) {
                    StoreDirectory.write(out, buffer.array, buffer.length, position);
                    position += buffer.length;
                    buffer.length = 0;
                }
            }
            StoreDirectory.write(out, buffer.array, buffer.length, position);
            position += buffer.length;
            out.force(false);
        } catch (Throwable failure) {
            forget(blocksBefore, rowsBefore);
            undo(failure);
            throw failure;
        }
        bytes = position;
        return to;
    }

    // What was written of a failed append goes now, or before the next one, or at the next open.
    private void undo(Throwable failure) {
        clean = false;
        try {
            cut();
            clean = true;
        } catch (IOException later) {
            failure.addSuppressed(later);
        }
    }

    // An interrupted thread takes the channel with it.
    private FileChannel channel() throws IOException {
        if (!channel.isOpen()) {
            channel = directory.append(file);
        }
        return channel;
    }

    /** Opens the log for reading single events. */
    Lookup lookup() throws IOException {
        return new Lookup(StoreDirectory.read(file), firstRows, blocks) {
            @Override
            Block read(FileChannel in, int index) throws IOException {
                long end = index + 1 < blocks ? offsets[index + 1] : bytes;
                byte[] block = new byte[(int) (end - offsets[index])];
                if (!StoreDirectory.read(in, block, offsets[index])) {
                    throw StoreDirectory.damaged(file, end, "the file ends before this byte");
                }
                return Block.at(block, 0, block.length)
                        .orElseThrow(() ->
                                StoreDirectory.damaged(file, offsets[index], "the checksum of a block does not match"));
            }
        };
    }

    /** The blocks of a snapshot. */
    static List<Block> blocks(Snapshot snapshot) {
        try (FileChannel channel = StoreDirectory.read(snapshot.file)) {
            byte[] all = readAll(channel, snapshot.file, snapshot.bytes);
            Block[] blocks = new Block[64];
            int count = 0;
            int at = 0;
            while (at < all.length) {
                int offset = at;
                Block block = Block.at(all, at, all.length)
                        .orElseThrow(() -> StoreDirectory.damaged(
                                snapshot.file, offset, "the checksum of a block does not match"));
                if (count == blocks.length) {
                    blocks = Arrays.copyOf(blocks, 2 * count);
                }
                blocks[count++] = block;
                at = block.end();
            }
            return Arrays.asList(blocks).subList(0, count);
        } catch (IOException refused) {
            throw StoreDirectory.failed(snapshot.file, "read the newest events", refused);
        }
    }

    /** Writes the events in (time, id) order as a closed segment of the same number. */
    Segment sorted() throws IOException {
        try (SegmentWriter writer = new SegmentWriter(directory, number, rows);
                LogRows sorted = LogRows.all(snapshot())) {
            while (sorted.next()) {
                writer.add(sorted.block(), sorted.row());
            }
            return writer.finish();
        }
    }

    /** Writes every event but a user's as another log. */
    Log without(String user, long otherNumber) throws IOException {
        Log other = create(directory, otherNumber);
        try {
            BlockWriter block = new BlockWriter();
            ByteWriter buffer = new ByteWriter();
            for (Block from : blocks(snapshot())) {
                int name = from.find(user);
                for (int row = 0; row < from.rows(); row++) {
                    if (name < 0 || !from.isUser(name, row)) {
                        from.copy(row, block);
                    }
                    if (block.isFull()) {
                        other.write(block, buffer);
                    }
                }
            }
            if (block.rows() > 0) {
                other.write(block, buffer);
            }
            other.channel.force(true);
            return other;
        } catch (IOException | RuntimeException refused) {
            other.close();
            StoreDirectory.discard(other.file);
            throw refused;
        }
    }

    /** Number of a user's events. */
    int eventsOf(String user) {
        int events = 0;
        for (Block block : blocks(snapshot())) {
            events += block.eventsOf(user);
        }
        return events;
    }

    /** Reads everything and notes what is wrong. */
    void verify(List<String> problems) {
        try {
            int read = 0;
            for (Block block : blocks(snapshot())) {
                read += block.rows();
            }
            if (read != rows) {
                problems.add(StoreDirectory.damage(file, bytes, "there are " + read + " events and must be " + rows));
            }
        } catch (UncheckedIOException broken) {
            problems.add(broken.getMessage());
        }
    }

    private void write(BlockWriter block, ByteWriter buffer) throws IOException {
        note(bytes, block.rows());
        block.writeTo(buffer, 0); // the log is in the ledger only when all of it is written
        StoreDirectory.write(channel, buffer.array, buffer.length, bytes);
        bytes += buffer.length;
        buffer.length = 0;
    }

    @Override
    public void close() {
        StoreDirectory.close(channel);
    }
}
