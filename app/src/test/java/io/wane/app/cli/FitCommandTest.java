package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wane fit} on the tiny shop, and what the other commands make of it. */
@Tag("distribution")
class FitCommandTest {

    private static final Installation WANE = Installation.BUILT;

    @TempDir
    private Path directory;

    private Outcome fit(Path data, Object... more) {
        Object[] all = new Object[7 + more.length];
        Object[] first = {"fit", "--data", data, "--level", "category", "--no-placebos", "--families=exponential"};
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return WANE.run(all);
    }

    @Test
    void aFitIsWrittenAndInterestSpeaksItsHalfLives() throws IOException {
        Path data = TinyShop.copy(directory.resolve("shop"));
        Path page = directory.resolve("fit.html");
        JsonNode fit = fit(data, "--report", page, "--format", "json").done().json();

        assertThat(fit.path("estimand").asText()).isEqualTo("choice");
        JsonNode all = fit.path("decays").path(0);
        assertThat(all.path("type").asText()).isEqualTo("all");
        assertThat(all.path("half_life").asDouble()).isPositive();
        assertThat(all.path("unit").asText()).isEqualTo("d");
        assertThat(all.path("certified").asBoolean()).isFalse();
        assertThat(all.path("uncertified_because").toString()).contains("placebos were not run");
        assertThat(all.has("gain_nats_per_event")).isTrue();
        assertThat(Files.readString(page)).contains("<svg", "counts half after");
        assertThat(data.resolve("fits/choice-category/fit.json")).exists();

        String answer = WANE.run("interest", "--data", data, "--user", TinyShop.USER, "--level", "category")
                .done()
                .out();
        assertThat(answer).contains("parameters fitted: ", " d [", "learned from the events before");

        Path byHand = Files.writeString(directory.resolve("hand.yaml"), "interest: { fitted: false }\n");
        assertThat(WANE.run(
                                "interest",
                                "--data",
                                data,
                                "--config",
                                byHand,
                                "--user",
                                TinyShop.USER,
                                "--level",
                                "category")
                        .done()
                        .out())
                .contains("parameters set, not fitted", "half after 30d");
    }

    @Test
    void featuresTakeTheFitAndAnEvaluationRefusesOneThatKnowsTheAnswers() throws IOException {
        Path data = TinyShop.copy(directory.resolve("shop"));
        Path features = Files.writeString(directory.resolve("fitted.yaml"), """
                features:
                  own: { scope: user*category, extract: { counts: {} }, by: type, decay: [ fitted, none ] }
                  popular: { scope: category, extract: { counts: {} }, decay: fitted }
                """);
        Object[] evaluate = {"evaluate", "--data", data, "--config", features, "--level", "category", "--horizon", "2d"
        };
        WANE.run(evaluate).refused(1, "nothing has been fitted", "wane fit");
        fit(data).done();
        WANE.run(evaluate)
                .refused(
                        1,
                        "'fitted' decays",
                        "so they know the answers",
                        "wane fit --data",
                        "--level category --until");
        fit(data, "--until", "2025-12-20T00:00:00Z").done();
        assertThat(WANE.run(evaluate).done().out()).contains("without decay");
    }

    @Test
    void doctorReadsFitsAndOneOfAnotherLevelIsRefused() throws IOException {
        Path data = TinyShop.copy(directory.resolve("shop"));
        assertThat(fit(data, "--no-continuations").done().out()).contains("within 30 minutes do not count");
        assertThat(WANE.run("doctor", "--data", data).done().out()).contains("fit of category", "all is well");

        Path moved = Files.createDirectories(data.resolve("fits/choice-item")).resolve("fit.json");
        Files.copy(data.resolve("fits/choice-category/fit.json"), moved);
        WANE.run("interest", "--data", data, "--user", TinyShop.USER)
                .refused(1, "holds a fit of level 'category', not 'item'");

        Files.writeString(moved, "{}");
        assertThat(WANE.run("doctor", "--data", data).out()).contains("WRONG fit of item", "run 'wane fit' again");
    }

    @Test
    void whatCannotBeFittedIsSaid() throws IOException {
        Path data = TinyShop.data();
        fit(data, "--output", directory, "--by", "colour")
                .refused(2, "'colour' is not known", "type, department, category");
        WANE.run("fit", "--data", data, "--output", directory, "--level", "shelf")
                .refused(2, "item, category, brand");
        WANE.run("fit", "--data", data, "--output", directory, "--families", "exponentail")
                .refused(1, "family 'exponentail' is not known", "bi-exponential");
        WANE.run("fit", "--data", data, "--output", directory, "--estimand", "return")
                .refused(1, "'choice' only");
        WANE.run("fit", "--data", data, "--output", directory, "--targets", "purchse=1")
                .refused(1, "target type 'purchse' is not in the log", "purchase");

        WANE.run("fit", "--data", data, "--output", directory, "--targets", "view=-1")
                .refused(1, "'view'", "at least 0 and finite: -1.0");
        fit(data, "--report", directory.resolve("nowhere/fit.html")).refused(1, "there is no directory");

        Path one = Files.writeString(
                directory.resolve("one.csv"), "user,item,type,timestamp\nu,i,view,1700000000\nv,j,view,1700000100\n");
        Path lonely = directory.resolve("lonely");
        WANE.run("import", "--data", lonely, one).done();
        WANE.run("fit", "--data", lonely).refused(1, "no user acts at two different times");
        WANE.run("fit", "--data", lonely, "--level", "category").refused(1, "no event names a user and a category");
    }
}
