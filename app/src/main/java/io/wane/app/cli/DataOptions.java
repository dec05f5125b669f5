package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.engine.artifact.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command works: the options that most commands share. */
final class DataOptions {

    private static final int MOST_THREADS = 8;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "the data directory (workspace)")
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "configuration (default: wane.yaml of the data directory, else the installation's)")
    private Path config;

    /** The deployment; plugins that had to be left out are named. */
    Deployment deployment(Home home, Console console) {
        if (config != null && !Files.isRegularFile(config)) {
            throw new IllegalArgumentException(config + ": "
                    + (Files.isDirectory(config) ? "is a directory" : "there is no such configuration file")
                    + "; --config names a YAML file");
        }
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new IllegalArgumentException(data + ": is a file; --data names a directory, which may be new");
        }
        if (!Files.isDirectory(home.plugins())) {
            throw new IllegalStateException(home.plugins() + ": there is no such folder, and without plugins there is"
                    + " no store and no decay; restore it from the distribution");
        }
        Deployment deployment = deployment(home, new Workspace(data), Optional.ofNullable(config));
        deployment.plugins().problems().forEach(console::error);
        return deployment;
    }

    static Deployment deployment(Home home, Workspace workspace, Optional<Path> config) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        return Deployment.of(home, workspace, config, threads);
    }
}
