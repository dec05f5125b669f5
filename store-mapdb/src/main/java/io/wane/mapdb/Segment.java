package io.wane.mapdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A closed segment: blocks of events in (time, id) order, behind them a table of the blocks, and beside them the ids.
 * Immutable and thread-safe. Memory: .03 bytes per event once read, and what {@link Ids} says once appended to.
 */
final class Segment {

    /** Bytes of a block's entry in the table: length, rows, last time. */
    private static final int TABLE_ENTRY = 16;

    private final StoreDirectory directory;
    private final Info info;
    private volatile Table table;
    private volatile Ids ids;

    /**
     * What the ledger knows of a segment.
     *
     * @param number names its files
     * @param rows number of events
     * @param dataBytes length of the blocks
     * @param fileBytes length of the file, with the table
     * @param firstTime time of the first event, in milliseconds
     * @param lastTime time of the last
     */
    record Info(long number, int rows, long dataBytes, long fileBytes, long firstTime, long lastTime) {}

    // Of every block: where it starts (and the last one ends), its first row, the time of its last.
    private static final class Table {

        private final long[] offsets;
        private final int[] firstRows;
        private final long[] lastTimes;

        Table(int blocks) {
            offsets = new long[blocks + 1];
            firstRows = new int[blocks];
            lastTimes = new long[blocks];
        }

        int blocks() {
            return firstRows.length;
        }
    }

    Segment(StoreDirectory directory, Info info) {
        this.directory = directory;
        this.info = info;
    }

    Info info() {
        return info;
    }

    Path file() {
        return directory.events(info.number);
    }

    /** The files that go when the segment goes. */
    List<Path> files() {
        return List.of(file(), directory.ids(info.number));
    }

    /**
     * Verifies that the events' file is whole, and makes the ids' file anew where it is missing.
     *
     * @throws UncheckedIOException if events are missing
     */
    void requireFiles() {
        try {
            long length = Files.size(file());
            if (length != info.fileBytes) {
                throw StoreDirectory.damaged(
                        file(), length, "the file ends here and must have " + info.fileBytes + " bytes");
            }
            if (!Files.exists(directory.ids(info.number))) {
                Ids.write(directory, info.number, hashes());
            }
        } catch (NoSuchFileException missing) {
            throw StoreDirectory.damaged(file(), "the file, of " + info.rows + " events, is missing");
        } catch (IOException refused) {
            throw StoreDirectory.failed(file(), "open the segment", refused);
        }
    }

    private long[] hashes() throws IOException {
        long[] hashes = new long[info.rows];
        int at = 0;
        try (FileChannel channel = StoreDirectory.read(file())) {
            for (int i = 0; i < table().blocks(); i++) {
                Block block = block(channel, i);
                for (int row = 0; row < block.rows(); row++) {
                    hashes[at++] = Ids.hash(block.id(row));
                }
            }
        }
        return hashes;
    }

    /** The ids, read at the first call. */
    Ids ids() throws IOException {
        Ids known = ids;
        if (known == null) {
            known = Ids.read(directory.ids(info.number));
            ids = known;
        }
        return known;
    }

    private Table table() throws IOException {
        Table known = table;
        if (known == null) {
            byte[] bytes = new byte[(int) (info.fileBytes - info.dataBytes)];
            try (FileChannel channel = StoreDirectory.read(file())) {
                if (!StoreDirectory.read(channel, bytes, info.dataBytes)) {
                    throw StoreDirectory.damaged(file(), info.dataBytes, "the table of blocks is cut short");
                }
            }
            known = parse(bytes);
            table = known;
        }
        return known;
    }

    private Table parse(byte[] bytes) {
        int size = bytes.length - 4;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        if (new ByteReader(bytes, size).int32() != (int) crc.getValue()) {
            throw StoreDirectory.damaged(file(), info.dataBytes, "the checksum of the table of blocks does not match");
        }
        int blocks = size / TABLE_ENTRY;
        Table parsed = new Table(blocks);
        ByteReader in = new ByteReader(bytes, 0);
        int row = 0;
        for (int i = 0; i < blocks; i++) {
            parsed.firstRows[i] = row;
            parsed.offsets[i + 1] = parsed.offsets[i] + in.int32();
            row += in.int32();
            parsed.lastTimes[i] = in.int64();
        }
        return parsed;
    }

    private Optional<Block> intactBlock(FileChannel channel, int index) throws IOException {
        long[] offsets = table().offsets;
        byte[] bytes = new byte[(int) (offsets[index + 1] - offsets[index])];
        return StoreDirectory.read(channel, bytes, offsets[index])
                ? Block.at(bytes, 0, bytes.length)
                : Optional.empty();
    }

    private Block block(FileChannel channel, int index) throws IOException {
        Optional<Block> block = intactBlock(channel, index);
        if (block.isEmpty()) {
            throw StoreDirectory.damaged(file(), table().offsets[index], "the checksum of a block does not match");
        }
        return block.get();
    }

    /** The events of a time range. Nothing is opened before the first one is asked for. */
    Rows rows(long fromMillis, long toMillis) {
        return new Range(fromMillis, toMillis);
    }

    private final class Range extends Rows {

        private final long from;
        private final long to;
        private FileChannel channel;
        private int index;
        private Block block;
        private int row;

        Range(long from, long to) {
            super(Math.max(from, info.firstTime));
            this.from = from;
            this.to = to;
        }

        @Override
        boolean advance() {
            try {
                if (channel == null) {
                    channel = StoreDirectory.read(file());
                    index = firstBlock();
                    load();
                    while (block != null && block.time(row) < from) {
                        step();
                    }
                } else {
                    step();
                }
            } catch (IOException refused) {
                throw StoreDirectory.failed(file(), "read events", refused);
            }
            return block != null && block.time(row) < to;
        }

        private void step() throws IOException {
            if (++row == block.rows()) {
                index++;
                load();
            }
        }

        private void load() throws IOException {
            row = 0;
            block = index < table().blocks() ? Segment.this.block(channel, index) : null;
        }

        private int firstBlock() throws IOException {
            long[] lastTimes = table().lastTimes;
            int first = 0;
            while (first < lastTimes.length && lastTimes[first] < from) {
                first++;
            }
            return first;
        }

        @Override
        Block block() {
            return block;
        }

        @Override
        int row() {
            return row;
        }

        @Override
        public void close() {
            StoreDirectory.close(channel);
        }
    }

    /** Opens the segment for reading single events. */
    Lookup lookup() throws IOException {
        Table blocks = table();
        return new Lookup(StoreDirectory.read(file()), blocks.firstRows, blocks.blocks()) {
            @Override
            Block read(FileChannel in, int index) throws IOException {
                return Segment.this.block(in, index);
            }
        };
    }

    /** Number of a user's events. */
    int eventsOf(String user) throws IOException {
        int events = 0;
        try (FileChannel channel = StoreDirectory.read(file())) {
            for (int i = 0; i < table().blocks(); i++) {
                events += block(channel, i).eventsOf(user);
            }
        }
        return events;
    }

    /** Writes every event but a user's as another segment. */
    Segment without(String user, long number) throws IOException {
        try (FileChannel channel = StoreDirectory.read(file());
                SegmentWriter writer = new SegmentWriter(directory, number, info.rows)) {
            for (int i = 0; i < table().blocks(); i++) {
                Block block = block(channel, i);
                int name = block.find(user);
                for (int row = 0; row < block.rows(); row++) {
                    if (name < 0 || !block.isUser(name, row)) {
                        writer.add(block, row);
                    }
                }
            }
            return writer.finish();
        }
    }

    /** Reads everything and notes what is wrong. */
    void verify(List<String> problems) {
        long[] hashes = new long[info.rows];
        int rows = 0;
        long lastTime = Long.MIN_VALUE;
        String lastId = "";
        boolean whole = true;
        try (FileChannel channel = StoreDirectory.read(file())) {
            Table blocks = table();
            for (int i = 0; i < blocks.blocks(); i++) {
                Optional<Block> block = intactBlock(channel, i);
                if (block.isEmpty()) {
                    whole = false;
                    problems.add(
                            StoreDirectory.damage(file(), blocks.offsets[i], "the checksum of a block does not match"));
                    continue;
                }
                for (int row = 0; row < block.get().rows() && rows < info.rows; row++) {
                    long time = block.get().time(row);
                    String id = block.get().id(row);
                    if (time < lastTime || (time == lastTime && rows > 0 && lastId.compareTo(id) >= 0)) {
                        problems.add(StoreDirectory.damage(
                                file(),
                                blocks.offsets[i],
                                "event '" + id + "' stands out of order, after '" + lastId + "'"));
                    }
                    lastTime = time;
                    lastId = id;
                    hashes[rows++] = Ids.hash(id);
                }
            }
            if (whole && rows != info.rows) {
                problems.add(StoreDirectory.damage(
                        file(), info.dataBytes, "there are " + rows + " events and must be " + info.rows));
            } else if (whole) {
                Ids.read(directory.ids(info.number)).verify(hashes, problems);
            }
        } catch (UncheckedIOException broken) {
            problems.add(broken.getMessage());
        } catch (IOException refused) {
            problems.add(
                    StoreDirectory.failed(file(), "read the segment", refused).getMessage());
        }
    }
}
