package io.wane.engine.plugin;

import io.wane.core.plugin.Plugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A jar made as a third party makes it: sources compiled against core alone, and a service file. */
final class PluginJar {

    private static final Pattern NAME =
            Pattern.compile("package ([\\w.]+);.*?public (?:final )?(?:class|record) (\\w+)", Pattern.DOTALL);

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final StandardJavaFileManager CORE = core(); // shared: it remembers where the JDK's classes are

    private final Map<String, byte[]> entries = new TreeMap<>();

    private static StandardJavaFileManager core() {
        StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        try {
            files.setLocationFromPaths(
                    StandardLocation.CLASS_PATH,
                    List.of(Path.of(Plugin.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())));
            return files;
        } catch (IOException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Compiles sources, one public type each. */
    static PluginJar of(String... sources) {
        StringWriter messages = new StringWriter();
        PluginJar jar = new PluginJar();
        List<Source> units = Stream.of(sources).map(Source::new).toList();
        if (!COMPILER.getTask(messages, jar.new Classes(), null, List.of("-proc:none"), null, units)
                .call()) {
            throw new IllegalArgumentException(messages.toString());
        }
        return jar;
    }

    /** Core is read; what is compiled becomes an entry. */
    private final class Classes extends ForwardingJavaFileManager<JavaFileManager> {

        Classes() {
            super(CORE);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
            return new Compiled(type.replace('.', '/') + ".class");
        }
    }

    /** Adds the service file, word for word. */
    PluginJar services(String text) {
        entries.put("META-INF/services/" + Plugin.class.getName(), text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The part of it whose entries have one of these prefixes. */
    PluginJar only(String... prefixes) {
        PluginJar part = new PluginJar();
        entries.forEach((name, bytes) -> {
            if (Stream.of(prefixes).anyMatch(name::startsWith)) {
                part.entries.put(name, bytes);
            }
        });
        return part;
    }

    /** All of it but the entries that have a prefix. */
    PluginJar without(String prefix) {
        PluginJar part = new PluginJar();
        part.entries.putAll(entries);
        part.entries.keySet().removeIf(name -> name.startsWith(prefix));
        return part;
    }

    /** Writes it, and the folders above it. */
    Path write(Path jar) {
        try {
            Files.createDirectories(jar.getParent());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    out.putNextEntry(new JarEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
            return jar;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("memory:///" + path(text)), Kind.SOURCE);
            this.text = text;
        }

        private static String path(String text) {
            Matcher name = NAME.matcher(text);
            if (!name.find()) {
                throw new IllegalArgumentException("no public class in:\n" + text);
            }
            return name.group(1).replace('.', '/') + "/" + name.group(2) + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Compiled extends SimpleJavaFileObject {

        private final String entry;

        Compiled(String entry) {
            super(URI.create("memory:///" + entry), Kind.CLASS);
            this.entry = entry;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    entries.put(entry, toByteArray());
                }
            };
        }
    }
}
