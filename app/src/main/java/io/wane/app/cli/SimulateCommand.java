package io.wane.app.cli;

import io.wane.app.wiring.Home;
import io.wane.simulator.Preset;
import io.wane.simulator.Simulation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a shop whose truth is known. */
@Command(
        name = "simulate",
        description = "Simulates a shop with known half-lives: events.csv, items.csv and truth.json.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--preset",
            required = true,
            converter = Converters.ShopSize.class,
            paramLabel = "NAME",
            description = "tiny, demo, bench (20 million events) or tastes (nothing decays)")
    private Preset preset;

    @Option(
            names = "--seed",
            defaultValue = "7",
            paramLabel = "N",
            converter = Converters.Seed.class,
            description = "default: ${DEFAULT-VALUE}")
    private Long seed;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "where the files go")
    private Path output;

    SimulateCommand(Home home, Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Simulation.requireOwn(output); // before the work
        try (ProgressLine progress = new ProgressLine(console, "simulate")) {
            Simulation.Written written =
                    Simulation.write(preset, seed, Runtime.getRuntime().availableProcessors(), output, progress);
            progress.done(Words.count(written.events()) + " events");
            console.print(written.sentence());
            console.print("next: wane import --data " + output + " --items " + output.resolve(Simulation.ITEMS) + " "
                    + output.resolve(Simulation.EVENTS));
        }
        return 0;
    }
}
