package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.plugin.Component;
import io.wane.core.settings.SettingsDescription;
import io.wane.engine.artifact.Workspace;
import io.wane.engine.plugin.Offer;
import io.wane.engine.plugin.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints every component with its settings. */
@Command(
        name = "plugins",
        description = "Lists the installed components with their settings, defaults and descriptions.",
        mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {

    private final Home home;
    private final Console console;

    PluginsCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(home.plugins())) {
            throw new IllegalStateException(
                    home.plugins() + ": there is no such folder; restore it from the distribution");
        }
        Deployment deployment = DataOptions.deployment(home, new Workspace(Path.of(".")), Optional.empty());
        for (Class<?> kind : Component.KINDS) {
            print(kind, deployment.plugins());
        }
        deployment.plugins().problems().forEach(console::error);
        return 0;
    }

    private <T> void print(Class<T> kind, Plugins plugins) {
        console.print(Plugins.kindName(kind) + "s");
        if (plugins.offers(kind).isEmpty()) {
            console.print("  none installed; put a plugin folder into " + home.plugins());
        }
        for (Offer<T> offer : plugins.offers(kind).values()) {
            Class<? extends Record> settings = offer.component().settings();
            console.print(String.format(
                    Locale.ROOT,
                    "  %-16s %s  (%s)",
                    offer.component().name(),
                    SettingsDescription.purpose(settings),
                    offer.folder()));
            for (SettingsDescription setting : SettingsDescription.of(settings)) {
                String value = setting.defaultValue()
                        .map(text -> text.isEmpty() ? "optional" : "default " + text)
                        .orElse("required");
                console.print(String.format(
                        Locale.ROOT, "      %-16s %s; %s", setting.key() + ":", setting.description(), value));
            }
        }
        console.print("");
    }
}
