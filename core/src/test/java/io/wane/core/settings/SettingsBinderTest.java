package io.wane.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.wane.core.event.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsBinderTest {

    enum Solver {
        LBFGS,
        COORDINATE_DESCENT
    }

    record Window(
            @Setting("how many, at least 1") int size,
            @Setting(value = "age", or = "7d") Duration halfLife) {
        Window {
            if (size < 1) {
                throw new IllegalArgumentException("size must be at least 1: " + size);
            }
        }
    }

    record Everything(
            @Setting(value = "a text", or = "shop") String name,
            @Setting(value = "a whole number", or = "3") int topCount,

            @Setting(value = "a long one", or = "5000000000")
            long seed,

            @Setting(value = "a number", or = "0.5") double penalty,
            @Setting(value = "a truth", or = "true") boolean enabled,
            @Setting(value = "a duration", or = "12h") Duration every,
            @Setting(value = "an enum", or = "lbfgs") Solver solver,
            @Setting(value = "a scope", or = "user*item") Scope scope,
            @Setting("an optional") Optional<Integer> threads,
            @Setting("a list") List<Double> penalties,
            @Setting("a map") Map<String, Double> weights,
            @Setting("an optional record") Optional<Window> window) {}

    private static final SettingsBinder PLAIN = new SettingsBinder(ComponentLookup.NONE);

    private static <T extends Record> T bind(Class<T> type, String text) {
        return PLAIN.bind(type, Outline.read("wane.yaml", text), "");
    }

    private static List<String> problems(Class<? extends Record> type, String text) {
        return problems(PLAIN, type, text);
    }

    private static List<String> problems(SettingsBinder binder, Class<? extends Record> type, String text) {
        return catchThrowableOfType(
                        SettingsException.class, () -> binder.bind(type, Outline.read("wane.yaml", text), ""))
                .problems();
    }

    @Test
    void nothingGivenIsAllDefaults() {
        assertThat(bind(Everything.class, ""))
                .isEqualTo(new Everything(
                        "shop",
                        3,
                        5_000_000_000L,
                        0.5,
                        true,
                        Duration.ofHours(12),
                        Solver.LBFGS,
                        Scope.USER_ITEM,
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        Optional.empty()));
    }

    @Test
    void everyTypeIsReadFromItsText() {
        assertThat(bind(Everything.class, """
                        name: my shop
                        top-count: -7
                        seed: 9000000000
                        penalty: 1e-3
                        enabled: false
                        every: 1.5d
                        solver: coordinate-descent
                        scope: user*category
                        threads: 2
                        penalties: [0.1, 1, 10]
                        weights:
                          view: 1
                          purchase: 5.5
                        window:
                          size: 4
                          half-life: 8w
                        """))
                .isEqualTo(new Everything(
                        "my shop",
                        -7,
                        9_000_000_000L,
                        0.001,
                        false,
                        Duration.ofHours(36),
                        Solver.COORDINATE_DESCENT,
                        Scope.USER_CATEGORY,
                        Optional.of(2),
                        List.of(0.1, 1.0, 10.0),
                        Map.of("view", 1.0, "purchase", 5.5),
                        Optional.of(new Window(4, Duration.ofDays(56)))));
    }

    @Test
    void oneValueIsAListOfOne() {
        assertThat(bind(Everything.class, "penalties: 0.1\n").penalties()).containsExactly(0.1);
    }

    @Test
    void aMapKeepsTheOrderOfTheFile() {
        assertThat(bind(Everything.class, "weights:\n  view: 1\n  cart: 2\n  buy: 3\n")
                        .weights()
                        .keySet())
                .containsExactly("view", "cart", "buy");
    }

    @Test
    void listsAndMapsCannotBeChanged() {
        Everything bound = bind(Everything.class, "penalties: [1]\nweights:\n  view: 1\n");
        assertThat(bound.penalties()).isUnmodifiable();
        assertThat(bound.weights()).isUnmodifiable();
    }

    @Test
    void aQuotedTextKeepsItsBlanks() {
        assertThat(bind(Everything.class, "name: \"\t\"\n").name()).isEqualTo("\t");
    }

    @ParameterizedTest
    @EnumSource
    void aScopeIsWrittenAsItPrints(Scope scope) {
        assertThat(bind(Everything.class, "scope: " + scope.spelling() + "\n").scope())
                .isSameAs(scope);
    }

    @Test
    void anEnumIsNotWrittenInCapitals() {
        assertThat(problems(Everything.class, "solver: LBFGS\n"))
                .containsExactly("wane.yaml:1:9  solver: 'LBFGS' is not known. Allowed: lbfgs, coordinate-descent");
    }

    @Test
    void aMistypedEnumIsShownItsNearest() {
        assertThat(problems(Everything.class, "scope: usr*item\n"))
                .singleElement(STRING)
                .startsWith(
                        "wane.yaml:1:8  scope: 'usr*item' is not known. Did you mean 'user*item'? Allowed: all, user,");
    }

    @Test
    void allMistakesAreReportedTogetherEachWithItsPlace() {
        assertThat(problems(Everything.class, """
                        top-count: many
                        penalty: 7d
                        enabled: yes
                        every: 7
                        penaltis: [1]
                        threads: 1.5
                        penalties: [1, x, y]
                        weights:
                          view: lots
                        window:
                          size: 0
                          colour: red
                        """))
                .containsExactlyInAnyOrder(
                        "wane.yaml:1:12  top-count: 'many' is not a whole number",
                        "wane.yaml:2:10  penalty: '7d' is not a number",
                        "wane.yaml:3:10  enabled: 'yes' is neither 'true' nor 'false'",
                        "wane.yaml:4:8  every: '7' is not a duration; write a number and a unit: 30m, 12h, 7d, 8w",
                        "wane.yaml:5:1  penaltis: unknown setting. Did you mean 'penalties'? Allowed: name, top-count,"
                                + " seed, penalty, enabled, every, solver, scope, threads, penalties, weights, window",
                        "wane.yaml:6:10  threads: '1.5' is not a whole number",
                        "wane.yaml:7:12  penalties[1]: 'x' is not a number",
                        "wane.yaml:7:12  penalties[2]: 'y' is not a number",
                        "wane.yaml:9:9  weights.view: 'lots' is not a number",
                        "wane.yaml:11:3  window: size must be at least 1: 0",
                        "wane.yaml:12:3  window.colour: unknown setting. Allowed: size, half-life");
    }

    record Weighted(
            @Setting("weights, at least 0") Map<String, Double> weights,
            @Setting(value = "above 0", or = "1") double prior,

            @Setting(value = "at least 0, below high", or = "1")
            double low,

            @Setting(value = "above low", or = "10") double high) {
        Weighted {
            weights.forEach((type, weight) -> {
                if (!(weight >= 0)) {
                    throw new IllegalArgumentException("weight of '" + type + "' must be at least 0: " + weight);
                }
            });
            if (!(prior > 0)) {
                throw new IllegalArgumentException("prior must be above 0: " + prior);
            }
            if (!(low < high)) {
                throw new IllegalArgumentException("low must be below high: " + low + ", " + high);
            }
        }
    }

    @Test
    void whatAConstructorRefusesIsToldBesideAllOtherMistakesAndInOrderOfLine() {
        assertThat(problems(Weighted.class, "prior: -1\nweights:\n  view: abc\n  cart: -2\nhigh: x\n"))
                .containsExactly(
                        "wane.yaml:1:8  prior must be above 0: -1.0",
                        "wane.yaml:3:3  weight of 'cart' must be at least 0: -2.0",
                        "wane.yaml:3:9  weights.view: 'abc' is not a number",
                        "wane.yaml:5:7  high: 'x' is not a number");
        assertThat(problems(Weighted.class, "prior: 0\nlow: 30\nhigh: 20\n"))
                .containsExactly(
                        "wane.yaml:1:8  prior must be above 0: 0.0",
                        "wane.yaml:2:6  low must be below high: 30.0, 20.0");
    }

    @Test
    void theMessageHasALineForEachMistake() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> bind(Everything.class, "seed: x\npenalty: y\n"))
                .withMessage("wane.yaml:1:7  seed: 'x' is not a whole number" + System.lineSeparator()
                        + "wane.yaml:2:10  penalty: 'y' is not a number");
    }

    @Test
    void aMissingSettingIsNamedWithItsDescription() {
        assertThat(problems(Everything.class, "window:\n  half-life: 1d\n"))
                .containsExactly("wane.yaml:2:3  window.size: is missing (how many, at least 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "7d", "7f", "0x1p3", "1,5", "1 2", ".", "e5", ""})
    void aNumberIsADecimalNumberAndNothingElse(String text) {
        assertThat(problems(Everything.class, "penalty: " + text + "\n"))
                .singleElement(STRING)
                .endsWith("penalty: '" + text + "' is not a number");
    }

    @Test
    void aNumberBeyondTheLargestDoubleIsRefused() {
        assertThat(problems(Everything.class, "penalty: 1e999\n"))
                .containsExactly("wane.yaml:1:10  penalty: must be a finite number: 1e999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "+5", "5.", "5.0", "0.5e1", "50E-1"})
    void aNumberMayBeWrittenInAnyDecimalForm(String text) {
        assertThat(bind(Everything.class, "penalty: " + text + "\n").penalty()).isEqualTo(5);
    }

    @Test
    void aWholeNumberOutOfRangeIsNotCalledMistyped() {
        assertThat(problems(Everything.class, "top-count: 99999999999\nseed: -99999999999999999999\n"))
                .containsExactly(
                        "wane.yaml:1:12  top-count: '99999999999' is out of range: -2147483648 to 2147483647",
                        "wane.yaml:2:7  seed: '-99999999999999999999' is out of range: -9223372036854775808 to"
                                + " 9223372036854775807");
    }

    @Test
    void aListWhereOneValueBelongsIsRefused() {
        assertThat(problems(Everything.class, "seed: [1, 2]\nwindow: big\nweights: [1]\n"))
                .containsExactly(
                        "wane.yaml:1:7  seed: expects one value, not '[1, 2]'",
                        "wane.yaml:2:9  window: expects settings in braces, not 'big'",
                        "wane.yaml:3:10  weights: expects keys with values, not '[1]'");
    }

    record Nothing() {}

    @Test
    void aRecordWithoutSettingsSaysSo() {
        assertThat(problems(Nothing.class, "speed: 3\n"))
                .containsExactly("wane.yaml:1:1  speed: unknown setting. There are no settings here.");
    }

    @Test
    void thePathOfTheRootLeadsEveryName() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> PLAIN.bind(Window.class, Outline.read("wane.yaml", "size: a\n"), "features.views"))
                .withMessage("wane.yaml:1:7  features.views.size: 'a' is not a whole number");
    }

    record Outer(
            @Setting(value = "a record with its own defaults", or = "{}")
            Inner inner) {}

    record Inner(@Setting(value = "age", or = "7d") Duration halfLife) {}

    @Test
    void aRecordMayDefaultToItsOwnDefaults() {
        assertThat(bind(Outer.class, "")).isEqualTo(new Outer(new Inner(Duration.ofDays(7))));
    }

    record Unbindable(Map<Scope, String> byScope) {}

    record Raw(Object anything) {}

    @Test
    void aTypeThatSettingsCannotHaveIsAMistakeOfTheProgram() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(Unbindable.class, "by-scope:\n  all: x\n"))
                .withMessageContaining("settings cannot be of type")
                .withMessageContaining("Scope");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(Raw.class, "anything: x\n"))
                .withMessage("settings cannot be of type java.lang.Object");
    }

    record Broken(int size) {
        Broken {
            if (size > 0) {
                throw new UnsupportedOperationException("a bug");
            }
        }
    }

    @Test
    void aConstructorThatFailsOtherwiseIsAMistakeOfTheProgram() {
        assertThatIllegalStateException()
                .isThrownBy(() -> bind(Broken.class, "size: 1\n"))
                .withMessageContaining(Broken.class.getName())
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    // Components

    interface Decay {}

    record Exponential(@Setting(value = "age", or = "7d") Duration halfLife) implements Decay {}

    record Offset(
            @Setting("by how much") Duration by,
            @Setting("what is shifted") Decay of) implements Decay {}

    record Step(@Setting("when") Duration at) implements Decay {
        static Step checked(Step settings) {
            if (settings.at.isZero()) {
                throw new IllegalArgumentException("step must lie above 0: " + settings.at);
            }
            return settings;
        }
    }

    interface Store extends AutoCloseable {
        @Override
        void close();
    }

    record Opened(List<String> log) implements Store {
        @Override
        public void close() {
            log.add("closed");
        }
    }

    private static final class Installed implements ComponentLookup {

        private final List<String> log = new ArrayList<>();
        private final Map<String, Class<? extends Record>> decays =
                new TreeMap<>(Map.of("exponential", Exponential.class, "offset", Offset.class, "step", Step.class));
        private final Map<String, Function<Record, Object>> constructors = Map.of(
                "exponential",
                settings -> settings,
                "offset",
                settings -> settings,
                "step",
                settings -> Step.checked((Step) settings),
                "memory",
                settings -> {
                    log.add("opened");
                    return new Opened(log);
                });

        @Override
        public boolean isKind(Class<?> type) {
            return type == Decay.class || type == Store.class;
        }

        @Override
        public Collection<String> names(Class<?> kind) {
            return kind == Decay.class ? decays.keySet() : List.of("memory");
        }

        @Override
        public Class<? extends Record> settings(Class<?> kind, String name) {
            return kind == Decay.class ? decays.get(name) : Nothing.class;
        }

        @Override
        public Object create(Class<?> kind, String name, Record settings) {
            return constructors.get(name).apply(settings);
        }
    }

    record Config(
            @Setting("a decay") Decay decay,
            @Setting("decays") List<Chosen<Decay>> more,
            @Setting("where events are kept") Optional<Store> store) {}

    private final Installed installed = new Installed();
    private final SettingsBinder binder = new SettingsBinder(installed);

    private Config config(String text) {
        return binder.bind(Config.class, Outline.read("wane.yaml", text), "");
    }

    @Test
    void aBareNameIsAComponentWithItsDefaults() {
        assertThat(config("decay: exponential\n").decay()).isEqualTo(new Exponential(Duration.ofDays(7)));
        assertThat(config("decay:\n  exponential:\n").decay()).isEqualTo(new Exponential(Duration.ofDays(7)));
    }

    @Test
    void aComponentMayTakeAnother() {
        Config bound = config("""
                decay:
                  offset:
                    by: 1d
                    of:
                      exponential:
                        half-life: 2d
                """);
        assertThat(bound.decay()).isEqualTo(new Offset(Duration.ofDays(1), new Exponential(Duration.ofDays(2))));
    }

    @Test
    void aChoiceRemembersItsNameAndSpelling() {
        Decay week = new Exponential(Duration.ofDays(7));
        assertThat(config("decay: exponential\nmore: [exponential, exponential]\n")
                        .more())
                .containsExactly(
                        new Chosen<>("exponential", "exponential", "exponential{half-life: 7d}", week),
                        new Chosen<>("exponential", "exponential", "exponential{half-life: 7d}", week));
        assertThat(config("decay: exponential\nmore:\n  exponential:\n    half-life: 7d\n")
                        .more())
                .containsExactly(new Chosen<>(
                        "exponential", "{exponential: {half-life: 7d}}", "exponential{half-life: 7d}", week));
    }

    @Test
    void anUnknownComponentIsShownItsNearestAndWhatIsInstalled() {
        assertThat(problems(binder, Config.class, "decay: exponentail\n"))
                .singleElement(STRING)
                .startsWith("wane.yaml:1:8  decay: 'exponentail' is not known. Did you mean 'exponential'?"
                        + System.lineSeparator())
                .contains("installed: exponential, offset, step");
    }

    @Test
    void whereNothingIsInstalledTheMessageSaysSo() {
        installed.decays.clear();
        assertThat(problems(binder, Config.class, "decay: step\n"))
                .singleElement(STRING)
                .contains("'step' is not known")
                .contains("installed: none");
    }

    @Test
    void aComponentsMistakesStandBesideAllOthers() {
        assertThat(problems(binder, Config.class, """
                        decay:
                          step:
                            at: 0d
                        more:
                          exponential:
                            halflife: 1d
                        stor: memory
                        """))
                .containsExactlyInAnyOrder(
                        "wane.yaml:2:3  decay.step: step must lie above 0: PT0S",
                        "wane.yaml:6:5  more.exponential.halflife: unknown setting. Did you mean 'half-life'?"
                                + " Allowed: half-life",
                        "wane.yaml:7:1  stor: unknown setting. Did you mean 'store'? Allowed: decay, more, store");
    }

    @Test
    void aComponentMayBeChosenByItself() {
        SettingsNode node = new SettingsNode.Scalar(new Place("--learner", 1, 1), "exponential");
        assertThat(binder.choose(Decay.class, node, "learner"))
                .isEqualTo(new Chosen<>(
                        "exponential",
                        "exponential",
                        "exponential{half-life: 7d}",
                        new Exponential(Duration.ofDays(7))));
        SettingsNode mistyped = new SettingsNode.Scalar(new Place("--learner", 0, 0), "stepp");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> binder.choose(Decay.class, mistyped, "learner"))
                .withMessageStartingWith(
                        "--learner  learner: 'stepp' is not known. Did you mean 'step'?" + System.lineSeparator());
    }

    record Deferred(@Setting("bound later") SettingsNode rest) {}

    @Test
    void aNodeMayBeKeptAsItIs() {
        assertThat(bind(Deferred.class, "rest:\n  a: 1\n  b: [2]\n").rest().spelling())
                .isEqualTo("{a: 1, b: [2]}");
    }

    record Later(
            @Setting(value = "made later", or = "memory", chooses = Store.class)
            SettingsNode store,

            @Setting(value = "made later", or = "step", chooses = Decay.class)
            SettingsNode decay) {}

    @Test
    void aComponentThatIsMadeLaterIsCheckedAlready() {
        assertThat(problems(binder, Later.class, "store: memry\ndecay:\n  exponential:\n    half-life: x\n"))
                .hasSize(2)
                .satisfies(all -> assertThat(all.get(0)).contains("store: 'memry' is not known", "'memory'"))
                .satisfies(all -> assertThat(all.get(1)).startsWith("wane.yaml:4:16  decay.exponential.half-life"));
        assertThat(binder.bind(Later.class, Outline.read("wane.yaml", "store: memory\n"), "")
                        .store()
                        .spelling())
                .isEqualTo("memory");
        assertThat(installed.log).isEmpty();

        installed.decays.clear();
        assertThat(binder.bind(Later.class, Outline.read("wane.yaml", "decay: unheard\n"), "")
                        .decay()
                        .spelling())
                .isEqualTo("unheard");
    }

    @Test
    void aChoiceIsOneComponent() {
        assertThat(problems(binder, Config.class, "decay:\n  exponential:\n  step:\n"))
                .singleElement(STRING)
                .startsWith("wane.yaml:2:3  decay: choose one component, written 'name' or '{ name: { settings } }'");
    }

    @Test
    void whatWasOpenedBesideAMistakeIsClosed() {
        assertThat(problems(binder, Config.class, "decay: unheard\nstore: memory\n"))
                .hasSize(1);
        assertThat(installed.log).containsExactly("opened", "closed");
    }

    @Test
    void whatWasOpenedWithoutAMistakeStaysOpen() {
        assertThat(config("decay: exponential\nstore: memory\n").store()).isPresent();
        assertThat(installed.log).containsExactly("opened");
    }
}
