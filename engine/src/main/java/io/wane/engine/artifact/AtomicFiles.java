package io.wane.engine.artifact;

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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes files and directories so that a reader sees the whole old one or the whole new one, never a part. What is being
 * written has a hidden name beside it; what an interrupted writer left there, the next one clears away. One writer at a
 * time per name.
 */
final class AtomicFiles {

    private AtomicFiles() {}

    /** Writes bytes. */
    @FunctionalInterface
    interface Writer {
        /** Writes to a stream, which the caller closes. */
        void write(OutputStream out) throws IOException;
    }

    /** Fills a directory. */
    @FunctionalInterface
    interface Filler {
        /** Writes files into an empty directory. */
        void fill(Path directory) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws UncheckedIOException if it cannot be written; the old file stays
     */
    static void write(Path file, Writer writer) {
        Path target = file.toAbsolutePath().normalize();
        Path draft = beside(target, ".part");
        try {
            createParent(target);
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                    writer.write(out);
                }
                force(draft);
                move(draft, target);
                syncParent(target);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failed) {
            throw cannotWrite(file, failed);
        }
    }

    /**
     * Writes a directory, in place of an old one of the same name. Between two renames, for an instant, there is neither;
     * if the process dies there, the next writer puts the old one back before it begins.
     *
     * @throws UncheckedIOException if it cannot be written; the old directory stays
     */
    static void writeDirectory(Path directory, Filler filler) {
        Path target = directory.toAbsolutePath().normalize();
        Path draft = beside(target, ".part");
        Path old = beside(target, ".old");
        try {
            createParent(target);
            if (Files.exists(old) && !Files.exists(target)) {
                move(old, target);
            }
            delete(old);
            delete(draft);
            Files.createDirectory(draft);
            try {
                filler.fill(draft);
                for (Path file : entries(draft)) {
                    if (Files.isRegularFile(file)) {
                        force(file);
                    }
                }
                replace(target, draft, old);
            } finally {
                delete(draft);
            }
        } catch (IOException failed) {
            throw cannotWrite(directory, failed);
        }
    }

    private static void replace(Path target, Path draft, Path old) throws IOException {
        if (Files.exists(target)) {
            move(target, old);
            try {
                move(draft, target);
            } catch (IOException failed) {
                move(old, target);
                throw failed;
            }
            delete(old);
        } else {
            move(draft, target);
        }
        syncParent(target);
    }

    // Not a temporary file of the JDK's: those are for their owner's eyes only.
    private static Path beside(Path target, String ending) {
        return target.resolveSibling("." + target.getFileName() + ending);
    }

    private static void createParent(Path target) throws IOException {
        if (!Files.isDirectory(target.getParent())) { // createDirectories refuses a link to a directory
            Files.createDirectories(target.getParent());
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

    // Makes the new name durable; where a directory cannot be opened (Windows), it need not be.
    private static void syncParent(Path target) {
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException notHere) {
            // the file itself is safe
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path path : entries(directory)) {
                Files.delete(path);
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
