package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.store.EventStore;
import io.wane.engine.ingest.Exporter;
import io.wane.engine.ingest.ValueAs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a workspace's events as CSV. */
@Command(
        name = "export",
        description = "Writes all events as our own CSV; importing it again adds nothing.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private static final List<String> KEPT = List.of("store", "models");

    private final Home home;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Option(names = "--output", paramLabel = "FILE.csv[.gz]", required = true, description = "the file to write")
    private Path output;

    ExportCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(output.getFileName());
        if (!Files.isDirectory(output) && !name.endsWith(".csv") && !name.endsWith(".csv.gz")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output " + output + ": events are written as CSV; end the name in .csv or .csv.gz");
        }
        Deployment deployment = data.deployment(home, console);
        ValueAs valueAs = ValueAs.parse(
                deployment.workspace().facts().getOrDefault(ImportCommand.VALUE_AS, ValueAs.QUANTITY.toString()));
        requireOutside(deployment.workspace().directory());
        boolean replaced = Files.exists(output);
        try (EventStore store = deployment.openStore()) {
            long events = new Exporter(store, valueAs).export(output);
            console.tell(output + ": " + Words.count(events, "event", "events")
                    + (replaced ? ", in place of the file that stood there" : ""));
        }
        return 0;
    }

    // An export that replaced a file of the store would destroy what it exports.
    private void requireOutside(Path workspace) throws IOException {
        Path parent = output.toAbsolutePath().getParent();
        for (String kept : KEPT) {
            Path folder = workspace.resolve(kept);
            if (parent != null && Files.exists(parent) && Files.exists(folder)) {
                if (parent.toRealPath().startsWith(folder.toRealPath())) {
                    throw new IllegalArgumentException(output + ": lies inside " + folder
                            + ", where Wane keeps what it needs; nothing was written. Name a file elsewhere");
                }
            }
        }
    }
}
