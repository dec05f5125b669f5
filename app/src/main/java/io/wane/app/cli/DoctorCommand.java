package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.model.Learner;
import io.wane.core.plugin.Component;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.FitArtifact;
import io.wane.engine.artifact.ModelArtifact;
import io.wane.engine.artifact.Workspace;
import io.wane.engine.pipeline.Level;
import io.wane.engine.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether everything that a workspace needs is well. */
@Command(
        name = "doctor",
        description = "Checks Java, memory, disk, plugins, configuration, the store and its checksums, and the models.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final long MIB = 1L << 20;
    private static final long LITTLE_DISK = 1024 * MIB;

    private final Home home;
    private final Console console;
    private boolean well = true;

    @Option(names = "--data", paramLabel = "DIR", description = "a data directory to check too")
    private Path data;

    DoctorCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        good(
                "Java",
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                        + Runtime.getRuntime().availableProcessors() + " processors, heap up to "
                        + Runtime.getRuntime().maxMemory() / MIB + " MiB");
        Workspace workspace = new Workspace(data == null ? Path.of(".") : data);
        Deployment deployment = DataOptions.deployment(home, workspace, Optional.empty());
        plugins(deployment.plugins());
        boolean configured = check("configuration", () -> {
            int blocks = deployment.configuration().features().size();
            if (!deployment.plugins().offers(Learner.class).isEmpty()) {
                deployment.learner(Optional.empty());
            }
            return "reads without mistakes, " + Words.count(blocks, "block", "blocks") + " of features";
        });
        if (data != null) {
            disk(data);
        }
        if (data != null && configured) {
            check("store", () -> store(deployment));
            for (Level level : Level.values()) {
                if (FitArtifact.exists(workspace.fit(level.entity()))) {
                    check("fit of " + level, () -> {
                        deployment.interest(level); // its families must be installed
                        return deployment
                                .learned(level)
                                .map(fit -> "learned from what is before " + Words.day(fit.untilMillis()))
                                .orElse("not used: interest.fitted is false in the configuration");
                    });
                }
            }
            for (String model : workspace.models()) {
                Path directory = workspace.directory().resolve("models").resolve(model);
                check("model " + model, () -> {
                    deployment.model(directory).close();
                    return "trained on what is before "
                            + ModelArtifact.manifest(directory).until();
                });
            }
        }
        console.print(well ? "all is well" : "not all is well");
        return well ? 0 : 1;
    }

    private void plugins(Plugins plugins) {
        for (Class<?> kind : Component.KINDS) {
            List<String> names = List.copyOf(plugins.offers(kind).keySet());
            if (names.isEmpty()) {
                bad(Plugins.kindName(kind) + "s", "none installed; put a plugin folder into " + home.plugins());
            } else {
                good(Plugins.kindName(kind) + "s", String.join(", ", names));
            }
        }
        plugins.problems().forEach(problem -> bad("plugin", problem));
    }

    private void disk(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        String text = Words.count(free / MIB) + " MiB free";
        if (free < LITTLE_DISK) {
            bad("disk", text + "; an import may fail");
        } else {
            good("disk", text);
        }
    }

    private String store(Deployment deployment) {
        try (EventStore store = deployment.openStore()) {
            List<String> problems = store.verify();
            if (!problems.isEmpty()) {
                throw new IllegalStateException(String.join(System.lineSeparator(), problems));
            }
            return "opens, every checksum holds: " + Words.count(store.size(), "event", "events") + ", "
                    + Words.count(store.catalog().size(), "item", "items");
        }
    }

    private interface Check {
        String run();
    }

    private boolean check(String what, Check check) {
        try {
            good(what, check.run());
            return true;
        } catch (RuntimeException | LinkageError broken) { // a plugin may throw anything
            bad(what, broken.getMessage() == null ? broken.toString() : broken.getMessage());
            return false;
        }
    }

    private void good(String what, String text) {
        say("ok", what, text);
    }

    private void bad(String what, String text) {
        well = false;
        say("WRONG", what, text);
    }

    private void say(String verdict, String what, String text) {
        String start = String.format(Locale.ROOT, "  %-5s %-14s ", verdict, what);
        console.print(start + text.replace("\n", "\n" + " ".repeat(start.length())));
    }
}
