package io.wane.app.cli;

import io.wane.app.wiring.Home;
import io.wane.simulator.Preset;
import io.wane.simulator.Simulation;
import io.wane.simulator.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first ninety seconds: from nothing to a prediction whose truth is known. */
@Command(
        name = "demo",
        description = "Simulates a shop, imports it, trains, evaluates, and shows one user's interests.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final long SEED = 7;

    private final Home home;
    private final Console console;

    @Option(names = "--short", description = "a tiny shop, for a quick check of an installation")
    private boolean small;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "where the demo shop goes; replaced if it is one (default: wane-demo in the current directory)")
    private Path data;

    DemoCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path directory = data == null ? Path.of(small ? "wane-demo-short" : "wane-demo") : data;
        DemoDirectory.prepare(directory);
        Simulation simulation = simulate(directory);
        Truth.Interest liveliest = simulation.truth().liveliest();
        String horizon = small ? "3d" : "7d";
        String level = "category";
        run(
                "import",
                "--data",
                directory.toString(),
                "--items",
                directory.resolve(Simulation.ITEMS).toString(),
                directory.resolve(Simulation.EVENTS).toString());
        run("train", "--data", directory.toString(), "--level", level, "--horizon", horizon);
        run("evaluate", "--data", directory.toString(), "--level", level, "--horizon", horizon, "--brief");
        run("interest", "--data", directory.toString(), "--level", level, "--top", "5", "--user", liveliest.user());
        run("recommend", "--data", directory.toString(), "--top", "5", "--explain", "--user", liveliest.user());
        console.print("");
        console.print(
                "You have seen an event log become interest that fades, a model that knows it, and what decay is worth.");
        console.print(
                "Your own log:  wane import --data myshop events.csv   then   wane interest --data myshop --user …");
        return 0;
    }

    private Simulation simulate(Path directory) {
        try (ProgressLine progress = new ProgressLine(console, "simulate")) {
            Preset preset = small ? Preset.TINY : Preset.DEMO;
            Simulation simulation =
                    Simulation.run(preset, SEED, Runtime.getRuntime().availableProcessors(), progress);
            simulation.writeTo(directory);
            console.print(simulation.sentence() + " Its truth is known: " + directory.resolve(Simulation.TRUTH));
            progress.done(Words.count(simulation.events()) + " events");
            return simulation;
        }
    }

    // The demo is the commands that a user types, and shows them.
    private void run(String... arguments) {
        console.print("");
        console.print("$ wane " + String.join(" ", arguments));
        console.flush();
        int code = Main.run(home, console, arguments);
        if (code != 0) {
            throw new IllegalStateException("the demo stopped at 'wane " + arguments[0] + "', see above");
        }
    }
}
