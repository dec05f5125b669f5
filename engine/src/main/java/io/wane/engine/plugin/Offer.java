package io.wane.engine.plugin;

import io.wane.core.plugin.Component;
import io.wane.core.plugin.Host;
import io.wane.core.plugin.PluginException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A component and where it came from.
 *
 * @param component what is offered
 * @param folder name of the plugin folder, of a jar by itself, or of the class on the class path
 * @param jar jar or directory that holds it
 * @param loader its class loader
 * @param <T> the kind
 */
public record Offer<T>(Component<T> component, String folder, Path jar, ClassLoader loader) {

    /**
     * Makes the component, with the plugin's loader as the thread's context loader, since some libraries look there.
     *
     * @param settings an instance of the component's settings record
     * @param workspace where it runs
     * @throws IllegalArgumentException if the component refuses the settings
     * @throws IllegalStateException if it cannot be made now: a store that is in use, say
     * @throws java.io.UncheckedIOException if it cannot read or write what it needs
     * @throws PluginException naming the jar, if a class or native library that it needs is missing or broken, or it fails
     *     otherwise
     */
    public T create(Record settings, Workplace workspace) {
        Path home = jar.getParent() == null ? jar : jar.getParent();
        Host host = new Host(home, workspace.directory(), workspace.scratch(), workspace.threads());
        try {
            return ContextLoader.with(loader, () -> component.create(settings, host));
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | PluginException spoken) {
            throw spoken; // meant for people
        } catch (RuntimeException | LinkageError broken) {
            throw new PluginException(
                    jar + ": its " + Plugins.kindName(component.kind()) + " '" + component.name() + "' cannot be made: "
                            + Reason.of(broken),
                    broken);
        }
    }

    /**
     * Where components work.
     *
     * @param directory the data directory
     * @param scratch for files that may vanish
     * @param threads at least 1
     */
    public record Workplace(Path directory, Path scratch, int threads) {}
}
