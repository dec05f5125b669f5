package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module is a folder: what is left when one is missing or broken. */
@Tag("distribution")
class PluginFoldersTest {

    @TempDir
    private Path directory;

    @Test
    void withoutTheModelsFolderAllThatNeedsNoLearnerWorksAndTheRestSaysWhatIsMissing() throws IOException {
        Installation wane =
                Installation.with(directory.resolve("wane"), "decay-functions", "feature-behavior", "store-mapdb");
        Path data = TinyShop.copy(directory.resolve("shop"));

        wane.run("import", "--data", data, TinyShop.events()).done();
        wane.run("interest", "--data", data, "--user", TinyShop.USER).done();
        wane.run("recommend", "--data", data, "--user", TinyShop.USER).done();
        wane.run("recommend", "--data", data, "--user", TinyShop.USER, "--level", "category", "--model", "none")
                .done();
        for (String command : new String[] {"train", "evaluate"}) {
            wane.run(command, "--data", data)
                    .refused(1, "no learner is installed in " + wane.home().plugins() + "; copy", "model-tribuo");
        }
        // There is a model of categories, and nobody who could read it.
        for (String command : new String[] {"interest", "recommend"}) {
            Outcome without = wane.run(command, "--data", data, "--user", TinyShop.USER, "--level", "category");
            assertThat(without.done().err()).contains("is left out", "--model none", "no learner is installed");
        }
        wane.run(
                        "interest",
                        "--data",
                        data,
                        "--user",
                        TinyShop.USER,
                        "--level",
                        "category",
                        "--model",
                        data.resolve("models").resolve("category-3d"))
                .refused(1, "no learner is installed", "--model none");
        Outcome doctor = wane.run("doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("WRONG learners", "none installed", "ok    configuration");
        assertThat(wane.run("plugins").done().out()).containsSubsequence("learners", "none installed");
    }

    @Test
    void withoutAnyPluginAConfigurationIsToldWhatIsMissing() throws IOException {
        Installation wane = Installation.with(directory.resolve("wane"));
        Path plugins = wane.home().plugins();

        wane.run("plugins").refused(1, plugins + ": there is no such folder");
        wane.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER)
                .refused(1, plugins + ": there is no such folder");
        Files.createDirectories(plugins);
        assertThat(wane.run("plugins").done().out()).contains("none installed; put a plugin folder into " + plugins);
        wane.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER)
                .refused(
                        1,
                        "no decay is installed in " + plugins
                                + "; copy a plugin folder there, for example decay-functions",
                        "no extractor is installed in " + plugins,
                        "interest.decay: 'exponential' is not known");
        Installation.copy(Installation.BUILT.home().plugins().resolve("decay-functions"), plugins.resolve("decays"));
        Installation.copy(Installation.BUILT.home().plugins().resolve("feature-behavior"), plugins.resolve("features"));
        wane.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER)
                .refused(1, "no store is installed in " + plugins, "store-mapdb");
    }

    @Test
    void aBrokenFolderIsNamedAndTheRestRuns() throws IOException {
        Installation wane =
                Installation.with(directory.resolve("wane"), "decay-functions", "feature-behavior", "store-mapdb");
        Path plugins = wane.home().plugins();
        Files.createDirectories(plugins.resolve("hollow"));
        Files.writeString(Files.createDirectories(plugins.resolve("garbled")).resolve("garbled.jar"), "no archive");
        Installation.copy(plugins.resolve("decay-functions"), plugins.resolve("twice"));

        Outcome interest = wane.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER);
        assertThat(interest.done().out()).contains("under half in");
        assertThat(interest.err())
                .contains("hollow: left out", "garbled", "twice", "so does")
                .doesNotContain("\tat ");
        assertThat(wane.run("plugins").done().err()).contains("hollow", "garbled", "twice");
        assertThat(wane.run("doctor").out()).contains("WRONG plugin", "hollow");
    }
}
