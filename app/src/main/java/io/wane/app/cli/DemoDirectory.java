package io.wane.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a demo shop, which a demo may replace; another directory it may not. */
final class DemoDirectory {

    // Only a demo writes it: the files of a shop do not make a directory one that may be replaced.
    private static final String MARKER = ".wane-demo";

    private DemoDirectory() {}

    static void prepare(Path directory) throws IOException {
        if (Files.exists(directory)) {
            if (!isDemo(directory)) {
                throw new IllegalArgumentException(directory
                        + ": exists and is no demo shop (a demo leaves " + MARKER
                        + " in it), so it stays as it is; name another directory with --data");
            }
            delete(directory);
        }
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(MARKER), "The next demo replaces this directory.\n");
    }

    private static boolean isDemo(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> found = entries.toList();
            return found.isEmpty() || Files.exists(directory.resolve(MARKER));
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
