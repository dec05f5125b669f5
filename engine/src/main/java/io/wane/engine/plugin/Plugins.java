package io.wane.engine.plugin;

import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The plugins that were found: their components by kind and name, and what had to be left out. Immutable and thread-safe.
 *
 * <p>A plugin that is broken, speaks another SPI version or offers a name that is taken is left out and named in
 * {@link #problems()}; the others work.
 */
public final class Plugins {

    private static final System.Logger LOG = System.getLogger(Plugins.class.getName());

    private static final PluginFolder CLASS_PATH = new PluginFolder(Path.of("class path"), List.of());

    private final Map<Class<?>, Map<String, Offer<?>>> offers = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Plugins() {
        for (Class<?> kind : Component.KINDS) {
            offers.put(kind, new TreeMap<>());
        }
    }

    /**
     * Loads every folder of a directory, in order of name, and every jar that lies there by itself; a missing directory
     * holds no plugins.
     */
    public static Plugins fromFolders(Path directory) {
        Plugins plugins = new Plugins();
        Map<String, Path> natives = new HashMap<>();
        for (PluginFolder folder : PluginFolder.in(directory)) {
            PluginClassLoader loader = folder.loader(Plugins.class.getClassLoader());
            plugins.guarded(folder.path(), folder, () -> plugins.load(folder, loader, natives));
            if (!plugins.uses(loader)) {
                close(loader);
            }
        }
        return plugins;
    }

    private static void close(PluginClassLoader loader) {
        try {
            loader.close();
        } catch (IOException harmless) {
            LOG.log(System.Logger.Level.DEBUG, "the jars of {0} stay open", loader.getName());
        }
    }

    private boolean uses(ClassLoader loader) {
        for (Map<String, Offer<?>> ofKind : offers.values()) {
            for (Offer<?> offer : ofKind.values()) {
                if (offer.loader() == loader) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Finds plugins on the class path, for tests and for embedding. */
    public static Plugins fromClassPath() {
        Plugins plugins = new Plugins();
        plugins.guarded(
                CLASS_PATH.path(),
                CLASS_PATH,
                () -> ServiceLoader.load(Plugin.class, Plugins.class.getClassLoader()).stream()
                        .forEach(provider -> plugins.load(
                                provider, CLASS_PATH, provider.type().getSimpleName())));
        return plugins;
    }

    // Whatever a plugin throws while it is loaded is the plugin's problem, not the host's.
    private void guarded(Path where, PluginFolder folder, Runnable loading) {
        try {
            loading.run();
        } catch (Throwable broken) {
            leaveOut(where, "it does not load: " + Reason.of(broken) + damage(folder));
        }
    }

    private static String damage(PluginFolder folder) {
        return folder.damage().stream().map(jar -> ". " + jar).collect(Collectors.joining());
    }

    private void leaveOut(Path where, String why) {
        problems.add(where + ": left out, because " + why);
    }

    private void load(PluginFolder folder, PluginClassLoader loader, Map<String, Path> natives) {
        for (Path jar : folder.nativeJars()) {
            Path other = natives.get(jar.getFileName().toString());
            if (other != null) {
                leaveOut(
                        jar,
                        "its native code is in " + other
                                + " too, and one JVM loads it once only. Keep one of the two folders");
                return;
            }
        }
        List<ServiceLoader.Provider<Plugin>> providers =
                ServiceLoader.load(Plugin.class, loader).stream().toList();
        if (providers.isEmpty()) {
            leaveOut(
                    folder.path(),
                    folder.jars().isEmpty()
                            ? "there is no jar in it"
                            : "no jar in it names a plugin. A plugin's jar needs META-INF/services/"
                                    + Plugin.class.getName() + " with its class name" + damage(folder));
            return;
        }
        folder.nativeJars().forEach(jar -> natives.put(jar.getFileName().toString(), jar));
        for (ServiceLoader.Provider<Plugin> provider : providers) {
            if (provider.type().getClassLoader() == loader) {
                load(provider, folder, folder.name());
            } else {
                leaveOut(
                        folder.path(),
                        "its plugin " + provider.type().getName()
                                + " comes from elsewhere. A plugin's jar must be in its own folder");
            }
        }
    }

    private void load(ServiceLoader.Provider<Plugin> provider, PluginFolder folder, String name) {
        Path jar = location(provider.type());
        ClassLoader loader = provider.type().getClassLoader();
        guarded(jar, folder, () -> {
            Plugin plugin = ContextLoader.with(loader, provider);
            int version = ContextLoader.with(loader, plugin::spiVersion);
            if (version == Spi.VERSION) {
                accept(ContextLoader.with(loader, plugin::components), name, jar, loader);
            } else {
                leaveOut(
                        jar,
                        "it was made for SPI version " + version + " and this host speaks " + Spi.VERSION
                                + ". Use a build of the plugin for this version");
            }
        });
    }

    private void accept(List<Component<?>> components, String folder, Path jar, ClassLoader loader) {
        Map<String, Offer<?>> own = new LinkedHashMap<>();
        for (Component<?> component : components) {
            String what = kindName(component.kind()) + " '" + component.name() + "'";
            Offer<?> known = offers.get(component.kind()).get(component.name());
            if (known != null) {
                leaveOut(jar, "it offers " + what + " and so does " + known.jar() + ". Keep one of the two");
                return;
            }
            if (own.put(what, new Offer<>(component, folder, jar, loader)) != null) {
                leaveOut(jar, "it offers " + what + " twice. Every component needs a name of its own");
                return;
            }
        }
        for (Offer<?> offer : own.values()) {
            offers.get(offer.component().kind()).put(offer.component().name(), offer);
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException badUrl) {
            throw new IllegalStateException(badUrl);
        }
    }

    /** What people call a kind of component. */
    public static String kindName(Class<?> kind) {
        return switch (kind.getSimpleName()) {
            case "DecayFunction" -> "decay";
            case "FeatureExtractor" -> "extractor";
            case "Learner" -> "learner";
            default -> "store";
        };
    }

    /** The components of a kind, by name. */
    @SuppressWarnings("unchecked") // accept() files every offer under its own kind
    public <T> Map<String, Offer<T>> offers(Class<T> kind) {
        Map<String, Offer<T>> ofKind = new TreeMap<>();
        offers.get(kind).forEach((name, offer) -> ofKind.put(name, (Offer<T>) offer));
        return ofKind;
    }

    /** What was left out and why, one sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
