package io.wane.mapdb;

import io.wane.core.event.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Collects events and writes them as a {@link Block}. Texts are looked up by their bytes: nothing is kept per text. */
final class BlockWriter {

    /** An event's texts together may have so many chars. */
    static final int MAX_CHARS = 16 << 20;

    private final ByteWriter headers = new ByteWriter();
    private final ByteWriter textBytes = new ByteWriter();
    private final ByteWriter times = new ByteWriter();
    private final ByteWriter sizes = new ByteWriter();
    private final ByteWriter rowBytes = new ByteWriter();
    private int[] starts = new int[1024];
    private int[] textHeaders = new int[1024];
    private int[] slots = new int[4096];
    private int texts;
    private int shared;
    private int rows;
    private long lastTime;
    private int rowStart;

    /**
     * Refuses what no block can hold.
     *
     * @throws IllegalArgumentException if the event's texts are too long
     */
    static void requireFits(Event event) {
        long chars = (long) event.id().length() + event.type().length();
        chars += event.user().map(String::length).orElse(0);
        chars += event.item().map(String::length).orElse(0);
        chars += event.basket().map(String::length).orElse(0);
        for (Map.Entry<String, String> entry : event.text().entrySet()) {
            chars += entry.getKey().length() + entry.getValue().length();
        }
        for (String name : event.numbers().keySet()) {
            chars += name.length() + 16;
        }
        if (chars > MAX_CHARS) {
            String id = event.id();
            throw new IllegalArgumentException("event '" + id.substring(0, Math.min(40, id.length())) + "' has " + chars
                    + " characters; the store takes at most " + MAX_CHARS + " per event");
        }
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows == Block.MAX_ROWS || textBytes.length + rowBytes.length >= Block.FULL_BYTES;
    }

    void add(Event event) {
        startRow(event.timeMillis());
        unique(Text.encode(event.id(), textBytes));
        optional(event.user());
        optional(event.item());
        shared(Text.encode(event.type(), textBytes), 0);
        optional(event.basket());
        number(event.text().size());
        for (Map.Entry<String, String> entry : event.text().entrySet()) {
            shared(Text.encode(entry.getKey(), textBytes), 0);
            shared(Text.encode(entry.getValue(), textBytes), 0);
        }
        number(event.numbers().size());
        for (Map.Entry<String, Double> entry : event.numbers().entrySet()) {
            shared(Text.encode(entry.getKey(), textBytes), 0);
            bits(Double.doubleToRawLongBits(entry.getValue()));
        }
        endRow();
    }

    private void optional(Optional<String> text) {
        if (text.isEmpty()) {
            number(0);
        } else {
            shared(Text.encode(text.get(), textBytes), 1);
        }
    }

    void startRow(long time) {
        times.zigzag(time - lastTime);
        lastTime = time;
        rowStart = rowBytes.length;
    }

    void endRow() {
        sizes.varint(rowBytes.length - rowStart);
        rows++;
    }

    void number(int value) {
        rowBytes.varint(value);
    }

    void bits(long value) {
        rowBytes.int64(value);
    }

    void uniqueText(byte[] from, int offset, int header) {
        textBytes.bytes(from, offset, header >>> 1);
        unique(header);
    }

    void sharedText(byte[] from, int offset, int header) {
        textBytes.bytes(from, offset, header >>> 1);
        shared(header, 0);
    }

    void optionalText(byte[] from, int offset, int header) {
        textBytes.bytes(from, offset, header >>> 1);
        shared(header, 1);
    }

    // The text just written at the end of textBytes becomes a new one, and is never looked up.
    private void unique(int header) {
        rowBytes.varint(texts);
        keep(textBytes.length - (header >>> 1), header);
    }

    // The text just written at the end of textBytes is taken back if the block has it already.
    private void shared(int header, int plus) {
        int start = textBytes.length - (header >>> 1);
        int slot = slot(start, header);
        if (slots[slot] != 0) {
            textBytes.length = start;
            rowBytes.varint(slots[slot] - 1 + plus);
            return;
        }
        rowBytes.varint(texts + plus);
        keep(start, header);
        slots[slot] = texts;
        if (2 * ++shared > slots.length) {
            int[] known = slots;
            slots = new int[2 * known.length];
            for (int text : known) {
                if (text != 0) {
                    slots[slot(starts[text - 1], textHeaders[text - 1])] = text;
                }
            }
        }
    }

    private void keep(int start, int header) {
        if (texts == starts.length) {
            starts = Arrays.copyOf(starts, 2 * texts);
            textHeaders = Arrays.copyOf(textHeaders, 2 * texts);
        }
        starts[texts] = start;
        textHeaders[texts++] = header;
        headers.varint(header);
    }

    // Where the text stands in the table, or would: a slot holds its number + 1.
    private int slot(int start, int header) {
        byte[] bytes = textBytes.array;
        int end = start + (header >>> 1);
        long hash = header;
        int at = start;
        for (; at + 8 <= end; at += 8) {
            hash = ((long) ByteWriter.LONG.get(bytes, at) ^ hash) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        for (; at < end; at++) {
            hash = 31 * hash + bytes[at];
        }
        hash *= 0x9e3779b97f4a7c15L;
        int slot = (int) (hash >>> 32) & (slots.length - 1);
        while (slots[slot] != 0) {
            int known = slots[slot] - 1;
            int knownEnd = starts[known] + (header >>> 1);
            if (textHeaders[known] == header && Arrays.equals(bytes, starts[known], knownEnd, bytes, start, end)) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /**
     * Writes the block and starts the next one.
     *
     * @param append where, in its log, the append starts that the block is of; 0 in a closed segment
     */
    void writeTo(ByteWriter out, int append) {
        int start = out.length;
        out.int32(Block.MAGIC);
        out.int32(0);
        out.int32(rows);
        out.int32(append);
        out.int32(0);
        out.varint(texts);
        out.bytes(headers.array, 0, headers.length);
        out.bytes(textBytes.array, 0, textBytes.length);
        out.bytes(times.array, 0, times.length);
        out.bytes(sizes.array, 0, sizes.length);
        out.bytes(rowBytes.array, 0, rowBytes.length);
        int end = out.length;
        int size = end - start - Block.HEADER;
        out.length = start + 4;
        out.int32(size);
        out.length = start + Block.HEADER - 4;
        out.int32(Block.crc(out.array, start, size));
        out.length = end;
        headers.length = 0;
        textBytes.length = 0;
        times.length = 0;
        sizes.length = 0;
        rowBytes.length = 0;
        if (shared > 0) {
            Arrays.fill(slots, 0);
        }
        texts = 0;
        shared = 0;
        rows = 0;
        lastTime = 0;
    }
}
