package io.wane.app.cli;

import io.wane.simulator.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tiny simulated shop, imported and with a model of categories: made once, read by all tests, changed by none. */
final class TinyShop {

    /** Number of its events. */
    static final int EVENTS = 5_582;

    /** A user with a long history. */
    static final String USER = "u0017";

    /** Options of its model. */
    static final String HORIZON = "3d";

    private static final Path DIRECTORY = Path.of("target", "shops", "tiny");
    private static boolean made;

    private TinyShop() {}

    /** Its workspace. */
    static synchronized Path data() {
        if (!made) {
            make();
            made = true;
        }
        return DIRECTORY;
    }

    // As the demo does, whose directory it is.
    private static void make() {
        try {
            DemoDirectory.prepare(DIRECTORY);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        Installation.BUILT
                .run("simulate", "--preset", "tiny", "--seed", 7, "--output", DIRECTORY)
                .done();
        Installation.BUILT
                .run("import", "--data", DIRECTORY, "--items", items(), events())
                .done();
        Installation.BUILT
                .run("train", "--data", DIRECTORY, "--level", "category", "--horizon", HORIZON)
                .done();
    }

    /** Its log as a file. */
    static Path events() {
        return DIRECTORY.resolve(Simulation.EVENTS);
    }

    /** Its catalogue as a file. */
    static Path items() {
        return DIRECTORY.resolve(Simulation.ITEMS);
    }

    /** Its model. */
    static Path model() {
        return data().resolve("models").resolve("category-" + HORIZON);
    }

    /** A copy that a test may change. */
    static Path copy(Path to) throws IOException {
        return Installation.copy(data(), to);
    }

    /** The user's rows of the log, oldest first: user, item, type, epoch seconds. */
    static List<List<String>> history(String user) throws IOException {
        List<List<String>> history = new ArrayList<>();
        for (Csv.Row row : Csv.rows(Files.readString(events()))) {
            if (row.fields().get(0).equals(user)) {
                history.add(row.fields());
            }
        }
        return history;
    }
}
