package io.wane.engine.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What one plugin is made of: a folder of jars, or a jar that lies in the plugins directory by itself.
 *
 * @param path the folder or the jar
 * @param jars its jars, in order of name
 */
record PluginFolder(Path path, List<Path> jars) {

    // Native code of one version can be loaded once per JVM, so it may stand in one folder only.
    private static final Pattern NATIVE_JAR = Pattern.compile("javacpp-.*-(linux|macosx|windows|android|ios)-.*\\.jar");
    private static final String JAR = ".jar";

    /** Everything in a directory that may be a plugin, in order of name; a missing directory holds none. */
    static List<PluginFolder> in(Path directory) {
        List<PluginFolder> folders = new ArrayList<>();
        for (Path path : list(directory)) {
            if (Files.isDirectory(path)) {
                folders.add(new PluginFolder(
                        path, list(path).stream().filter(PluginFolder::isJar).toList()));
            } else if (isJar(path)) {
                folders.add(new PluginFolder(path, List.of(path)));
            }
        }
        return folders;
    }

    private static boolean isJar(Path path) {
        return path.getFileName().toString().endsWith(JAR) && Files.isRegularFile(path);
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + directory + ": " + unreadable, unreadable);
        }
    }

    /** What people call it. */
    String name() {
        String name = path.getFileName().toString();
        return isJar(path) ? name.substring(0, name.length() - JAR.length()) : name;
    }

    /** Jars with native code that may be loaded once only. */
    List<Path> nativeJars() {
        return jars.stream()
                .filter(jar -> NATIVE_JAR.matcher(jar.getFileName().toString()).matches())
                .toList();
    }

    /** A new loader of its classes. */
    PluginClassLoader loader(ClassLoader host) {
        return new PluginClassLoader(
                name(), jars.stream().map(PluginFolder::url).toArray(URL[]::new), host);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException badUrl) {
            throw new IllegalStateException(badUrl);
        }
    }

    /** Its jars that cannot be read: a class loader passes over them without a word. */
    List<String> damage() {
        List<String> damage = new ArrayList<>();
        for (Path jar : jars) {
            try {
                new ZipFile(jar.toFile()).close();
            } catch (IOException unreadable) {
                damage.add(jar.getFileName()
                        + (Files.isReadable(jar)
                                ? " is no whole jar; copy it there again"
                                : " cannot be read: permission denied"));
            }
        }
        return damage;
    }
}
