package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** The plugin of the README, made with the commands of the README. */
final class HalfWave {

    private static final String SOURCE = "HalfWavePlugin.java";

    private HalfWave() {}

    /** Its source. */
    static String source() throws IOException {
        try (InputStream in = HalfWave.class.getClassLoader().getResourceAsStream(SOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Makes its jar.
     *
     * @param core jar or classes of core, all that it is compiled against
     * @param directory where it is built
     */
    static Path jar(Path core, Path directory) throws IOException {
        Path classes = directory.resolve("classes");
        Path source = Files.writeString(directory.resolve(SOURCE), source());
        run("javac", "-cp", core, "-d", classes, "-encoding", "UTF-8", source);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.wane.core.plugin.Plugin"), "HalfWavePlugin\n");
        Path jar = directory.resolve("half-wave.jar");
        run("jar", "cf", jar, "-C", classes, ".");
        return jar;
    }

    private static void run(String tool, Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(out, out, texts);
        out.flush();
        assertThat(code).as(said.toString()).isZero();
    }
}
