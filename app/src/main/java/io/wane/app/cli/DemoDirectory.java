package io.wane.app.cli;

import io.wane.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a demo shop, which a demo may replace; another directory it may not. */
final class DemoDirectory {

    private DemoDirectory() {}

    static void prepare(Path directory) throws IOException {
        if (Files.exists(directory)) {
            if (!isDemo(directory)) {
                throw new IllegalArgumentException(directory
                        + ": exists and is no demo shop, so it stays as it is; name another directory with --data");
            }
            delete(directory);
        }
        Files.createDirectories(directory);
    }

    private static boolean isDemo(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> found = entries.toList();
            return found.isEmpty() || Files.exists(directory.resolve(Simulation.TRUTH));
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
