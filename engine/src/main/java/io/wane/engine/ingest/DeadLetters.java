package io.wane.engine.ingest;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where rejected rows go: a CSV with the columns {@code file,line,reason,raw}. It is created with the first rejected row
 * and appended to afterwards, whole lines at a time. Not thread-safe.
 */
final class DeadLetters {

    private static final int FLUSH_CHARS = 1 << 16;
    private static final String HEADER = "file,line,reason,raw\n";

    private final Optional<Path> path;
    private final Path source;
    private StringWriter pending = new StringWriter();
    private CsvWriter csv = writer(pending);

    /**
     * Rejected rows of one file.
     *
     * @param path where they go; empty for nowhere
     */
    DeadLetters(Optional<Path> path, Path source) {
        this.path = path;
        this.source = source;
    }

    /**
     * Asks, before the work, whether rejected rows of some files may be appended to a file.
     *
     * @throws IngestException if not, saying why
     */
    static void requireAppendable(Path path, List<Path> sources) {
        try {
            for (Path source : sources) {
                if (Files.exists(path) && Files.exists(source) && Files.isSameFile(path, source)) {
                    throw unusable(path, "it is itself a file to import");
                }
            }
            if (Files.isDirectory(path)) {
                throw unusable(path, "it is a directory");
            }
            if (Files.exists(path)) {
                requireOwn(path);
            }
            Path written = path.toAbsolutePath();
            while (written != null && !Files.exists(written)) {
                written = written.getParent();
            }
            boolean inTheWay = !written.equals(path.toAbsolutePath()) && !Files.isDirectory(written);
            if (inTheWay || !Files.isWritable(written)) {
                throw unusable(path, written + (inTheWay ? " is a file, not a directory" : " may not be written to"));
            }
        } catch (IOException unreadable) {
            throw unusable(path, Importer.reason(unreadable));
        }
    }

    private static void requireOwn(Path path) throws IOException {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] first = in.readNBytes(header.length);
            if (first.length > 0 && !Arrays.equals(first, header)) {
                throw unusable(path, "it exists and holds something else (no header " + HEADER.strip() + ")");
            }
        }
    }

    private static IngestException unusable(Path path, String why) {
        return new IngestException(path + ": rejected rows cannot be written there: " + why
                + "; nothing was imported. Name another file (--rejects)");
    }

    void add(long line, String reason, String raw) {
        if (path.isEmpty()) {
            return;
        }
        csv.writeRecord(source.toString(), Long.toString(line), reason, raw);
        if (pending.getBuffer().length() > FLUSH_CHARS) {
            flush();
        }
    }

    /** Writes what was added. */
    void flush() {
        if (path.isEmpty() || pending.getBuffer().length() == 0) {
            return;
        }
        Path file = path.get();
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null && !Files.isDirectory(directory)) { // createDirectories refuses a link to a directory
                Files.createDirectories(directory);
            }
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                String before = beginning(channel);
                channel.position(channel.size());
                ByteBuffer bytes = ByteBuffer.wrap((before + pending).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException failed) {
            throw new IngestException(
                    "rejected rows of " + source + " cannot be written to " + file + ": " + Importer.reason(failed)
                            + "; name another file (--rejects)",
                    failed);
        }
        pending = new StringWriter();
        csv = writer(pending);
    }

    // A header for a new file; a line feed where an earlier run was cut off inside a line.
    private static String beginning(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return HEADER;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) == '\n' ? "" : "\n";
    }

    private static CsvWriter writer(StringWriter out) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
    }
}
