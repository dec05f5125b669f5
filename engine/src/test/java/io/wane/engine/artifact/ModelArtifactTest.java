package io.wane.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.IncompatibleModelException;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.plugin.Spi;
import io.wane.core.settings.Chosen;
import io.wane.engine.files.AtomicFiles;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.Offered;
import io.wane.engine.pipeline.RandomShop;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.ModelScorer;
import io.wane.engine.training.RowPlan;
import io.wane.engine.training.Scaling;
import io.wane.engine.training.TrainedModel;
import io.wane.engine.training.TrainingRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArtifactTest {

    private static final List<Event> EVENTS = RandomShop.events(7, 400);
    private static final Timeline LOG = RandomShop.timeline(EVENTS);
    private static final long UNTIL = LOG.endMillis();
    private static final long HORIZON_MILLIS = 7 * RandomShop.DAY_MILLIS;
    private static final Chosen<Learner> SLOPE = new Chosen<>("slope", "{slope: {l2: 0.1}}", new Slope());
    private static final List<FeatureDefinition> DEFINITIONS = definitions("7d", Scope.USER_ITEM);
    private static final TrainedModel TRAINED = train(DEFINITIONS);

    @TempDir
    private Path workspace;

    private Path directory;

    @BeforeEach
    void aModelIsSaved() {
        directory = workspace.resolve("models/item-7d");
        save(TRAINED);
    }

    private static List<FeatureDefinition> definitions(String halfLife, Scope scope) {
        NamedDecay exponential = Offered.decay("exponential", "half-life", halfLife);
        return List.of(
                Offered.feature("habit", scope, true, List.of(exponential, NamedDecay.NONE), "counts"),
                Offered.feature("freshness", Scope.USER, false, List.of(NamedDecay.NONE), "recency", "scale", "2d"));
    }

    private static TrainedModel train(List<FeatureDefinition> definitions) {
        FeatureSet features = FeatureSet.fit(Level.ITEM, definitions, LOG, LOG.catalog(), 1);
        Blocks blocks = Blocks.forUse(LOG, HORIZON_MILLIS, UNTIL);
        UserEvents users = new UserEvents(LOG);
        return new TrainingRun(LOG, features, 1, Progress.NONE)
                .train(
                        SLOPE.component(),
                        RowPlan.whole(LOG, users, Level.ITEM, blocks.training(), HORIZON_MILLIS),
                        RowPlan.whole(LOG, users, Level.ITEM, blocks.validation(), HORIZON_MILLIS),
                        1,
                        Progress.NONE);
    }

    private Manifest save(TrainedModel trained) {
        return ModelArtifact.save(directory, trained, SLOPE, "7d", UNTIL, LOG, 42, Map.of("slope.jar", "0a1b2c"));
    }

    private TrainedModel load(List<FeatureDefinition> configured) {
        return ModelArtifact.load(directory, configured, spelling -> new Slope());
    }

    private static double[] scores(TrainedModel model) {
        ModelScorer scorer = new ModelScorer(model, LOG, 1);
        scorer.advanceTo(UNTIL);
        int[] items = IntStream.range(0, LOG.items().size()).toArray();
        return IntStream.range(-1, LOG.users().size()) // -1: nobody
                .mapToObj(user -> scorer.score(user, items))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static void assertRefused(ThrowingCallable load, String... parts) {
        assertThatThrownBy(load)
                .isInstanceOf(IncompatibleModelException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }

    @Test
    void aLoadedModelScoresAsTheSavedOneDidBitForBit() {
        List<String> spellings = new ArrayList<>();
        TrainedModel loaded = ModelArtifact.load(directory, DEFINITIONS, spelling -> {
            spellings.add(spelling);
            return new Slope();
        });
        assertThat(spellings).containsExactly("{slope: {l2: 0.1}}");
        double[] scores = scores(TRAINED);
        assertThat(scores(loaded)).containsExactly(scores);
        assertThat(Arrays.stream(scores).distinct().count()).isGreaterThan(50); // the scores tell users and items apart
        assertThat(loaded.schema()).isEqualTo(TRAINED.schema());
    }

    @Test
    void theManifestSaysWhereTheModelComesFrom() {
        Manifest manifest = ModelArtifact.manifest(directory);
        assertThat(manifest.format()).isEqualTo(Manifest.FORMAT);
        assertThat(manifest.spi()).isEqualTo(Spi.VERSION);
        assertThat(manifest.learner()).isEqualTo("{slope: {l2: 0.1}}");
        assertThat(manifest.level()).isEqualTo("item");
        assertThat(manifest.horizon()).isEqualTo("7d");
        assertThat(manifest.until()).isEqualTo(Instant.ofEpochMilli(UNTIL).toString());
        assertThat(manifest.types()).containsExactly("cart", "gift", "purchase", "return", "search", "view");
        assertThat(manifest.features())
                .containsExactly(
                        "habit: {scope: user*item, extract: counts: {}, by: type,"
                                + " decay: [exponential: {half-life: 7d}, none]}",
                        "freshness: {scope: user, extract: recency: {scale: 2d}, decay: [none]}");
        assertThat(manifest.decays())
                .containsEntry("none", "none")
                .containsEntry(
                        "exponential: {half-life: 7d}",
                        Offered.decay("exponential", "half-life", "7d")
                                .function()
                                .toString());
        assertThat(manifest.columns()).hasSize(TRAINED.schema().size()).contains("freshness.recency");
        assertThat(manifest.deviations()).containsExactly(TRAINED.scaling().deviations());
        assertThat(manifest.target()).isEqualTo("BINARY");
        assertThat(manifest.seed()).isEqualTo(42);
        assertThat(manifest.events()).isEqualTo(400);
        assertThat(manifest.firstEvent())
                .isEqualTo(Instant.ofEpochMilli(LOG.timeMillis(0)).toString());
        assertThat(manifest.plugins()).containsExactly(Map.entry("slope.jar", "0a1b2c"));
        assertThat(manifest.environment()).containsOnlyKeys("java.version", "java.vendor", "os.name", "os.arch");
        assertThat(manifest.summary()).isEqualTo(TRAINED.schema().size() + " slopes");
        assertThat(manifest.files()).containsOnlyKeys("model.bin", "0.extractor", "1.extractor");
    }

    @Test
    void theDigestChangesWithWhateverAnEventSays() {
        int last = EVENTS.size() - 1; // so that it may be later
        Event event = EVENTS.get(last);
        Map<String, Double> numbers = new HashMap<>(event.numbers());
        numbers.merge(Event.AMOUNT, 0.01, Double::sum);
        List<UnaryOperator<Event>> changes = List.of(
                old -> new Event(
                        old.id(),
                        Optional.of("somebody"),
                        old.item(),
                        old.type(),
                        old.timeMillis(),
                        old.basket(),
                        old.text(),
                        old.numbers()),
                old -> new Event(
                        old.id(),
                        old.user(),
                        Optional.of("something"),
                        old.type(),
                        old.timeMillis(),
                        old.basket(),
                        old.text(),
                        old.numbers()),
                old -> new Event(
                        old.id(),
                        old.user(),
                        old.item(),
                        "wish",
                        old.timeMillis(),
                        old.basket(),
                        old.text(),
                        old.numbers()),
                old -> new Event(
                        old.id(),
                        old.user(),
                        old.item(),
                        old.type(),
                        old.timeMillis() + 1,
                        old.basket(),
                        old.text(),
                        old.numbers()),
                old -> new Event(
                        old.id(),
                        old.user(),
                        old.item(),
                        old.type(),
                        old.timeMillis(),
                        old.basket(),
                        Map.of("query", "shoes"),
                        old.numbers()),
                old -> new Event(
                        old.id(),
                        old.user(),
                        old.item(),
                        old.type(),
                        old.timeMillis(),
                        old.basket(),
                        old.text(),
                        numbers));
        String digest = LogDigest.of(LOG);
        assertThat(digest).matches("[0-9a-f]{32}").isEqualTo(LogDigest.of(RandomShop.timeline(EVENTS)));
        assertThat(ModelArtifact.manifest(directory).dataDigest()).isEqualTo(digest);
        List<String> digests = new ArrayList<>(List.of(digest));
        for (UnaryOperator<Event> change : changes) {
            List<Event> changed = new ArrayList<>(EVENTS);
            changed.set(last, change.apply(event));
            digests.add(LogDigest.of(RandomShop.timeline(changed)));
        }
        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void anotherHalfLifeIsRefusedWithBoth() {
        assertRefused(
                () -> load(definitions("3d", Scope.USER_ITEM)),
                directory + ": the model was trained with other features",
                "then: habit: {scope: user*item, extract: counts: {}, by: type, decay: [exponential: {half-life: 7d}, none]}",
                "now:  habit: {scope: user*item, extract: counts: {}, by: type, decay: [exponential: {half-life: 3d}, none]}");
        assertThatThrownBy(() -> load(definitions("3d", Scope.USER_ITEM)))
                .hasMessageStartingWith(
                        directory + ": the model was trained with other features; train the model again,"
                                + " or configure the features as they were:\n");
    }

    @Test
    void anotherScopeIsRefusedWithBoth() {
        assertRefused(
                () -> load(definitions("7d", Scope.USER_CATEGORY)),
                "then: habit: {scope: user*item",
                "now:  habit: {scope: user*category");
    }

    @Test
    void onlyWhatDiffersIsShown() {
        assertThatThrownBy(() -> load(definitions("3d", Scope.USER_ITEM))).hasMessageNotContaining("freshness");
    }

    @Test
    void missingNewAndMovedDefinitionsAreRefused() {
        assertRefused(() -> load(DEFINITIONS.subList(0, 1)), "then: freshness: {", "now:  (absent)");
        List<FeatureDefinition> more = new ArrayList<>(DEFINITIONS);
        more.add(Offered.feature("news", Scope.ITEM, false, List.of(NamedDecay.NONE), "counts"));
        assertRefused(() -> load(more), "then: (absent)", "now:  news: {scope: item");
        assertRefused(
                () -> load(List.of(DEFINITIONS.get(1), DEFINITIONS.get(0))), "the same definitions in another order");
    }

    @Test
    void definitionsThatTheLevelDoesNotResolveAreNoDifference() {
        Path categories = workspace.resolve("models/category-7d");
        FeatureSet features =
                FeatureSet.fit(Level.CATEGORY, definitions("7d", Scope.USER_CATEGORY), LOG, LOG.catalog(), 1);
        TrainedModel trained = new TrainedModel(
                features, features.schema(), new Scaling(ones(features.schema().size())), TRAINED.model());
        directory = categories;
        save(trained);
        List<FeatureDefinition> more = new ArrayList<>(definitions("7d", Scope.USER_CATEGORY));
        more.add(Offered.feature("news", Scope.ITEM, false, List.of(NamedDecay.NONE), "counts"));
        assertThatCode(() -> ModelArtifact.load(categories, more, spelling -> new Slope())
                        .close())
                .doesNotThrowAnyException();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void aDecayThatIsSpelledAlikeAndIsAnotherIsRefusedWithBoth() {
        // as after an upgrade of its plugin with another default
        DecayFunction longer =
                Offered.decay("exponential", "half-life", "7.01d").function();
        FeatureDefinition habit = DEFINITIONS.get(0);
        NamedDecay then = habit.decays().get(0);
        FeatureDefinition changed = new FeatureDefinition(
                habit.name(),
                habit.scope(),
                habit.extractor(),
                habit.spelling(),
                habit.byType(),
                List.of(new NamedDecay(then.label(), then.spelling(), longer), NamedDecay.NONE));
        assertRefused(
                () -> load(List.of(changed, DEFINITIONS.get(1))),
                "decay 'exponential: {half-life: 7d}' is not the one that the model was trained with",
                "then: " + then.function(),
                "now:  " + longer);
    }

    @Test
    void anExtractorThatIsSpelledAlikeAndHasAnotherDefaultIsRefusedWithBoth() {
        FeatureDefinition freshness = DEFINITIONS.get(1);
        List<FeatureDefinition> changed = List.of(
                DEFINITIONS.get(0),
                new FeatureDefinition(
                        freshness.name(),
                        freshness.scope(),
                        freshness.extractor(),
                        freshness.spelling(),
                        "recency{scale: 3d}",
                        freshness.byType(),
                        freshness.decays()));
        assertRefused(
                () -> load(changed),
                "the extractor of feature 'freshness' does not have the settings that the model was trained with",
                "then: " + freshness.bound(),
                "now:  recency{scale: 3d}");
    }

    @Test
    void anExtractorThatIsSpelledAlikeAndMakesOtherColumnsIsRefusedWithBoth() {
        FeatureDefinition habit = DEFINITIONS.get(0);
        FeatureDefinition changed = new FeatureDefinition(
                habit.name(), habit.scope(), new Word("clicks"), habit.spelling(), habit.byType(), habit.decays());
        Path empty = directory.resolve("0.extractor");
        assertThat(empty).isEmptyFile(); // so that Word loads an empty name
        assertRefused(
                () -> load(List.of(changed, DEFINITIONS.get(1))),
                "the installed extractors do not make the columns that the model was trained with",
                "then: " + TRAINED.schema().size() + " columns, among them habit.",
                "(fingerprint " + TRAINED.schema().fingerprint() + ")",
                "now:  ",
                "install the plugin that it was trained with");
    }

    @Test
    void everyDefinitionHasItsOwnFittedStateWhateverItsName() {
        List<FeatureDefinition> fitted = new ArrayList<>();
        List<FeatureDefinition> configured = new ArrayList<>();
        for (String name : List.of("用户", "商品", "a.b", "a_b")) {
            fitted.add(word(name, new Word("learnt from " + name)));
            configured.add(word(name, new Word("not fitted")));
        }
        TrainedModel trained = train(fitted);
        save(trained);
        assertThat(load(configured).schema()).isEqualTo(trained.schema());
    }

    private static FeatureDefinition word(String name, FeatureExtractor extractor) {
        return new FeatureDefinition(name, Scope.USER_ITEM, extractor, "word", false, List.of(NamedDecay.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.bin", "0.extractor", "1.extractor"})
    void aMissingFileIsNamed(String file) throws IOException {
        Files.delete(directory.resolve(file));
        assertRefused(
                () -> load(DEFINITIONS),
                directory + ": the model cannot be read (" + file + " is missing); train it again");
    }

    @Test
    void aTruncatedModelIsRefused() throws IOException {
        Path model = directory.resolve("model.bin");
        byte[] whole = Files.readAllBytes(model);
        for (int length : new int[] {0, 1, whole.length - 1}) {
            Files.write(model, Arrays.copyOf(whole, length));
            assertRefused(() -> load(DEFINITIONS), directory + ": the model cannot be read (model.bin is damaged");
        }
    }

    @Test
    void aModelWithAFlippedBitIsRefused() throws IOException {
        Path model = directory.resolve("model.bin");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1; // a learner cannot tell: a slope is another slope
        Files.write(model, bytes);
        assertRefused(() -> load(DEFINITIONS), "model.bin is damaged: its checksum is not the one in the manifest");
    }

    @Test
    void aModelOfAnotherLearnerIsRefused() {
        save(stub(out -> {}));
        assertRefused(() -> load(DEFINITIONS), "the model cannot be read (EOFException); train it again");
    }

    @Test
    void aMissingModelSaysHowToGetOne() {
        assertRefused(
                () -> ModelArtifact.manifest(workspace.resolve("nowhere")),
                workspace.resolve("nowhere")
                        + ": there is no model here (no manifest.json); train one with 'wane train'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"format\": 1", "no json", "{} {}"})
    void aManifestThatIsNoneIsRefused(String text) throws IOException {
        Files.writeString(directory.resolve("manifest.json"), text);
        assertRefused(
                () -> load(DEFINITIONS),
                directory.resolve("manifest.json") + ": is not a readable manifest (no JSON",
                "train the model again");
    }

    @Test
    void aManifestThatLacksSomethingIsRefused() throws IOException {
        ObjectNode whole = manifestTree();
        List<String> names = new ArrayList<>();
        whole.fieldNames().forEachRemaining(names::add);
        names.removeAll(List.of("format", "spi", "checksum"));
        assertThat(names).hasSize(21);
        for (String name : names) {
            write(whole.deepCopy().without(name));
            assertRefused(
                    () -> load(DEFINITIONS),
                    "is not a readable manifest ('" + name + "' is missing or not of its kind)");
            write(whole.deepCopy().putNull(name));
            assertRefused(() -> load(DEFINITIONS), "is not a readable manifest (");
        }
    }

    @Test
    void aManifestThatWasChangedIsRefused() throws IOException {
        Path file = directory.resolve("manifest.json");
        String whole = Files.readString(file);
        for (String changed : List.of(
                whole.replace("\"seed\" : 42", "\"seed\" : 43"),
                whole.replace("\"BINARY\"", "\"COUNT\""),
                whole.replace("\"checksum\"", "\"check\""))) {
            assertThat(changed).isNotEqualTo(whole);
            Files.writeString(file, changed);
            assertRefused(() -> load(DEFINITIONS), file + ": is not a readable manifest (", "its checksum is not that");
        }
        Files.writeString(file, whole.replace("\n", "\r\n")); // as an editor may leave it
        assertThat(scores(load(DEFINITIONS))).containsExactly(scores(TRAINED));
    }

    @Test
    void aManifestWithAnUnknownLevelOrTargetIsRefused() throws IOException {
        write(manifestTree().put("level", "shelf"));
        assertRefused(
                () -> load(DEFINITIONS), "is not a readable manifest (level 'shelf' is none of [item, category])");
        write(manifestTree().put("level", "item").put("target", "GUESS"));
        assertRefused(() -> load(DEFINITIONS), "is not a readable manifest (target 'GUESS' is none of [");
    }

    @Test
    void anotherSpiIsRefusedWithBoth() throws IOException {
        write(manifestTree().put("spi", Spi.VERSION + 1));
        assertRefused(
                () -> load(DEFINITIONS),
                directory.resolve("manifest.json") + ": the model has plugin contract (SPI) version "
                        + (Spi.VERSION + 1) + ", and this is version " + Spi.VERSION + "; train the model again");
    }

    @Test
    void anotherFormatIsRefusedWithBothEvenWhereItHoldsMore() throws IOException {
        write(manifestTree().put("format", Manifest.FORMAT + 1).put("news", "of a later version"));
        assertRefused(
                () -> load(DEFINITIONS),
                "the model has format version " + (Manifest.FORMAT + 1) + ", and this is version " + Manifest.FORMAT);
    }

    private ObjectNode manifestTree() throws IOException {
        return (ObjectNode)
                new ObjectMapper().readTree(directory.resolve("manifest.json").toFile());
    }

    private void write(ObjectNode tree) throws IOException {
        Manifest.seal(tree);
        Files.writeString(directory.resolve("manifest.json"), tree.toString());
    }

    @Test
    void aNewModelReplacesTheOldOneWhole() throws IOException {
        TrainedModel other = train(DEFINITIONS.subList(0, 1));
        save(other);
        assertThat(load(DEFINITIONS.subList(0, 1)).schema()).isEqualTo(other.schema());
        assertThat(directory.resolve("1.extractor")).doesNotExist();
        assertThat(directory.getParent()).isDirectoryContaining(path -> path.equals(directory));
        try (var entries = Files.list(directory.getParent())) {
            assertThat(entries).containsExactly(directory);
        }
    }

    @Test
    void aModelThatCannotBeSavedLeavesTheOldOne() {
        TrainedModel unsaved = stub(out -> {
            out.write(1);
            throw new IOException("No space left on device");
        });
        assertThatThrownBy(() -> save(unsaved))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + directory + ": No space left on device");
        assertThat(scores(load(DEFINITIONS))).containsExactly(scores(TRAINED));
    }

    private static TrainedModel stub(AtomicFiles.Writer saved) {
        return new TrainedModel(TRAINED.features(), TRAINED.schema(), TRAINED.scaling(), new Stub(saved));
    }

    /** A model that is only ever saved. */
    private record Stub(AtomicFiles.Writer saved) implements Model {

        @Override
        public void score(Examples examples, double[] out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Explanation explain(Examples examples, int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public void save(OutputStream out) throws IOException {
            saved.write(out);
        }
    }

    @Test
    void whatIsNoModelIsNeverReplaced() throws IOException {
        Path photos = Files.createDirectories(workspace.resolve("photos"));
        Files.writeString(photos.resolve("wedding.jpg"), "dear");
        directory = photos;
        assertThatThrownBy(() -> save(TRAINED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        photos + ": holds wedding.jpg, which is no part of a model, and a new model would replace the"
                                + " whole directory. Name another one, for example " + photos.resolve("model"));
        assertThat(photos.resolve("wedding.jpg")).hasContent("dear");
        directory = photos.resolve("wedding.jpg");
        assertThatThrownBy(() -> save(TRAINED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(directory + ": is a file; a model is a directory. Name another one");
        assertThat(photos.resolve("wedding.jpg")).hasContent("dear");
    }

    @Test
    void anEmptyDirectoryTakesAModel() throws IOException {
        directory = Files.createDirectories(workspace.resolve("empty"));
        save(TRAINED);
        assertThat(scores(load(DEFINITIONS))).containsExactly(scores(TRAINED));
    }
}
