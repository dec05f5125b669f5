package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.store.EventStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes a user for good. */
@Command(
        name = "erase",
        description = "Removes a user's events for good; every state is made from what is left.",
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {

    private final Home home;
    private final Console console;

    @Mixin
    private DataOptions data;

    @Option(names = "--user", paramLabel = "U", required = true, description = "whose events")
    private String user;

    EraseCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() {
        Deployment deployment = data.deployment(home, console);
        try (EventStore store = deployment.openStore()) {
            long erased = store.eraseUser(user);
            if (erased == 0) {
                throw new IllegalArgumentException("user '" + user + "' has no events in "
                        + deployment.workspace().directory() + "; nothing was erased. Check the spelling");
            }
            console.print(Words.count(erased, "event", "events") + " of '" + user + "' erased; the store holds "
                    + Words.count(store.size(), "event", "events"));
        }
        List<String> models = deployment.workspace().models();
        if (!models.isEmpty()) {
            console.tell("trained before the erasure, and still carrying what was learned from it: "
                    + String.join(", ", models) + "; train again");
        }
        Path rejects = deployment.workspace().directory().resolve(ImportCommand.REJECTS);
        if (Files.exists(rejects)) {
            console.tell(rejects + " keeps rejected rows as they came; delete it if the user may stand in them");
        }
        return 0;
    }
}
