package io.wane.engine.plugin;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads one plugin folder. Its parent is the platform, so a plugin sees the JDK and its own jars; of the host it sees
 * {@code io.wane.core} alone. Two plugins may carry two versions of one library.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final String SPI_PREFIX = "io.wane.core.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    PluginClassLoader(String folder, URL[] jars, ClassLoader host) {
        super(folder, jars, ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith(SPI_PREFIX) ? host.loadClass(name) : super.loadClass(name, resolve);
    }
}
