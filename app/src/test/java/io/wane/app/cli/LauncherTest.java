package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The script that starts Wane. */
@Tag("distribution")
class LauncherTest {

    @Test
    void argumentsAreUtf8InAPlainLocaleToo() throws IOException, InterruptedException {
        Path script = Installation.BUILT.home().directory().resolve("bin").resolve("wane");
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).as("a shell").isTrue();
        Path errors = Path.of("target", "launcher-test.txt");
        // The JVM of this test may have a plain locale itself, so the shell writes the name: octal for its UTF-8.
        String line = "exec '" + script + "' interest --data none-here --user u \"$(printf '\\303\\274')\"";
        for (Map<String, String> locale : List.of(
                Map.of("LC_ALL", "C"), Map.of("LC_ALL", "POSIX"), Map.of("LANG", "C"), Map.<String, String>of())) {
            ProcessBuilder wane = new ProcessBuilder("/bin/sh", "-c", line).redirectError(errors.toFile());
            wane.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG", "JAVA_TOOL_OPTIONS"));
            wane.environment().putAll(locale);
            wane.environment().put("JAVA_HOME", System.getProperty("java.home"));

            assertThat(wane.start().waitFor()).isEqualTo(2);
            assertThat(Files.readString(errors, StandardCharsets.UTF_8))
                    .as("locale %s", locale)
                    .contains("'\u00fc' is one too many of wane interest");
        }
    }
}
