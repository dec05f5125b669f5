package io.wane.app.cli;

import io.wane.app.wiring.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An installation whose commands are run inside the test.
 *
 * @param home where it is
 */
record Installation(Home home) {

    /** What the build has assembled. */
    static final Installation BUILT = new Installation(new Home(Path.of("target", "wane")));

    /** Runs one command. */
    Outcome run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int code = Main.run(home, new Console(out, err), texts);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A copy of the built one with only some of its plugins. */
    static Installation with(Path directory, String... plugins) throws IOException {
        copy(BUILT.home().configuration().getParent(), directory.resolve("conf"));
        for (String plugin : plugins) {
            copy(
                    BUILT.home().plugins().resolve(plugin),
                    directory.resolve("plugins").resolve(plugin));
        }
        return new Installation(new Home(directory));
    }

    /** Copies a directory. */
    static Path copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
        return to;
    }
}
