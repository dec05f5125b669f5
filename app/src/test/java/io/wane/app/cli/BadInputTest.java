package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.wane.app.wiring.Deployment;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done is said in a sentence: where, what, what is allowed, how to go on. Nothing is lost by it. */
@Tag("distribution")
class BadInputTest {

    private static final Installation WANE = Installation.BUILT;

    @TempDir
    private Path directory;

    @AfterAll
    static void theShopIsAsItWas() {
        assertThat(WANE.run("doctor", "--data", TinyShop.data()).done().out())
                .contains("5,582 events, 129 items", "all is well");
    }

    @Test
    void aFileThatIsNotThereStopsAnImportBeforeItBegins() {
        Path data = directory.resolve("shop");
        TinyShop.data();

        WANE.run("import", "--data", data, TinyShop.events(), directory.resolve("none.csv"))
                .refused(1, "none.csv: no such file; nothing was imported");
        assertThat(data).doesNotExist();
    }

    @Test
    void whatIsNoEventFileIsNamedWithWhatWouldBeOne() throws IOException {
        Path data = directory.resolve("shop");
        Path empty = write("empty.csv", "");
        Path wrong = write("wrong.csv", "usr,item,type,timestamp\nu,i,view,1700000000\n");
        TinyShop.data();

        WANE.run("import", "--data", data, empty).refused(1, empty + ": is empty");
        WANE.run("import", "--data", data, directory).refused(1, directory + ": is a directory; name the files in it");
        WANE.run("import", "--data", data, wrong)
                .refused(1, wrong + ":1:", "column 'user' is missing", "is it 'usr'?", "user,item,type,timestamp[");
        WANE.run("import", "--data", data, TinyShop.items()).refused(1, "is an item catalogue", "--items");
        WANE.run("import", "--data", data, "--items", TinyShop.events()).refused(1, "is an event file");
        WANE.run("interest", "--data", data, "--user", "u")
                .refused(1, "there is no such data directory", "wane import --data");
        assertThat(data).as("no empty workspace is left").doesNotExist();
    }

    @Test
    void anExportNeverReplacesWhatWaneKeeps() throws IOException {
        Path data = TinyShop.copy(directory.resolve("shop"));
        Path linked = Files.createSymbolicLink(directory.resolve("link"), data.resolve("store"));
        for (Path folder : List.of(data.resolve("store"), data.resolve("models"), linked)) {
            WANE.run("export", "--data", data, "--output", folder.resolve("log.csv"))
                    .refused(1, "lies inside", "nothing was written");
        }
        Path log = write("log.csv", "mine");
        assertThat(WANE.run("export", "--data", data, "--output", log).done().err())
                .contains("5,582 events, in place of the file that stood there");
    }

    @Test
    void neitherASimulationNorADemoReplacesAShop() throws IOException {
        Path shop = Files.createDirectories(directory.resolve("myshop"));
        Path log = Files.writeString(shop.resolve("events.csv"), "mine");
        WANE.run("simulate", "--preset", "tiny", "--output", shop)
                .refused(1, shop + ": holds events.csv, which no simulation wrote", "name a new directory");
        Files.copy(TinyShop.data().resolve("truth.json"), shop.resolve("truth.json"));
        WANE.run("demo", "--short", "--data", shop).refused(1, shop + ": exists and is no demo shop");
        assertThat(log).hasContent("mine");

        Path simulated = directory.resolve("simulated");
        WANE.run("simulate", "--preset", "tiny", "--output", simulated).done();
        assertThat(WANE.run("simulate", "--preset", "tiny", "--seed", 8, "--output", simulated)
                        .done()
                        .out())
                .contains("next: wane import --data " + simulated);
    }

    @Test
    void rejectedRowsNeverGoIntoAFileThatIsImportedOrHoldsSomethingElse() throws IOException {
        Path data = directory.resolve("shop");
        Path good = write("good.csv", "user,item,type,timestamp\nu,i,view,1700000000\n");
        Path bad = write("bad.csv", "user,item,type,timestamp\nu,i,view,never\n");
        for (Path rejects : List.of(bad, write("mine.txt", "mine"), directory)) {
            WANE.run("import", "--data", data, "--rejects", rejects, good, bad)
                    .refused(1, rejects + ": rejected rows cannot be written there", "--rejects");
        }
        assertThat(data).doesNotExist();
        assertThat(directory.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void aFileWithoutAUsableRowDoesNotLookLikeSuccess() throws IOException {
        Path bad = write("bad.csv", "user,item,type,timestamp\nu,i,view,never\n");
        assertThat(WANE.run("import", "--data", directory.resolve("shop"), bad)
                        .done()
                        .out())
                .contains("no row was usable", "0 items in the catalogue", "with events: there are none yet")
                .doesNotContain("wane interest");
    }

    @Test
    void categoriesNeedACatalogue() throws IOException {
        Path data = directory.resolve("shop");
        WANE.run("import", "--data", data, write("a.csv", "user,item,type,timestamp\nu,i,view,1700000000\n"))
                .done();
        WANE.run("interest", "--data", data, "--user", "u", "--level", "category")
                .refused(1, "no item that was acted on has a category", "--items");
    }

    @Test
    void aRowOfAnotherAgeAndAWeightOfAnotherTypeAreToldOf() throws IOException {
        Path data = directory.resolve("shop");
        String rows = "u,i,view,1700000000\nv,j,view,2099-01-01T00:00Z\n";
        assertThat(WANE.run("import", "--data", data, write("a.csv", "user,item,type,timestamp\n" + rows))
                        .done()
                        .out())
                .contains("2 items, 2 users", "1 row lies in the future, the last on 2099-01-01: kept");
        String shipped = Files.readString(WANE.home().configuration());
        Path config = write("wane.yaml", shipped.replace("weights: {}", "weights: { vieww: 3 }"));

        Outcome outcome = WANE.run("interest", "--data", data, "--user", "u", "--config", config);
        assertThat(outcome.done().err())
                .contains("the last event of 'u' is of 2023-11-14, 75 years before 2099-01-01", "--as-of")
                .contains("interest.weights: no event is of type 'vieww'. Did you mean 'view'?");
        assertThat(WANE.run("recommend", "--data", data, "--user", "u", "--config", config)
                        .done()
                        .err())
                .contains("the last event of 'u' is of 2023-11-14", "no event is of type 'vieww'");
        assertThat(outcome.out()).contains("an event counts 1, but a vieww 3; decay exponential (half after 30d)");
    }

    @Test
    void aWorkspaceWithoutItsFactsIsTold() throws IOException {
        Path copy = TinyShop.copy(directory.resolve("copy"));
        Path facts = copy.resolve("workspace.json");
        Files.writeString(facts, "garbage");
        WANE.run("interest", "--data", copy, "--user", TinyShop.USER)
                .refused(1, facts + ": is not readable as JSON (line 1)", "delete it and import again");
        assertThat(WANE.run("doctor", "--data", copy).out()).contains("WRONG store", "is not readable as JSON");

        Files.delete(facts);
        WANE.run("interest", "--data", copy, "--user", TinyShop.USER)
                .refused(1, copy + ": holds a store and no workspace.json", "import any of the files again");
        assertThat(WANE.run("import", "--data", copy, TinyShop.events()).done().out())
                .contains("5,582 known already");
        WANE.run("interest", "--data", copy, "--user", TinyShop.USER).done();
    }

    @Test
    void beyondTheLimitOfRejectsNothingOfTheFileIsImportedAndEarlierFilesStay() throws IOException {
        Path data = directory.resolve("shop");
        Path good = write("good.csv", "user,item,type,timestamp\nu,i,view,1700000000\n");
        Path bad = write("bad.csv", "user,item,type,timestamp\nu,i,view,1700000001\nu,i,view,never\n");

        Outcome outcome = WANE.run("import", "--data", data, "--max-rejects", 0, good, bad);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("1 new in the store");
        assertThat(outcome.err())
                .contains(
                        "bad.csv: 1 row", "--max-rejects", "nothing of the file is imported", "line 3", "rejects.csv");
        assertThat(data.resolve("rejects.csv")).content().contains("never");

        Outcome allowed = WANE.run("import", "--data", data, "--max-rejects", 1, bad);
        assertThat(allowed.done().out()).contains("1 new in the store", "1 rejected", "the store holds 2 events");
    }

    @Test
    void aDirectoryWithoutEventsIsToldFromOneThatIsNotThereAndStaysAsItIs() throws IOException {
        Path mine = Files.createDirectories(directory.resolve("mine"));

        for (String command : List.of("interest", "erase")) {
            WANE.run(command, "--data", mine, "--user", "u").refused(1, mine + ": this directory holds no events");
            WANE.run(command, "--data", directory.resolve("none"), "--user", "u")
                    .refused(1, "none: there is no such data directory", "wane import --data");
        }
        assertThat(mine).isEmptyDirectory();
    }

    @Test
    void aDataDirectoryThatIsAFileIsRefused() throws IOException {
        TinyShop.data();
        WANE.run("import", "--data", write("file", "mine"), TinyShop.events())
                .refused(1, "file: is a file; --data names a directory");
    }

    @Test
    void anUnknownUserIsComparedWithTheKnownOnes() {
        WANE.run("interest", "--data", TinyShop.data(), "--user", "u0O17")
                .refused(1, "user 'u0O17' has no event before", "Did you mean 'u0017'?", "50 users");
        WANE.run("recommend", "--data", TinyShop.data(), "--user", "U0017").refused(1, "Did you mean 'u0017'?");
    }

    @Test
    void aTimeBeforeTheFirstEventIsSaid() {
        WANE.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER, "--as-of", "2020-01-01")
                .refused(1, "none of the store's", "lies before 2020-01-01T00:00:00Z");
    }

    @Test
    void aLogThatIsTooShortForTheHorizonSaysWhatItWouldNeed() {
        WANE.run("train", "--data", TinyShop.data(), "--horizon", "300d")
                .refused(1, "the log is too short for a horizon of 300", "2025-12-01T", "use a shorter horizon");
        WANE.run("evaluate", "--data", TinyShop.data(), "--test-start", "2027-01-01")
                .refused(1, "no test window", "2027-01-01T00:00:00Z", "move the start earlier");
        WANE.run("evaluate", "--data", TinyShop.data(), "--test-start", "2000-01-01")
                .refused(
                        1,
                        "starts too early, at 2000-01-01T",
                        "the log goes from 2025-12-01T",
                        "use --test-start later");
        WANE.run("train", "--data", TinyShop.data(), "--until", "2000-01-01")
                .refused(1, "ends too early, at 2000-01-01T", "the log goes from 2025-12-01T", "use --until later");
    }

    @Test
    void mistakesInListsOfQueriesAndUsersAreNamedWithTheirLine() throws IOException {
        Path empty = write("empty.csv", "\n\n");
        Path gzip = directory.resolve("binary.csv");
        Files.write(gzip, new byte[] {0x1f, (byte) 0x8b, 8, 0});

        recommend("--queries", write("a.csv", "query,user\nq,u\n")).refused(1, "a.csv:1:", "no column 'timestamp'");
        recommend("--queries", write("b.csv", "query,user,timestamp\nq,u,1\n\nr,u,soon\n"))
                .refused(1, "b.csv:4:", "'soon' is not a time");
        recommend("--queries", write("c.csv", "query,user,timestamp\nq,\"u,1\n"))
                .refused(1, "c.csv:2: a quote opens");
        recommend("--queries", write("d.csv", "query,user,timestamp\nq,u\n")).refused(1, "d.csv:2: has 2 fields");
        recommend("--queries", write("f.csv", "query,user,timestamp\nq,u,1\nr,u,1\nq,v,2\n"))
                .refused(1, "f.csv:4: query 'q' stands in line 2 already");
        recommend("--queries", empty).refused(1, "empty.csv: is empty");
        recommend("--queries", directory).refused(1, "is a directory; name a file in it");
        recommend("--users", gzip).refused(1, "binary.csv: is not text in UTF-8");
        recommend("--users", directory.resolve("none.txt")).refused(1, "none.txt: no such file");
        recommend("--users", write("e.csv", "name,age\na,3\n")).refused(1, "e.csv:1: there is no column 'user'");
    }

    private static Outcome recommend(Object... selection) {
        List<Object> line = new ArrayList<>(List.of("recommend", "--data", TinyShop.data()));
        line.addAll(List.of(selection));
        return WANE.run(line.toArray());
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws IOException {
        Path file = write("file", "mine");
        Path data = TinyShop.data();

        WANE.run("export", "--data", data, "--output", directory).refused(1, "is a directory; name a file in it");
        WANE.run("export", "--data", data, "--output", directory.resolve("none").resolve("log.csv"))
                .refused(1, "there is no directory", "create it first");
        WANE.run("simulate", "--preset", "tiny", "--output", file).refused(1, file.toString(), "directory");
        WANE.run("train", "--data", data, "--level", "category", "--horizon", "3d", "--model", file.resolve("model"))
                .refused(1, "cannot write", file.toString());
        WANE.run("train", "--data", data, "--level", "category", "--horizon", "3d", "--model", file)
                .refused(1, "is a file; a model is a directory");
        WANE.run(
                        "import",
                        "--data",
                        directory.resolve("x"),
                        "--rejects",
                        file.resolve("r.csv"),
                        write("b.csv", "user,item,type,timestamp\nu,i,view,never\n"))
                .refused(1, "rejected rows cannot be written there", file + " is a file", "--rejects");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aDirectoryWithoutTheRightToWriteIsNamed() throws IOException {
        Path locked = Files.createDirectories(directory.resolve("locked"));
        assumeThat(locked.toFile().setWritable(false)).isTrue();
        try {
            assumeThat(Files.isWritable(locked)).as("root may write everywhere").isFalse();
            WANE.run("export", "--data", TinyShop.data(), "--output", locked.resolve("log.csv"))
                    .refused(1, "log.csv", "cannot be written");
        } finally {
            assertThat(locked.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aStoreThatAnotherHoldsIsNotTouched() throws IOException {
        Path copy = TinyShop.copy(directory.resolve("copy"));
        Deployment other = Deployment.of(WANE.home(), new Workspace(copy), Optional.empty(), 1);
        try (EventStore held = other.openStore()) {
            assertThat(held.size()).isEqualTo(TinyShop.EVENTS);
            WANE.run("interest", "--data", copy, "--user", TinyShop.USER)
                    .refused(1, "store " + copy, "is in use by", "one process at a time");
        }
        WANE.run("interest", "--data", copy, "--user", TinyShop.USER).done();
    }

    @Test
    void aFlippedByteInTheStoreIsFoundAndItsRestOutlivesIt() throws IOException {
        Path copy = TinyShop.copy(directory.resolve("copy"));
        Path log;
        try (Stream<Path> files = Files.list(copy.resolve("store"))) {
            log = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, flipped(whole, whole.length / 3));

        WANE.run("interest", "--data", copy, "--user", TinyShop.USER)
                .refused(1, log.toString(), "checksum", "Restore", "import the events again");
        Outcome doctor = WANE.run("doctor", "--data", copy);
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("WRONG store", "checksum", "not all is well");

        Files.write(log, whole);
        assertThat(WANE.run("doctor", "--data", copy).done().out()).contains("5,582 events");
    }

    @Test
    void aDamagedModelIsRefusedAndInterestGoesOnWithoutIt() throws IOException {
        Path copy = TinyShop.copy(directory.resolve("copy"));
        Path model = copy.resolve("models").resolve("category-3d");
        for (String file : List.of("model.bin", "manifest.json")) {
            byte[] whole = Files.readAllBytes(model.resolve(file));
            // A flipped byte of the manifest is found where it matters: what it holds is held against what is
            // configured.
            byte[] other = file.equals("model.bin") ? flipped(whole, whole.length / 2) : new byte[0];
            for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), other)) {
                Files.write(model.resolve(file), damaged);
                for (String command : List.of("interest", "recommend")) {
                    WANE.run(command, "--data", copy, "--level", "category", "--user", TinyShop.USER, "--model", model)
                            .refused(1, model.toString(), "train", "--model none");
                    Outcome without = WANE.run(command, "--data", copy, "--level", "category", "--user", TinyShop.USER);
                    assertThat(without.done().err()).contains("model " + model + " is left out; ", "--model none");
                }
            }
            Files.write(model.resolve(file), whole);
        }
        Files.delete(model.resolve("model.bin"));
        Outcome doctor = WANE.run("doctor", "--data", copy);
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("WRONG model category-3d", "train it again");
        WANE.run("recommend", "--data", copy, "--level", "category", "--model", "none", "--user", TinyShop.USER)
                .done();
    }

    @Test
    void aModelThatDoesNotFitTheQuestionIsRefused() throws IOException {
        recommend("--user", TinyShop.USER, "--model", directory.resolve("none"))
                .refused(1, "none: there is no such model directory", "--model none");
        recommend("--user", TinyShop.USER, "--model", directory).refused(1, "there is no model here", "wane train");
        recommend("--user", TinyShop.USER, "--model", TinyShop.model())
                .refused(1, "trained for level category", "about level item", "--level");
        WANE.run("evaluate", "--data", TinyShop.data(), "--model", directory).refused(1, "there is no model here");
        WANE.run("evaluate", "--data", TinyShop.data(), "--model", TinyShop.model(), "--level", "item")
                .refused(1, "trained with --level category", "--level item is asked for");
        WANE.run("evaluate", "--data", TinyShop.data(), "--model", TinyShop.model(), "--horizon", "7d")
                .refused(1, "trained with --horizon 3d", "--horizon 7d is asked for");
    }

    @Test
    void aModelTrainedWithAnotherHalfLifeIsRefusedWithBoth() throws IOException {
        String text = Files.readString(WANE.home().configuration());
        String before = "  user-category:\n    { scope: user*category, extract: { counts: {} }, by: type,\n"
                + "      decay: [ { exponential: { half-life: 1d } }";
        assertThat(text).contains(before);
        Path changed = write("wane.yaml", text.replace(before, before.replace("half-life: 1d", "half-life: 36h")));

        WANE.run(
                        "recommend",
                        "--data",
                        TinyShop.data(),
                        "--level",
                        "category",
                        "--user",
                        TinyShop.USER,
                        "--model",
                        TinyShop.model(),
                        "--config",
                        changed)
                .refused(1, "trained with other features", "then: user-category", "half-life: 1d", "half-life: 36h");
    }

    @Test
    void aModelWithoutColumnsIsNotTrained() throws IOException {
        Path none = write("none.yaml", "features: {}\n");
        Path others = write("others.yaml", "features: { habit: { scope: user*item, extract: { counts: {} } } }\n");
        for (String command : List.of("train", "evaluate")) {
            WANE.run(command, "--data", TinyShop.data(), "--config", none)
                    .refused(1, none + "  features: there is no block", "no columns", "features: { habit: ");
            WANE.run(command, "--data", TinyShop.data(), "--level", "category", "--config", others)
                    .refused(1, others + "  features: no block has a scope", "level category", "scope: user*category");
        }
        WANE.run("interest", "--data", TinyShop.data(), "--user", TinyShop.USER, "--config", none)
                .done();
    }

    @Test
    void aStoreThatWasCutShortIsFoundByTheDoctor() throws IOException {
        Path copy = TinyShop.copy(directory.resolve("copy"));
        Path ledger = copy.resolve("store").resolve("store.db");
        Files.write(ledger, Arrays.copyOf(Files.readAllBytes(ledger), 5_000));
        Outcome doctor = WANE.run("doctor", "--data", copy);
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("WRONG store", ledger + ": the file was cut short: it has 5000 bytes");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 0x55;
        return flipped;
    }
}
