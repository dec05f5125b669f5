package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.plugin.Plugin;
import io.wane.engine.plugin.Offer;
import io.wane.engine.plugin.Plugins;
import io.wane.testkit.DecayFunctionContract;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decay function of the README keeps the contract of all decay functions. */
class HalfWaveTest extends DecayFunctionContract {

    @TempDir
    private static Path directory;

    private static Offer<DecayFunction> offer;

    @BeforeAll
    static void aThirdPartyBuildsItsJar() throws IOException, URISyntaxException {
        Path core = Path.of(
                Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path plugins = Files.createDirectories(directory.resolve("plugins"));
        Files.copy(HalfWave.jar(core, directory), plugins.resolve("half-wave.jar"));
        offer = Plugins.fromFolders(plugins).offers(DecayFunction.class).get("half-wave");
    }

    @Override
    protected DecayFamily family() {
        return offer.component().family().orElseThrow();
    }

    // The curve lands smoothly at the window, but not its slope.
    @Override
    protected boolean smoothAt(double[] parameters, double ageDays) {
        return Math.abs(ageDays / parameters[0] - 1) > 0.05;
    }

    @Test
    void theReadmeShowsThisPlugin() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        assumeThat(readme).as("README shows the plugin").contains("class HalfWavePlugin");
        assertThat(readme).contains(HalfWave.source());
    }
}
