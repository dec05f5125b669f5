package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wane.core.plugin.Spi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the tiny shop, from its files to its evaluation, as a user types them. */
@Tag("distribution")
class CommandsTest {

    private static final Installation WANE = Installation.BUILT;

    @TempDir
    private Path directory;

    @Test
    void importSaysWhatCameInAndASecondImportAddsNothing() {
        Path data = directory.resolve("shop");
        TinyShop.data();
        Outcome first = WANE.run("import", "--data", data, "--items", TinyShop.items(), TinyShop.events());
        Outcome second = WANE.run("import", "--data", data, TinyShop.events());

        assertThat(first.done().out())
                .contains("129 items", "csv, value is the quantity", "5,582 new in the store", "next: wane interest");
        assertThat(second.done().out())
                .contains(
                        "0 new in the store, 5,582 known already",
                        "the store holds 5,582 events, and 129 items in the catalogue");
    }

    @Test
    void anExportImportedAgainAddsNothingAndImportedElsewhereIsTheSameLog() throws IOException {
        Path export = directory.resolve("log.csv");
        Path again = directory.resolve("again.csv.gz");
        Path copy = TinyShop.copy(directory.resolve("copy"));

        WANE.run("export", "--data", copy, "--output", export).done();
        assertThat(WANE.run("import", "--data", copy, export).done().out())
                .contains("0 new in the store, 5,582 known already");

        Path fresh = directory.resolve("fresh");
        WANE.run("import", "--data", fresh, export).done();
        WANE.run("export", "--data", fresh, "--output", again).done();
        assertThat(WANE.run("import", "--data", copy, again).done().out()).contains("0 new in the store");
        try (var entries = Files.list(directory)) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .as("nothing unfinished stays")
                    .containsExactlyInAnyOrder("log.csv", "again.csv.gz", "copy", "fresh");
        }
    }

    @Test
    void whatValueMeansIsSettledByTheFirstImportAndHoldsForLaterOnes() throws IOException {
        Path data = directory.resolve("shop");
        Path log = Files.writeString(
                directory.resolve("log.csv"), "user,item,type,timestamp,value\nu,i,purchase,1700000000,9.5\n");
        Path more = Files.writeString(
                directory.resolve("more.csv"), "user,item,type,timestamp,value\nu,i,purchase,1700000000,9.5\n");

        // Nothing came in with this meaning, so it is not settled.
        Path wrong = Files.writeString(directory.resolve("wrong.csv"), "user,thing\nu,i\n");
        WANE.run("import", "--data", data, "--value-as", "rating", wrong).refused(1, "no known layout has this header");

        assertThat(WANE.run("import", "--data", data, "--value-as", "price", log)
                        .done()
                        .out())
                .contains("value is the price");
        assertThat(WANE.run("import", "--data", data, more).done().out())
                .contains("value is the price", "0 new in the store, 1 known already");
        WANE.run("import", "--data", data, "--value-as", "amount", more)
                .refused(1, "--value-as amount", "value means price");
    }

    @Test
    void interestIsExplainedByEventsAndPopularity() throws IOException {
        Outcome outcome = WANE.run(
                "interest",
                "--data",
                TinyShop.data(),
                "--user",
                TinyShop.USER,
                "--level",
                "category",
                "--top",
                3,
                "--format",
                "json");

        JsonNode answer = outcome.done().json();
        assertThat(answer.path("user").asText()).isEqualTo(TinyShop.USER);
        assertThat(answer.path("as_of").asText()).isEqualTo("2025-12-30T23:55:25.001Z");
        assertThat(answer.path("fitted").asBoolean()).isFalse();
        assertThat(answer.path("curve_days").size()).isEqualTo(15);
        assertThat(answer.path("curve_days").path(14).asDouble()).isEqualTo(30);
        assertThat(answer.path("interests").size()).isEqualTo(3);
        double before = Double.POSITIVE_INFINITY;
        for (JsonNode topic : answer.path("interests")) {
            JsonNode interest = topic.path("interest");
            double share = interest.path("popularity_share").asDouble();
            double score = interest.path("popularity").asDouble();
            for (JsonNode event : interest.path("events")) {
                share += event.path("share").asDouble();
                score += event.path("contribution").asDouble();
            }
            assertThat(share).isEqualTo(1, within(1e-12));
            assertThat(score).isEqualTo(interest.path("score").asDouble(), within(1e-9));
            assertThat(score).isLessThanOrEqualTo(before);
            before = score;
            assertThat(topic.path("curve").path(0).asDouble()).isEqualTo(score, within(1e-9));
            assertThat(interest.path("half_days").asDouble()).isPositive();

            JsonNode model = topic.path("model");
            double margin = model.path("base").asDouble();
            for (JsonNode part : model.path("contributions")) {
                margin += part.path("contribution").asDouble();
            }
            assertThat(1 / (1 + Math.exp(-margin)))
                    .isEqualTo(model.path("probability").asDouble(), within(1e-12));
        }
    }

    @Test
    void interestIsTextAndCsvToo() throws IOException {
        Outcome text = WANE.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER, "--top", 2);
        Outcome csv =
                WANE.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER, "--top", 2, "--format", "csv");

        assertThat(text.done().out()).contains("set, not fitted", "under half in", "view, last", "popularity (");
        List<Csv.Row> rows = Csv.rows(csv.done().out());
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).fields())
                .containsExactly(
                        "user", "rank", "item", "title", "score", "probability", "half_days", "popularity_share");
        assertThat(rows.get(2).fields()).startsWith(TinyShop.USER, "2");
    }

    @Test
    void anAsOfSeesOnlyWhatIsStrictlyBefore() throws IOException {
        List<List<String>> history = TinyShop.history(TinyShop.USER);
        String first = history.get(0).get(3);
        long second = Long.parseLong(first);

        WANE.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER, "--as-of", first)
                .refused(1, "user 'u0017' has no event before");
        assertThat(WANE.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER, "--as-of", second + 1)
                        .done()
                        .out())
                .contains("1s ago");
    }

    @Test
    void recommendationsOfAUserComeInAllFormats() {
        Outcome text =
                WANE.run("recommend", "--data", TinyShop.data(), "--user", TinyShop.USER, "--top", 3, "--explain");
        Outcome csv = WANE.run(
                "recommend", "--data", TinyShop.data(), "--user", TinyShop.USER, "--top", 3, "--format", "csv");
        Outcome json = WANE.run(
                "recommend", "--data", TinyShop.data(), "--user", TinyShop.USER, "--top", 3, "--format", "json");

        assertThat(text.done().out())
                .contains("view, last", "popularity (")
                .containsPattern("  rank  title +chance  item\n +1  .+ %  .+\n")
                .endsWith("chance: that it is this one, given that the user acts; in brackets, what the event or"
                        + " popularity adds to the interest in it\n");
        assertThat(text.err()).contains("ranked by interest; parameters set, not fitted");
        List<Csv.Row> rows = Csv.rows(csv.done().out());
        assertThat(csv.lines()).hasSize(4).first().isEqualTo("user,rank,item,score");
        JsonNode answer = json.done().json();
        assertThat(answer.path("user").asText()).isEqualTo(TinyShop.USER);
        assertThat(answer.path("entries").size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            JsonNode entry = answer.path("entries").path(i);
            assertThat(rows.get(i + 1).fields())
                    .containsExactly(
                            TinyShop.USER,
                            String.valueOf(i + 1),
                            entry.path("entity").asText(),
                            entry.path("score").asText());
            assertThat(entry.has("because")).as("what was not asked for").isFalse();
        }
    }

    @Test
    void theChanceOfAListIsThatOfInterestOrOfTheModel() {
        List<Object> question = List.of(
                "--data", TinyShop.data(), "--user", TinyShop.USER, "--level", "category", "--top", 1, "--format");
        JsonNode byInterest = run("recommend", "--model", "none", question, "json")
                .done()
                .json()
                .path("entries")
                .path(0);
        JsonNode interest = run("interest", "--model", "none", question, "json")
                .done()
                .json()
                .path("interests")
                .path(0);
        assertThat(byInterest.path("probability"))
                .isEqualTo(interest.path("interest").path("probability"));
        assertThat(interest.has("model")).isFalse();

        JsonNode byModel =
                run("recommend", question, "json").done().json().path("entries").path(0);
        assertThat(byModel.path("probability")).isEqualTo(byModel.path("score"));
        assertThat(run("recommend", question, "text").done().out())
                .contains("  rank  category ")
                .endsWith("chance: that the user acts on it within the model's horizon\n");
    }

    @Test
    void aTitleIsTheCataloguesAndAbsentWhereItHasNone() throws IOException {
        Path data = directory.resolve("shop");
        Path log = Files.writeString(
                directory.resolve("log.csv"), "user,item,type,timestamp\nu,i,view,1700000000\nu,j,view,1700000001\n");
        Path items = Files.writeString(directory.resolve("items.csv"), "item,title\ni,Boots\n");
        WANE.run("import", "--data", data, "--items", items, log).done();

        JsonNode list = WANE.run("recommend", "--data", data, "--user", "u", "--format", "json")
                .done()
                .json();
        assertThat(list.path("entries").findValuesAsText("title")).containsExactly("Boots");
        JsonNode answer = WANE.run("interest", "--data", data, "--user", "u", "--format", "json")
                .done()
                .json();
        assertThat(answer.path("interests").findValuesAsText("title")).containsExactly("Boots");
        assertThat(WANE.run("interest", "--data", data, "--user", "u").done().out())
                .contains("  Boots ", "  j ");
        assertThat(WANE.run("interest", "--data", data, "--user", "u", "--format", "csv")
                        .done()
                        .out())
                .contains(",i,Boots,", ",j,,");
    }

    private static Outcome run(Object... parts) {
        List<Object> line = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> several) {
                line.addAll(several);
            } else {
                line.add(part);
            }
        }
        return WANE.run(line.toArray());
    }

    @Test
    void listsOfUsersFollowTheFileAndStrangersGetWhatIsPopular() throws IOException {
        Path users = Files.writeString(directory.resolve("users.csv"), "rank,user\n1,u0017\n2,nobody\n3,u0001\n");
        Outcome some =
                WANE.run("recommend", "--data", TinyShop.data(), "--users", users, "--top", 1, "--format", "json");
        Outcome all = WANE.run("recommend", "--data", TinyShop.data(), "--users", "all", "--top", 2, "--format", "csv");

        JsonNode answers = some.done().json();
        assertThat(answers.findValuesAsText("user")).containsExactly("u0017", "nobody", "u0001");
        assertThat(answers.path(1).path("known").asBoolean()).isFalse();
        assertThat(answers.path(1).path("entries").size()).isEqualTo(1);
        assertThat(some.err()).contains("1 list is for users without an event before");
        assertThat(all.done().lines()).hasSize(1 + 50 * 2);
    }

    @Test
    void aQueryIsAnsweredFromWhatIsStrictlyBeforeItAndInItsPlace() throws IOException {
        List<List<String>> history = TinyShop.history(TinyShop.USER);
        long first = Long.parseLong(history.get(0).get(3));
        String item = history.get(0).get(1);
        Path queries = Files.writeString(
                directory.resolve("queries.csv"),
                "timestamp,query,user\n%d,after,u0017\n%d,at,u0017\n".formatted(first + 1, first));

        Outcome outcome = WANE.run(
                "recommend",
                "--data",
                TinyShop.data(),
                "--model",
                "none",
                "--queries",
                queries,
                "--top",
                1,
                "--format",
                "csv");

        List<Csv.Row> rows = Csv.rows(outcome.done().out());
        assertThat(rows.get(0).fields()).containsExactly("query", "rank", "item", "score");
        assertThat(rows.get(1).fields()).startsWith("after", "1", item);
        assertThat(rows.get(2).fields()).startsWith("at", "1").doesNotContain(item);
        assertThat(outcome.err())
                .contains("1 list is for users without an event")
                .doesNotContain("empty");
    }

    @Test
    void aQueryBeforeTheLogGetsAnEmptyListAndIsCounted() throws IOException {
        Path queries = Files.writeString(
                directory.resolve("queries.csv"), "query,user,timestamp\nold,u0017,1\nnew,u0017,2025-12-30\n");

        Outcome outcome = WANE.run("recommend", "--data", TinyShop.data(), "--queries", queries, "--top", 1);

        assertThat(outcome.done().err())
                .contains("1 list is empty: nothing lies before the time asked for; the log begins at 2025-12-01T")
                .doesNotContain("get what is popular");
        assertThat(outcome.out()).containsOnlyOnce("an empty list").containsOnlyOnce("  rank  ");
    }

    @Test
    void exclusionsLeaveOutWhatTheyName() throws IOException {
        Set<String> seen = new HashSet<>();
        Set<String> purchased = new HashSet<>();
        for (List<String> event : TinyShop.history(TinyShop.USER)) {
            seen.add(event.get(1));
            if (event.get(2).equals("purchase")) {
                purchased.add(event.get(1));
            }
        }
        assertThat(purchased).isNotEmpty();

        List<String> all = recommended("none", "all");
        assertThat(all).containsAll(purchased);
        assertThat(recommended("seen", "all")).isNotEmpty().doesNotContainAnyElementsOf(seen);
        assertThat(recommended("purchased", "all")).isNotEmpty().doesNotContainAnyElementsOf(purchased);

        List<List<String>> history = TinyShop.history(TinyShop.USER);
        List<String> last = history.get(history.size() - 1);
        long time = Long.parseLong(last.get(3));
        assertThat(recommended("last:30m", String.valueOf(time + 1))).doesNotContain(last.get(1));
        assertThat(recommended("last:30m", String.valueOf(time + 1801))).contains(last.get(1));
    }

    private List<String> recommended(String exclude, String asOf) {
        List<Object> line = new ArrayList<>(List.of(
                "recommend",
                "--data",
                TinyShop.data(),
                "--user",
                TinyShop.USER,
                "--model",
                "none",
                "--top",
                500,
                "--exclude",
                exclude,
                "--format",
                "csv"));
        if (!asOf.equals("all")) {
            line.addAll(List.of("--as-of", asOf));
        }
        List<Csv.Row> rows = Csv.rows(WANE.run(line.toArray()).done().out());
        return rows.subList(1, rows.size()).stream()
                .map(row -> row.fields().get(2))
                .toList();
    }

    @Test
    void theEvaluationStandsBesideItsTwinsAndBaselinesWithIntervalsAndWithoutLeak() {
        JsonNode report = WANE.run(
                        "evaluate", "--data", TinyShop.data(), "--model", TinyShop.model(), "--format", "json")
                .done()
                .json();

        assertThat(report.path("level").asText()).isEqualTo("category");
        assertThat(report.path("blocks").path("horizon_millis").asLong()).isEqualTo(3 * 86_400_000L);
        long test = report.path("blocks").path("test").path(0).asLong();
        assertThat(report.path("blocks").path("validation").path(0).asLong()).isEqualTo(test - 3 * 86_400_000L);
        assertThat(report.path("slices").findValuesAsText("name"))
                .startsWith("all", "logistic", "without decay", "keeping recency")
                .contains("popularity", "decayed popularity", "recency", "frequency", "repeat", "explore");
        assertThat(report.path("slices").size()).isEqualTo(3);
        for (JsonNode figures : report.path("slices").path(0).path("figures")) {
            for (String metric : List.of("log_loss", "brier", "auc", "calibration_error")) {
                JsonNode interval = figures.path(metric);
                assertThat(interval.path("low").asDouble())
                        .as(figures + " " + metric)
                        .isPositive()
                        .isLessThan(interval.path("high").asDouble());
            }
        }
        assertThat(report.path("leak").path("planted").asLong()).isPositive();
        assertThat(report.path("leak").path("soon").asLong()).isPositive();
        assertThat(report.path("leak").path("features").asLong()).isPositive();
        assertThat(report.path("leak").path("changed").asLong()).isZero();
    }

    @Test
    void evaluatingAndTrainingBeyondTheLogIsRefusedWithBothTimes() {
        WANE.run("evaluate", "--data", TinyShop.data(), "--test-end", "2027-01-01T00:00:00Z")
                .refused(1, "test end is 2027-01-01T00:00:00Z", "log ends at 2025-12-30T23:55:25.001Z");
        WANE.run(
                        "train",
                        "--data",
                        TinyShop.data(),
                        "--model",
                        directory.resolve("late"),
                        "--until",
                        "2026-01-30T00:00:00Z")
                .refused(1, "until is 2026-01-30T00:00:00Z", "log ends at 2025-12-30T23:55:25.001Z");
        assertThat(directory.resolve("late")).doesNotExist();
    }

    @Test
    void aModelTellsUntilWhenItWasTrainedAndWarnsWhenThatIsLaterThanTheQuestion() {
        Outcome now = WANE.run("recommend", "--data", TinyShop.data(), "--level", "category", "--user", TinyShop.USER);
        Outcome past = WANE.run(
                "recommend",
                "--data",
                TinyShop.data(),
                "--level",
                "category",
                "--user",
                TinyShop.USER,
                "--as-of",
                "2025-12-20T00:00:00Z");

        assertThat(now.done()).isNotNull();
        assertThat(now.err())
                .contains("trained on what lies before 2025-12-30 23:55 UTC")
                .doesNotContain("warning");
        assertThat(past.done()).isNotNull();
        assertThat(past.err())
                .contains("warning: the model knows what happened until 2025-12-30T23:55:25.001Z")
                .contains("as of 2025-12-20T00:00:00Z", "--until 2025-12-20T00:00:00Z");
    }

    @Test
    void whatCategoriesAreIsSaidWhereRowsAreMade() {
        Outcome trained = WANE.run(
                "train",
                "--data",
                TinyShop.data(),
                "--model",
                directory.resolve("m"),
                "--level",
                "category",
                "--horizon",
                "3d");
        assertThat(trained.done()).isNotNull();
        assertThat(trained.err()).contains("categories are those of the newest catalogue, whatever an event's time");
        assertThat(WANE.run("evaluate", "--data", TinyShop.data(), "--model", TinyShop.model())
                        .done()
                        .out())
                .contains("note: categories are those of the newest catalogue")
                .contains("chosen on validation: decayed popularity half-life", "recency scale");
    }

    @Test
    void trainingAgainGivesTheSameModel() throws IOException {
        Path again = directory.resolve("again");
        WANE.run("train", "--data", TinyShop.data(), "--model", again, "--level", "category", "--horizon", "3d")
                .done();

        for (String file : List.of("model.bin", "manifest.json")) {
            assertThat(again.resolve(file))
                    .hasSameBinaryContentAs(TinyShop.model().resolve(file));
        }
    }

    @Test
    void anErasedUserIsGoneAndTheModelsThatKnewThemAreNamed() throws IOException {
        Path copy = TinyShop.copy(directory.resolve("copy"));
        int events = TinyShop.history(TinyShop.USER).size();

        Outcome erased = WANE.run("erase", "--data", copy, "--user", TinyShop.USER);
        assertThat(erased.done().out()).contains(Words.count(events) + " events of 'u0017' erased");
        assertThat(erased.err()).contains("category-3d; train again");
        WANE.run("interest", "--data", copy, "--user", TinyShop.USER).refused(1, "'u0017' has no event");
        WANE.run("erase", "--data", copy, "--user", TinyShop.USER).refused(1, "'u0017' has no events", "nothing was");
        Path export = directory.resolve("left.csv");
        WANE.run("export", "--data", copy, "--output", export).done();
        assertThat(Files.readString(export)).doesNotContain("u0017,");
    }

    @Test
    void doctorFindsAllWell() {
        assertThat(WANE.run("doctor", "--data", TinyShop.data()).done().out())
                .contains("every checksum holds: 5,582 events, 129 items", "model category-3d", "all is well")
                .doesNotContain("WRONG");
    }

    @Test
    void pluginsListsEveryComponentWithItsSettings() {
        assertThat(WANE.run("plugins").done().out())
                .contains("decays", "exponential", "half-life:", "extractors", "counts", "learners", "logistic")
                .contains("stores", "mapdb", "default", "(store-mapdb)");
        assertThat(WANE.run("--version").out()).contains("plugin contract " + Spi.VERSION);
    }

    @Test
    void theShortDemoShowsEverything() {
        Path data = directory.resolve("demo");
        Outcome demo = WANE.run("demo", "--short", "--data", data);

        assertThat(demo.done().out())
                .contains("$ wane import", "$ wane train", "$ wane evaluate", "$ wane interest", "$ wane recommend")
                .contains("Leak check", "changed none of", "Your own log:");
        assertThat(demo.err()).doesNotContain("wane:");
    }

    @Test
    void aDemoReplacesADemoAndNothingElse() throws IOException {
        Path mine = Files.createDirectories(directory.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "three years of work");

        WANE.run("demo", "--short", "--data", mine).refused(1, "is no demo shop", "name another directory");
        assertThat(mine.resolve("thesis.txt")).exists();
    }

    @Test
    void numbersAndTimesAreTheSameInEveryLocale() {
        Object[] line = {
            "interest", "--data", TinyShop.data(), "--user", TinyShop.USER, "--level", "category", "--top", 2
        };
        Object[] list = {"recommend", "--data", TinyShop.data(), "--user", TinyShop.USER, "--top", 2};
        Locale before = Locale.getDefault();
        String interest = WANE.run(line).done().out();
        String lists = WANE.run(list).done().out();
        try {
            for (String tag : List.of("ar-EG-u-nu-arab", "tr")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(WANE.run(line).done().out()).as(tag).isEqualTo(interest);
                assertThat(WANE.run(list).done().out()).as(tag).isEqualTo(lists);
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
