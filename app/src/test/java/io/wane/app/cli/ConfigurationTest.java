package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in wane.yaml is told with its place, what is allowed and the nearest known name, before anything is read. */
@Tag("distribution")
class ConfigurationTest {

    private static final Installation WANE = Installation.BUILT;

    @TempDir
    private Path data;

    private Path file;

    @BeforeEach
    void aWorkspaceWithAConfigurationOfItsOwn() throws IOException {
        file = data.resolve("wane.yaml");
        Files.writeString(data.resolve("workspace.json"), "{}");
    }

    private void mistake(String text, String... words) throws IOException {
        Files.writeString(file, text);
        WANE.run("interest", "--data", data, "--user", "u").refused(1, words);
    }

    @Test
    void anUnknownKeyIsComparedWithTheKnownOnes() throws IOException {
        mistake(
                "learner: logistic\nintrest: {}\n",
                file + ":2:1  intrest: unknown setting. Did you mean 'interest'?",
                "Allowed: store, interest, features, learner, training");
        mistake("training: { max-row: 10 }\n", file + ":1:13  training.max-row:", "Did you mean 'max-rows'?");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() throws IOException {
        mistake("interest:\n  prior: 1\n  prior: 2\n", file + ":3:3  'prior' stands twice", "line 2 already");
    }

    @Test
    void aMistypedValueIsToldWithWhatIsAllowed() throws IOException {
        mistake(
                "interest: { decay: { exponential: { half-life: 30x } } }\n",
                file + ":1:48  interest.decay.exponential.half-life: '30x' is not a duration",
                "30m, 12h, 7d, 8w");
        mistake("interest: { prior: much }\n", "interest.prior: 'much' is not a number");
        mistake("interest: { prior: 0 }\n", "interest: prior must be above 0 and finite: 0.0");
        mistake("features: { x: { scope: usr, extract: counts } }\n", "'usr' is not known. Did you mean 'user'?");
    }

    @Test
    void anUnknownComponentIsComparedWithTheInstalledOnes() throws IOException {
        mistake(
                "interest: { decay: { exponentail: { half-life: 30d } } }\n",
                file + ":1:22  interest.decay: 'exponentail' is not known. Did you mean 'exponential'?",
                "installed: bi-exponential, ",
                " exponential, ",
                "wane plugins");
        mistake("store: rocksdb\n", "store: 'rocksdb' is not known", "installed: mapdb");
    }

    @Test
    void fittedIsRefusedWhileNothingIs() throws IOException {
        mistake("interest: { decay: fitted }\n", "interest.decay", "nothing has been fitted", "choose a decay by hand");
    }

    @Test
    void everyMistakeIsToldAtOnce() throws IOException {
        mistake("interest: { prior: much, decay: fitted }\nstor: mapdb\n", "prior", "fitted", "Did you mean 'store'?");
    }

    @Test
    void everyMistakeIsToldInOrderOfLineWhetherOrNotItMattersNow() throws IOException {
        Files.writeString(file, """
                learner: { logistic: { penalty: -1 } }
                interest:
                  prior: -1
                  weights: { view: abc, cart: -2 }
                  decay: exponentail
                """);

        Outcome outcome = WANE.run("interest", "--data", data, "--user", "u");
        outcome.refused(1, file.toString());
        assertThat(outcome.err())
                .containsSubsequence(
                        file + ":1:", "learner.logistic: penalty must be above 0",
                        file + ":3:", "interest: prior must be above 0",
                        file + ":4:", "interest: weight of 'cart' must be at least 0",
                        file + ":4:", "interest.weights.view: 'abc' is not a number",
                        file + ":5:", "Did you mean 'exponential'?")
                .doesNotContain("? " + System.lineSeparator());
    }

    @Test
    void aMistypedLearnerOnTheCommandLineIsWrongUsage() throws IOException {
        Files.writeString(file, "");
        Outcome outcome = WANE.run("train", "--data", data, "--learner", "logistik");
        outcome.refused(2, "--learner  learner: 'logistik' is not known. Did you mean 'logistic'?");
    }

    @Test
    void aBrokenConfigurationStopsNeitherPluginsNorVersionNorHelpAndDoctorFindsIt() throws IOException {
        Files.writeString(file, "a: [1\n");

        Outcome doctor = WANE.run("doctor", "--data", data);
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("WRONG configuration", file + ":", "is not YAML", "not all is well");

        Installation broken = Installation.with(data.resolve("wane"), "decay-functions");
        Files.writeString(broken.home().configuration(), "nonsense: 1\n");
        assertThat(broken.run("plugins").done().out()).contains("exponential");
        broken.run("--version").done();
        broken.run("interest", "--help").done();
    }

    @Test
    void aConfigurationThatIsNotThereIsSaid() {
        Path none = data.resolve("none.yaml");
        WANE.run("interest", "--data", data, "--user", "u", "--config", none)
                .refused(1, none + ": there is no such configuration file");
        WANE.run("interest", "--data", data, "--user", "u", "--config", data)
                .refused(1, data + ": is a directory; --config names a YAML file");
    }
}
