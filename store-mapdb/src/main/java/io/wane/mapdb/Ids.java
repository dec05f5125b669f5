package io.wane.mapdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The ids of a closed segment: an entry is the upper 42 bits of an id's hash with the row in the lower 22. Pages of
 * entries in ascending order stay in the file; in memory are a Bloom filter of the hashes and the first entry of each
 * page, 1.6 bytes per event. What is found is a row to read and compare. Immutable and thread-safe.
 */
final class Ids {

    private static final int MAGIC = 0x57414944;
    private static final int HEADER = 16;
    private static final int PAGE_ROWS = 512;
    private static final int PAGE = PAGE_ROWS * 8 + 4;
    private static final long ROW = (1L << 22) - 1;

    // A filter of 512-bit lines, one line and six bits per id: of absent ids about one in 130 passes.
    private static final int FILTER_BITS_PER_ROW = 12;
    private static final int LINE = 8;

    private final Path file;
    private final int rows;
    private final long[] firstEntries;
    private final long[] filter;

    private Ids(Path file, int rows, long[] firstEntries, long[] filter) {
        this.file = file;
        this.rows = rows;
        this.firstEntries = firstEntries;
        this.filter = filter;
    }

    /** Receives the rows that may hold an id. */
    @FunctionalInterface
    interface Candidates {
        void row(int row);
    }

    /** An id's hash; files depend on it, so it never changes. */
    static long hash(String id) {
        long hash = id.length();
        for (int i = 0; i < id.length(); i++) {
            hash = Long.rotateLeft((hash ^ id.charAt(i)) * 0x9e3779b97f4a7c15L, 29);
        }
        return mix(hash);
    }

    // The finalizer of MurmurHash3: every bit depends on every other.
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /** Writes the ids of a segment, durably: their hashes by row. */
    static void write(StoreDirectory directory, long number, long[] hashes) throws IOException {
        int rows = hashes.length;
        long[] entries = entries(hashes);
        int pages = (rows + PAGE_ROWS - 1) / PAGE_ROWS;
        long[] filter = new long[LINE * (int) ((long) rows * FILTER_BITS_PER_ROW / (64 * LINE) + 1)];
        for (long hash : hashes) {
            int line = line(hash, filter.length);
            long bits = mix(hash);
            for (int k = 0; k < 6; k++, bits >>>= 9) {
                filter[line + (int) ((bits >>> 6) & 7)] |= 1L << bits;
            }
        }
        ByteWriter out = new ByteWriter();
        out.reserve(HEADER + 8 * (pages + filter.length) + pages * PAGE + 4);
        out.int32(MAGIC);
        out.int32(rows);
        out.int32(pages);
        out.int32(filter.length);
        for (int page = 0; page < pages; page++) {
            out.int64(entries[page * PAGE_ROWS]);
        }
        for (long word : filter) {
            out.int64(word);
        }
        out.int32(crc(out.array, 0, out.length));
        for (int page = 0; page < pages; page++) {
            int start = out.length;
            for (int i = page * PAGE_ROWS; i < Math.min(rows, (page + 1) * PAGE_ROWS); i++) {
                out.int64(entries[i]);
            }
            out.int32(crc(out.array, start, out.length - start));
        }
        try (FileChannel channel = directory.create(directory.ids(number))) {
            StoreDirectory.write(channel, out.array, out.length, 0);
            channel.force(true);
        }
    }

    private static long[] entries(long[] hashes) {
        long[] entries = new long[hashes.length];
        for (int row = 0; row < hashes.length; row++) {
            entries[row] = (hashes[row] & ~ROW) | row;
        }
        Arrays.sort(entries);
        return entries;
    }

    private static int crc(byte[] bytes, int from, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, size);
        return (int) crc.getValue();
    }

    private static int line(long hash, int words) {
        return LINE * (int) (((hash >>> 32) * (words / LINE)) >>> 32);
    }

    /** Reads the part that stays in memory. */
    static Ids read(Path file) throws IOException {
        try (FileChannel channel = StoreDirectory.read(file)) {
            byte[] header = new byte[HEADER];
            if (!StoreDirectory.read(channel, header, 0)) {
                throw damaged(file, 0, "the file is cut short");
            }
            ByteReader in = new ByteReader(header, 0);
            int magic = in.int32();
            int rows = in.int32();
            int pages = in.int32();
            int words = in.int32();
            long size = HEADER + 8L * pages + 8L * words;
            if (magic != MAGIC || pages < 0 || words < 0 || channel.size() != size + 4 + 8L * rows + 4L * pages) {
                throw damaged(file, 0, "the header does not match the file");
            }
            byte[] front = new byte[(int) size + 4];
            StoreDirectory.read(channel, front, 0);
            ByteReader body = new ByteReader(front, HEADER);
            long[] firstEntries = new long[pages];
            for (int i = 0; i < pages; i++) {
                firstEntries[i] = body.int64();
            }
            long[] filter = new long[words];
            for (int i = 0; i < words; i++) {
                filter[i] = body.int64();
            }
            if (body.int32() != crc(front, 0, (int) size)) {
                throw damaged(file, 0, "the checksum of the filter does not match");
            }
            return new Ids(file, rows, firstEntries, filter);
        }
    }

    private static UncheckedIOException damaged(Path file, long offset, String what) {
        String message = damage(file, offset, what);
        return new UncheckedIOException(message, new IOException(message));
    }

    private static String damage(Path file, long offset, String what) {
        return file + ": at byte " + offset + ": " + what + ". Delete this file: the next open makes it anew.";
    }

    /** Whether a hash may be among the ids: true for all that are, and for few that are not. */
    boolean mayHold(long hash) {
        int line = line(hash, filter.length);
        long bits = mix(hash);
        for (int k = 0; k < 6; k++, bits >>>= 9) {
            if ((filter[line + (int) ((bits >>> 6) & 7)] & (1L << bits)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Opens the pages. */
    Pages pages() throws IOException {
        return new Pages(StoreDirectory.read(file));
    }

    /** The ids' pages while somebody looks into them. Not thread-safe. */
    final class Pages implements AutoCloseable {

        private final FileChannel channel;
        private int index = -1;
        private byte[] bytes;

        private Pages(FileChannel channel) {
            this.channel = channel;
        }

        /** Finds the rows that may have a hash; cheap in ascending order of hash. */
        void find(long hash, Candidates out) throws IOException {
            long least = hash & ~ROW;
            int found = Arrays.binarySearch(firstEntries, least);
            for (int page = Math.max(0, found >= 0 ? found : -found - 2); page < firstEntries.length; page++) {
                if (page != index) {
                    bytes = read(page);
                    index = page;
                }
                int last = rowsOf(page) - 1;
                for (int i = lowerBound(least, last + 1); i <= last; i++) {
                    long entry = (long) ByteWriter.LONG.get(bytes, 8 * i);
                    if ((entry & ~ROW) != least) {
                        return;
                    }
                    out.row((int) (entry & ROW));
                }
            }
        }

        private int lowerBound(long least, int count) {
            int low = 0;
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if ((long) ByteWriter.LONG.get(bytes, 8 * middle) < least) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private byte[] read(int page) throws IOException {
            int size = rowsOf(page) * 8;
            byte[] read = new byte[size + 4];
            long offset = HEADER + 8L * firstEntries.length + 8L * filter.length + 4 + (long) page * PAGE;
            if (!StoreDirectory.read(channel, read, offset)
                    || new ByteReader(read, size).int32() != crc(read, 0, size)) {
                throw damaged(file, offset, "the checksum of a page of ids does not match");
            }
            return read;
        }

        @Override
        public void close() {
            StoreDirectory.close(channel);
        }
    }

    private int rowsOf(int page) {
        return Math.min(PAGE_ROWS, rows - page * PAGE_ROWS);
    }

    /** Reads everything and notes what is wrong, given the hashes of the segment's rows. */
    void verify(long[] hashes, List<String> problems) throws IOException {
        if (hashes.length != rows) {
            problems.add(damage(file, 4, "there are " + rows + " ids and must be " + hashes.length));
            return;
        }
        long[] entries = entries(hashes);
        try (Pages pages = pages()) {
            for (int page = 0; page < firstEntries.length; page++) {
                ByteReader in = new ByteReader(pages.read(page), 0);
                for (int i = 0; i < rowsOf(page); i++) {
                    long entry = entries[page * PAGE_ROWS + i];
                    if (in.int64() != entry || !mayHold(hashes[(int) (entry & ROW)])) {
                        problems.add(damage(file, 0, "page " + page + " does not name the segment's ids"));
                        return;
                    }
                }
            }
        }
    }
}
