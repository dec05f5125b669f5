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
            description = "tiny or demo")
    private Preset preset;

    @Option(names = "--seed", defaultValue = "7", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "where the files go")
    private Path output;

    SimulateCommand(Home home, Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (ProgressLine progress = new ProgressLine(console, "simulate")) {
            Simulation simulation =
                    Simulation.run(preset, seed, Runtime.getRuntime().availableProcessors(), progress);
            simulation.writeTo(output);
            progress.done(Words.count(simulation.events()) + " events");
            console.print(simulation.sentence());
            console.print("next: wane import --data shop --items " + output.resolve(Simulation.ITEMS) + " "
                    + output.resolve(Simulation.EVENTS));
        }
        return 0;
    }
}
