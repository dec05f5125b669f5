package io.wane.mapdb;

import io.wane.core.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Some events with the texts they share, as they stand in a file: a header (magic, length of the rest, rows, start of
 * the append that it is of, CRC32C of all else), the distinct texts, the times, and per event the numbers of its texts. Not thread-safe.
 */
final class Block {

    static final int MAGIC = 0x57414e45;
    static final int HEADER = 20;

    /** A block ends at so many events, or at so many bytes. */
    static final int MAX_ROWS = 1024;

    static final int FULL_BYTES = 256 << 10;

    private final byte[] bytes;
    private final int end;
    private final int append;
    private final int[] textStarts;
    private final int[] textHeaders;
    private final String[] texts;
    private final long[] times;
    private final int[] rowStarts;

    private Block(byte[] bytes, int start, int end, int rows, int append) {
        this.bytes = bytes;
        this.end = end;
        this.append = append;
        ByteReader in = new ByteReader(bytes, start);
        int count = in.varint();
        textHeaders = new int[count];
        textStarts = new int[count];
        for (int i = 0; i < count; i++) {
            textHeaders[i] = in.varint();
        }
        int at = in.at;
        for (int i = 0; i < count; i++) {
            textStarts[i] = at;
            at += textHeaders[i] >>> 1;
        }
        texts = new String[count];
        in.at = at;
        times = new long[rows];
        long time = 0;
        for (int row = 0; row < rows; row++) {
            time += in.zigzag();
            times[row] = time;
        }
        rowStarts = new int[rows];
        for (int row = 0; row < rows; row++) {
            rowStarts[row] = in.varint();
        }
        at = in.at;
        for (int row = 0; row < rows; row++) {
            int size = rowStarts[row];
            rowStarts[row] = at;
            at += size;
        }
        if (at != end) {
            throw new IndexOutOfBoundsException("rows end at " + at + " instead of " + end);
        }
    }

    /** The block that starts here; nothing if no intact one does. It keeps the bytes. */
    static Optional<Block> at(byte[] bytes, int offset, int limit) {
        if (limit - offset < HEADER) {
            return Optional.empty();
        }
        ByteReader header = new ByteReader(bytes, offset);
        int magic = header.int32();
        int size = header.int32();
        int rows = header.int32();
        int append = header.int32();
        int crc = header.int32();
        if (magic != MAGIC || size < 0 || size > limit - offset - HEADER || rows < 1 || rows > MAX_ROWS) {
            return Optional.empty();
        }
        int start = offset + HEADER;
        if (Block.crc(bytes, offset, size) != crc) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Block(bytes, start, start + size, rows, append));
        } catch (IndexOutOfBoundsException | NegativeArraySizeException otherFormat) {
            return Optional.empty();
        }
    }

    static int crc(byte[] bytes, int offset, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, HEADER - 4);
        crc.update(bytes, offset + HEADER, size);
        return (int) crc.getValue();
    }

    /** Where the next block starts. */
    int end() {
        return end;
    }

    /** Where, in its log, the append starts that the block is of; 0 in a closed segment. */
    int append() {
        return append;
    }

    int rows() {
        return times.length;
    }

    long time(int row) {
        return times[row];
    }

    String id(int row) {
        int id = new ByteReader(bytes, rowStarts[row]).varint();
        return Text.decode(bytes, textStarts[id], textHeaders[id]);
    }

    /** The number of a text, -1 if no event uses it. */
    int find(String text) {
        ByteWriter sought = new ByteWriter();
        int header = Text.encode(text, sought);
        for (int i = 0; i < textHeaders.length; i++) {
            if (textHeaders[i] == header
                    && Arrays.equals(
                            bytes, textStarts[i], textStarts[i] + sought.length, sought.array, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a text, by its number, is the user of an event. */
    boolean isUser(int text, int row) {
        ByteReader in = new ByteReader(bytes, rowStarts[row]);
        in.varint();
        return in.varint() - 1 == text;
    }

    /** Number of a user's events. */
    int eventsOf(String user) {
        int name = find(user);
        int events = 0;
        for (int row = 0; name >= 0 && row < rows(); row++) {
            events += isUser(name, row) ? 1 : 0;
        }
        return events;
    }

    Event event(int row) {
        ByteReader in = new ByteReader(bytes, rowStarts[row]);
        int id = in.varint();
        return new Event(
                Text.decode(bytes, textStarts[id], textHeaders[id]),
                optional(in),
                optional(in),
                text(in.varint()),
                times[row],
                optional(in),
                textMap(in),
                numberMap(in));
    }

    private Optional<String> optional(ByteReader in) {
        int number = in.varint();
        return number == 0 ? Optional.empty() : Optional.of(text(number - 1));
    }

    private Map<String, String> textMap(ByteReader in) {
        int size = in.varint();
        if (size == 0) {
            return Map.of();
        }
        if (size == 1) {
            return Map.of(text(in.varint()), text(in.varint()));
        }
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(text(in.varint()), text(in.varint()));
        }
        return map;
    }

    private Map<String, Double> numberMap(ByteReader in) {
        int size = in.varint();
        if (size == 0) {
            return Map.of();
        }
        if (size == 1) {
            return Map.of(text(in.varint()), Double.longBitsToDouble(in.int64()));
        }
        Map<String, Double> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(text(in.varint()), Double.longBitsToDouble(in.int64()));
        }
        return map;
    }

    private String text(int number) {
        String known = texts[number];
        if (known == null) {
            known = Text.decode(bytes, textStarts[number], textHeaders[number]);
            texts[number] = known;
        }
        return known;
    }

    /** Adds an event to a block being written, without making objects of it. */
    void copy(int row, BlockWriter to) {
        ByteReader in = new ByteReader(bytes, rowStarts[row]);
        to.startRow(times[row]);
        int id = in.varint();
        to.uniqueText(bytes, textStarts[id], textHeaders[id]);
        copyOptional(in, to);
        copyOptional(in, to);
        copyText(in, to);
        copyOptional(in, to);
        int size = in.varint();
        to.number(size);
        for (int i = 0; i < 2 * size; i++) {
            copyText(in, to);
        }
        size = in.varint();
        to.number(size);
        for (int i = 0; i < size; i++) {
            copyText(in, to);
            to.bits(in.int64());
        }
        to.endRow();
    }

    private void copyOptional(ByteReader in, BlockWriter to) {
        int number = in.varint();
        if (number == 0) {
            to.number(0);
        } else {
            to.optionalText(bytes, textStarts[number - 1], textHeaders[number - 1]);
        }
    }

    private void copyText(ByteReader in, BlockWriter to) {
        int number = in.varint();
        to.sharedText(bytes, textStarts[number], textHeaders[number]);
    }
}
