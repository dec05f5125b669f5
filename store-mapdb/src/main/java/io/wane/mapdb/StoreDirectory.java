package io.wane.mapdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The store's directory: which file has which name, how files are made durable, and what is said when one fails.
 *
 * @param path the directory
 * @param channels opens files for writing, and directories to force them; a test lets them fail
 */
record StoreDirectory(Path path, Channels channels) {

    private static final System.Logger LOG = System.getLogger(StoreDirectory.class.getName());

    private static final Pattern SEGMENT_FILE = Pattern.compile("\\d{8,}\\.(log|events|ids)");

    /** Opens files for writing, and directories. */
    @FunctionalInterface
    interface Channels {
        FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException;
    }

    /** The open segment: events in order of arrival. */
    Path log(long number) {
        return path.resolve(String.format(Locale.ROOT, "%08d.log", number));
    }

    /** A closed segment: events in (time, id) order. */
    Path events(long number) {
        return path.resolve(String.format(Locale.ROOT, "%08d.events", number));
    }

    /** A closed segment's ids. */
    Path ids(long number) {
        return path.resolve(String.format(Locale.ROOT, "%08d.ids", number));
    }

    /** The list of files that the store consists of, in MapDB. */
    Path ledger() {
        return path.resolve("store.db");
    }

    /** The catalogue, in MapDB. */
    Path items() {
        return path.resolve("items.db");
    }

    /** Opens a file for writing, empty. */
    FileChannel create(Path file) throws IOException {
        return channels.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    /** Opens a file for writing, as it is. */
    FileChannel append(Path file) throws IOException {
        return channels.open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    static FileChannel read(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Makes new, renamed and deleted names durable. */
    void sync() throws IOException {
        sync(path);
    }

    private void sync(Path names) throws IOException {
        FileChannel opened;
        try {
            opened = channels.open(names, Set.of(StandardOpenOption.READ));
        } catch (IOException notHere) {
            // A directory can be opened on Linux and macOS. On Windows it cannot, and need not be forced.
            LOG.log(System.Logger.Level.DEBUG, "{0}: a directory cannot be forced here", names);
            return;
        }
        try (opened) {
            opened.force(true);
        }
    }

    /** Makes the directory, durably, and those above it that are missing. */
    void make() throws IOException {
        List<Path> parents = new ArrayList<>();
        for (Path at = path.toAbsolutePath(); !Files.isDirectory(at); at = at.getParent()) {
            parents.add(at.getParent());
        }
        if (!parents.isEmpty()) { // createDirectories refuses a link to a directory
            Files.createDirectories(path);
        }
        for (Path parent : parents) {
            sync(parent);
        }
    }

    /** The segment files that stand in the directory. */
    List<Path> segmentFiles() throws IOException {
        return files(name -> SEGMENT_FILE.matcher(name).matches());
    }

    /** The MapDB files that were not finished. */
    List<Path> unfinishedFiles() throws IOException {
        return files(name -> name.endsWith(".db" + PageFile.UNFINISHED));
    }

    private List<Path> files(Predicate<String> wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path file : all) {
                if (wanted.test(file.getFileName().toString())) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    /** Deletes a file that is not needed any more, if it can be deleted now. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException later) {
            LOG.log(System.Logger.Level.WARNING, "{0}: could not be deleted now; the next open does it", file);
        }
    }

    /** Closes a channel, if there is one; what was read or forced is not in danger any more. */
    static void close(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException harmless) {
                LOG.log(System.Logger.Level.DEBUG, "a file could not be closed", harmless);
            }
        }
    }

    static void write(FileChannel channel, byte[] bytes, int length, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }

    /** Fills the whole array; false if the file ends before. */
    static boolean read(FileChannel channel, byte[] bytes, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A file does not hold what was written to it. */
    static UncheckedIOException damaged(Path file, String what) {
        String message = damage(file, what);
        return new UncheckedIOException(message, new IOException(message));
    }

    /** A file does not hold what was written to it, from a byte on. */
    static UncheckedIOException damaged(Path file, long offset, String what) {
        return damaged(file, at(offset, what));
    }

    /** Damage in a sentence. */
    static String damage(Path file, String what) {
        return file + ": " + what
                + ". Restore the store's directory from a backup, or move it away and import the events again.";
    }

    /** Damage from a byte on, in a sentence. */
    static String damage(Path file, long offset, String what) {
        return damage(file, at(offset, what));
    }

    private static String at(long offset, String what) {
        return "at byte " + offset + ": " + what;
    }

    /** The system refuses to read or write. */
    static UncheckedIOException failed(Path file, String doing, IOException cause) {
        String cure = cause instanceof AccessDeniedException
                ? "get the right to read and write the store's directory"
                : "mend the cause (a full disk?)";
        return new UncheckedIOException(
                file + ": could not " + doing + ": " + reason(file, cause) + ". Nothing acknowledged is lost: " + cure
                        + " and try again.",
                cause);
    }

    // The message of such an exception is the bare name of a file, often the one that the sentence begins with.
    private static String reason(Path file, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (!(cause instanceof FileSystemException refused)) {
            return why;
        }
        if (cause instanceof AccessDeniedException) {
            why = "permission denied";
        } else if (cause instanceof NoSuchFileException) {
            why = "there is no such file";
        } else if (refused.getReason() != null) {
            why = refused.getReason();
        }
        return file.toString().equals(refused.getFile()) ? why : refused.getFile() + ": " + why;
    }
}
