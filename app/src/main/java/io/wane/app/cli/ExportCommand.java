package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.store.EventStore;
import io.wane.engine.ingest.Exporter;
import io.wane.engine.ingest.ValueAs;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a workspace's events as CSV. */
@Command(
        name = "export",
        description = "Writes all events as our own CSV; importing it again adds nothing.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private final Home home;
    private final Console console;

    @Mixin
    private DataOptions data;

    @Option(names = "--output", paramLabel = "FILE.csv[.gz]", required = true, description = "the file to write")
    private Path output;

    ExportCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() {
        Deployment deployment = data.deployment(home, console);
        ValueAs valueAs = ValueAs.parse(
                deployment.workspace().facts().getOrDefault(ImportCommand.VALUE_AS, ValueAs.QUANTITY.toString()));
        try (EventStore store = deployment.openStore()) {
            long events = new Exporter(store, valueAs).export(output);
            console.tell(output + ": " + Words.count(events, "event", "events"));
        }
        return 0;
    }
}
