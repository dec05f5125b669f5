package io.wane.engine.ingest;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Cuts a text file, gzipped or not, into records: lines, except that a quoted field may hold line breaks. Blank lines are
 * passed over. A record that cannot be read has a {@link #fault()} and its raw text, and the next one is read all the
 * same: where quotes do not close, only the line they stand in is lost.
 *
 * <p>Memory: one record, at most 1 MiB. Not thread-safe.
 */
final class RecordReader implements Closeable {

    /** Records longer than this many bytes are a fault. */
    static final int LONGEST = 1 << 20;

    private static final int SHOWN_OF_LONG = 1000;
    private static final int NO_QUOTES = -1;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private boolean ended;
    private int separator = NO_QUOTES;
    private long nextLine = 1;
    private long line;
    private String text = "";
    private Fault fault;

    private RecordReader(InputStream in) {
        this.in = in;
    }

    /**
     * Opens a file and looks at its first bytes: gzip is unpacked, a byte-order mark passed over.
     *
     * @throws IngestException if there is no such file, it is a directory, empty, or no text
     */
    static RecordReader open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IngestException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new IngestException(file + ": is a directory; name the files in it");
        }
        if (!Files.isReadable(file)) {
            throw new IngestException(file + ": cannot be read; check its permissions");
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            bytes.mark(2);
            boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
            bytes.reset();
            RecordReader reader = new RecordReader(gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes);
            reader.checkStart(file);
            return reader;
        } catch (IOException | RuntimeException failed) {
            bytes.close();
            throw failed;
        }
    }

    private void checkStart(Path file) throws IOException {
        while (end < 4096 && fill()) {
            // the first bytes may come in pieces
        }
        if (end == 0) {
            throw new IngestException(file + ": is empty");
        }
        if (startsWith(0xef, 0xbb, 0xbf)) {
            start = 3;
        } else if (startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff)) {
            throw new IngestException(file + ": is UTF-16 text; save it as UTF-8");
        } else if (startsWith('P', 'K', 3, 4)) {
            throw new IngestException(file + ": is a zip archive or spreadsheet; unpack it, or save it as CSV");
        }
        for (int i = start; i < end; i++) {
            if (buffer[i] == 0) {
                throw new IngestException(file + ": is not text (byte 0 at offset " + i
                        + "); allowed are CSV and JSON lines, in UTF-8, gzipped or not");
            }
        }
    }

    private boolean startsWith(int... bytes) {
        if (end < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((buffer[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** From here on records are CSV with this separator, an ASCII character: quoted fields may hold line breaks. */
    void quotedFieldsBetween(char fieldSeparator) {
        separator = fieldSeparator;
    }

    /** Goes to the next record. @return false at the end of the file */
    boolean next() throws IOException {
        while (start < end || fill()) {
            line = nextLine;
            fault = null;
            if (buffer[start] == '\n') {
                start++;
                nextLine++;
                continue;
            }
            int stop = separator == NO_QUOTES ? endOfLine() : endOfRecord();
            if (fault == Fault.LENGTH) {
                takeLongLine();
                return true;
            }
            take(stop);
            if (!text.isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Number of the record's first line, from 1. */
    long line() {
        return line;
    }

    /** The record as it stands in the file, without its line end; of a very long one, the beginning. */
    String text() {
        return text;
    }

    /** What makes the record unreadable; null when nothing does. */
    Fault fault() {
        return fault;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    // Distance from start to the line feed or the end of the file; sets fault when the line is too long.
    private int endOfLine() throws IOException {
        int length = 0;
        while (start + length < end || fill()) {
            if (buffer[start + length] == '\n') {
                return length;
            }
            if (++length > LONGEST) {
                fault = Fault.LENGTH;
                return length;
            }
        }
        return length;
    }

    private int endOfRecord() throws IOException {
        int length = 0;
        while (start + length < end || fill()) {
            byte at = buffer[start + length];
            if (at == '\n') {
                return length;
            }
            boolean opens = at == '"' && (length == 0 || buffer[start + length - 1] == separator);
            length = opens ? afterQuotes(length + 1) : length + 1;
            if (length < 0 || length > LONGEST) {
                int firstLine = endOfLine();
                if (fault == null) {
                    fault = Fault.QUOTES;
                }
                return firstLine;
            }
        }
        return length;
    }

    // Distance from start to just after the closing quote; -1 if nothing closes, or not before the end of a field.
    private int afterQuotes(int from) throws IOException {
        int length = from;
        while (length <= LONGEST && (start + length < end || fill())) {
            if (buffer[start + length] != '"') {
                length++;
                continue;
            }
            length++;
            if (start + length >= end && !fill()) {
                return length;
            }
            byte after = buffer[start + length];
            if (after == '"') {
                length++;
            } else {
                return after == separator || after == '\n' || after == '\r' ? length : -1;
            }
        }
        return -1;
    }

    private void take(int length) {
        int textLength = length > 0 && buffer[start + length - 1] == '\r' ? length - 1 : length;
        text = decode(buffer, start, textLength);
        for (int i = start; i < start + length; i++) {
            if (buffer[i] == '\n') {
                nextLine++;
            }
        }
        start += length;
        if (start < end) {
            start++;
            nextLine++;
        }
    }

    private void takeLongLine() throws IOException {
        text = decode(buffer, start, SHOWN_OF_LONG) + "…";
        fault = Fault.LENGTH;
        while (start < end || fill()) {
            if (buffer[start++] == '\n') {
                nextLine++;
                return;
            }
        }
    }

    private String decode(byte[] bytes, int from, int length) {
        String decoded = new String(bytes, from, length, StandardCharsets.UTF_8);
        // Only bytes that are no UTF-8 decode to the replacement character, or that character itself.
        if (fault == null && decoded.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            } catch (CharacterCodingException invalid) {
                fault = Fault.ENCODING;
            }
        }
        return decoded;
    }

    // Reads more; keeps what stands from start on, which moves to the front when there is no room behind it.
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (end == buffer.length) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            } else {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count <= 0) {
            ended = true;
            return false;
        }
        end += count;
        return true;
    }
}
