package io.wane.engine.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes files and directories durably, so that a reader sees the whole old one or the whole new one, never a part; while a
 * directory takes an old one's place, for an instant, there is neither.
 *
 * <p>What is being written has a hidden name beside it. It goes when writing fails and when the JVM ends, by Ctrl-C for
 * example; what a killed writer left there, the next one clears away. One writer at a time per name.
 */
public final class AtomicFiles {

    // Targets whose drafts would be left behind if the JVM ended now. Guards also the last step of every writer, so
    // that
    // a draft is either in place or gone.
    private static final Set<Path> UNFINISHED = new HashSet<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtomicFiles::clearAway, "wane-drafts"));
    }

    private AtomicFiles() {}

    /** Writes bytes. */
    @FunctionalInterface
    public interface Writer {
        /** Writes to a stream, which the caller closes. */
        void write(OutputStream out) throws IOException;
    }

    /** Fills a directory. */
    @FunctionalInterface
    public interface Filler {
        /** Writes files into an empty directory. */
        void fill(Path directory) throws IOException;
    }

    /**
     * Writes a file, and the directories above it that are missing.
     *
     * @throws UncheckedIOException if it cannot be written, saying so; the old file stays
     */
    public static void write(Path file, Writer writer) {
        try {
            replace(file, writer);
        } catch (IOException failed) {
            throw cannotWrite(file, failed);
        }
    }

    /**
     * As {@link #write}, for callers that say themselves what could not be written.
     *
     * @throws IOException what the writer throws or the system says; the old file stays
     */
    public static void replace(Path file, Writer writer) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path draft = draft(target);
        createParent(target);
        begin(target);
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
                writer.write(out);
            }
            force(draft);
            synchronized (UNFINISHED) {
                move(draft, target);
                UNFINISHED.remove(target);
            }
            sync(target.getParent());
        } finally {
            end(target);
        }
    }

    /**
     * Writes a directory, in place of an old one of the same name. Between two renames, for an instant, there is neither;
     * if the process is killed there, the next writer puts the old one back before it begins.
     *
     * @throws UncheckedIOException if it cannot be written; the old directory stays
     */
    public static void writeDirectory(Path directory, Filler filler) {
        Path target = directory.toAbsolutePath().normalize();
        Path draft = draft(target);
        try {
            createParent(target);
            restore(target);
            delete(old(target));
            delete(draft);
            begin(target);
            try {
                Files.createDirectory(draft);
                filler.fill(draft);
                for (Path entry : entries(draft)) {
                    if (Files.isDirectory(entry)) {
                        sync(entry);
                    } else if (Files.isRegularFile(entry)) {
                        force(entry);
                    }
                }
                synchronized (UNFINISHED) {
                    replace(target, draft, old(target));
                    UNFINISHED.remove(target);
                }
                sync(target.getParent());
                delete(old(target));
            } finally {
                end(target);
            }
        } catch (IOException failed) {
            throw cannotWrite(directory, failed);
        }
    }

    private static void replace(Path target, Path draft, Path old) throws IOException {
        boolean replaces = Files.exists(target);
        if (replaces) {
            move(target, old);
        }
        try {
            move(draft, target);
        } catch (IOException failed) {
            if (replaces) {
                move(old, target);
            }
            throw failed;
        }
    }

    private static void begin(Path target) {
        synchronized (UNFINISHED) {
            UNFINISHED.add(target);
        }
    }

    private static void end(Path target) throws IOException {
        synchronized (UNFINISHED) {
            UNFINISHED.remove(target);
            delete(draft(target));
        }
    }

    private static void clearAway() {
        synchronized (UNFINISHED) {
            for (Path target : UNFINISHED) {
                try {
                    delete(draft(target));
                } catch (IOException stillWriting) {
                    // the next writer clears it away
                }
            }
        }
    }

    // Not a temporary file of the JDK's: those are for their owner's eyes only.
    private static Path draft(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }

    private static Path old(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".old");
    }

    private static void restore(Path target) throws IOException {
        if (Files.exists(old(target)) && !Files.exists(target)) {
            move(old(target), target);
        }
    }

    private static void createParent(Path target) throws IOException {
        List<Path> parents = new ArrayList<>();
        for (Path at = target.getParent(); !Files.isDirectory(at); at = at.getParent()) {
            parents.add(at.getParent());
        }
        if (!parents.isEmpty()) { // createDirectories refuses a link to a directory
            Files.createDirectories(target.getParent());
        }
        for (Path parent : parents) {
            sync(parent);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    // Makes the names in a directory durable.
    private static void sync(Path directory) throws IOException {
        FileChannel opened;
        try {
            opened = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException notHere) {
            return; // where a directory cannot be opened (Windows), it need not be forced
        }
        try (opened) {
            opened.force(true);
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            for (Path entry : entries(path)) {
                Files.deleteIfExists(entry);
            }
        }
    }

    private static UncheckedIOException cannotWrite(Path what, IOException failed) {
        String why = String.valueOf(failed.getMessage());
        if (failed instanceof AccessDeniedException) {
            why = "no permission for " + why;
        } else if (failed instanceof FileAlreadyExistsException) {
            why += " is a file, not a directory";
        }
        return new UncheckedIOException("cannot write " + what + ": " + why, failed);
    }
}
