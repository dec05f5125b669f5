package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin built outside the reactor, against the distribution's core jar alone. */
@Tag("distribution")
class ThirdPartyPluginTest {

    @TempDir
    private Path directory;

    @Test
    void aDecayIsDroppedInShowsUpAndIsUsedFromTheYaml() throws IOException {
        Installation wane =
                Installation.with(directory.resolve("wane"), "decay-functions", "feature-behavior", "store-mapdb");
        Path folder = Files.createDirectories(wane.home().plugins().resolve("half-wave"));
        Path jar = Files.copy(HalfWave.jar(core(), directory), folder.resolve("half-wave.jar"));

        assertThat(wane.run("plugins").done().out())
                .contains("half-wave        holds at first, then falls, gone after the window")
                .contains("(half-wave)")
                .contains("window:          age at which an event counts nothing, as 30d; required");

        Path data = TinyShop.copy(directory.resolve("shop"));
        Files.writeString(data.resolve("wane.yaml"), """
                interest: { decay: { half-wave: { window: 20d } } }
                features:
                  habit: { scope: user*category, extract: { counts: {} }, decay: { half-wave: { window: 8d } } }
                """);
        assertThat(wane.run("interest", "--data", data, "--user", TinyShop.USER)
                        .done()
                        .out())
                .contains("decay half-wave (half after 10d)");
        assertThat(wane.run("doctor", "--data", data).out()).contains("ok    configuration", "1 block of features");

        Files.writeString(data.resolve("wane.yaml"), "interest: { decay: { half-wave: { window: 0d } } }\n");
        wane.run("interest", "--data", data, "--user", TinyShop.USER)
                .refused(1, "wane.yaml:1:22  interest.decay.half-wave: window must be above 0 days: 0.0");

        Files.delete(jar);
        wane.run("interest", "--data", data, "--user", TinyShop.USER)
                .refused(
                        1,
                        "interest.decay: 'half-wave' is not known.",
                        "installed: bi-exponential, ",
                        " exponential, fitted, ");
    }

    private static Path core() throws IOException {
        try (Stream<Path> lib = Files.list(Installation.BUILT.home().directory().resolve("lib"))) {
            return lib.filter(path -> path.getFileName().toString().startsWith("wane-core"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
