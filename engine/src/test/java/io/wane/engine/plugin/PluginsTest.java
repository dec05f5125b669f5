package io.wane.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wane.core.decay.DecayFunction;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.model.Learner;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.HostPlugin;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.PluginException;
import io.wane.core.plugin.Spi;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginsTest {

    /** A decay that prints what its plugin wants to tell. */
    private static final String FADE = """
            package shop;

            public record Fade(String text) implements io.wane.core.decay.DecayFunction {
                public double value(double ageDays) { return Math.pow(0.5, ageDays); }
                public double halfLifeDays() { return 1; }
                public double horizonDays(double epsilon) { return Double.POSITIVE_INFINITY; }
                public String toString() { return text; }
            }
            """;

    private static final String LIBRARY =
            "package library; public class Library { public static String version() { return \"1.0\"; } }";

    private static final List<String> TYPES = List.of(
            "java.sql.Connection",
            "io.wane.core.store.EventStore",
            "io.wane.engine.plugin.Plugins",
            "io.wane.decays.DecayFunctionsPlugin",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "org.junit.jupiter.api.Test");

    private static final String SEEN = """
            static String seen() {
                List<String> seen = new ArrayList<>();
                for (String type : "TYPES".split(",")) {
                    try {
                        seen.add(Class.forName(type).getName());
                    } catch (ClassNotFoundException hidden) {}
                }
                return seen.toString();
            }
            """.replace("TYPES", String.join(",", TYPES));

    // Compiled together, once: what each does is its members and the body of components().
    private static final PluginJar SHOP = PluginJar.of(
            FADE,
            LIBRARY,
            source("Good", "", "return offer(\"good\", () -> \"good\");"),
            source("Copy", "", "return offer(\"good\", () -> \"a copy\");"),
            source("Other", "", "return offer(\"other\", () -> \"other\");"),
            source("Curious", SEEN, "return offer(\"curious\", () -> seen());"),
            source(
                    "Contextual",
                    "private final String atBirth = context();",
                    "String here = context();"
                            + " return offer(\"contextual\", () -> atBirth + ' ' + here + ' ' + context());"),
            source(
                    "Homely",
                    "",
                    "return List.of(Component.of(io.wane.core.decay.DecayFunction.class, \"homely\", None.class,"
                            + " (none, host) -> new Fade(host.toString())));"),
            source(
                    "Refusing",
                    "",
                    "return offer(\"refusing\", () -> { throw new IllegalArgumentException(\"no\"); });"),
            source("Falling", "", "return offer(\"falling\", () -> List.of(\"\").get(1));"),
            source("BadlyNamed", "", "return offer(\"Fade_Out\", () -> \"\");"),
            source("Reserved", "", "return offer(\"none\", () -> \"\");"),
            source(
                    "Twice",
                    "",
                    "return List.of(decay(\"a\", () -> \"\"), decay(\"b\", () -> \"\"), decay(\"a\", () -> \"\"));"),
            source("Hidden", "private Hidden() {}", "return List.of();"),
            source("FailsAtBirth", "{ if (true) throw new IllegalStateException(\"no licence\"); }", "return null;"),
            source(
                    "FailsBefore",
                    "static { if (true) throw new IllegalStateException(\"no licence\"); }",
                    "return null;"),
            source("NeverEnds", "static int deep = deep(); static int deep() { return deep() + 1; }", "return null;"),
            source("LacksNativeCode", "{ System.loadLibrary(\"missing-library\"); }", "return null;"),
            source("NeedsLibrary", "String version = library.Library.version();", "return List.of();"),
            source("NeedsLibraryLate", "", "return offer(\"late\", () -> library.Library.version());"),
            source("Fails", "", "throw new IllegalStateException(\"no licence\");"),
            source("FailsAsOurs", "", "throw new PluginException(\"no licence\");"),
            source("FailsAnAssertion", "", "throw new AssertionError(\"no licence\");"),
            // checked exceptions can be thrown undeclared: every other language of the JVM does
            source(
                    "FailsUndeclared",
                    "@SuppressWarnings(\"unchecked\") static <T extends Throwable> T any(Throwable t) throws T { throw (T) t; }",
                    "throw FailsUndeclared.<RuntimeException>any(new java.io.IOException(\"no licence\"));"),
            source("NamesNothing", "", "return null;"),
            source("NamesANull", "", "List<Component<?>> some = new ArrayList<>(); some.add(null); return some;"));

    @TempDir
    private Path plugins;

    @BeforeEach
    void aGoodPluginStandsBeside() {
        plugin("Good").write(plugins.resolve("zz-good/good.jar"));
    }

    private static PluginJar plugin(String name) {
        return SHOP.only("shop/Fade.", "shop/" + name + ".", "shop/" + name + "$")
                .services("shop." + name);
    }

    private static String source(String name, String members, String components) {
        return """
                package shop;

                import io.wane.core.plugin.*;
                import java.util.*;
                import java.util.function.Supplier;

                public final class NAME implements Plugin {
                    MEMBERS
                    public int spiVersion() { return Spi.VERSION; }
                    public List<Component<?>> components() { COMPONENTS }

                    record None() {}

                    static List<Component<?>> offer(String name, Supplier<String> text) {
                        return List.of(decay(name, text));
                    }

                    static Component<?> decay(String name, Supplier<String> text) {
                        return Component.of(io.wane.core.decay.DecayFunction.class, name, None.class,
                                (none, host) -> new Fade(text.get()));
                    }

                    static String context() {
                        return Thread.currentThread().getContextClassLoader() == NAME.class.getClassLoader()
                                ? "own" : "other";
                    }
                }
                """.replace("NAME", name).replace("MEMBERS", members).replace("COMPONENTS", components);
    }

    private DecayFunction decay(Plugins loaded, String name) throws ReflectiveOperationException {
        Offer<DecayFunction> offer = loaded.offers(DecayFunction.class).get(name);
        var none = offer.component().settings().getDeclaredConstructor();
        none.setAccessible(true);
        return offer.create(none.newInstance(), new Offer.Workplace(plugins, plugins, 1));
    }

    /** The one problem there is, while the good plugin works. */
    private String problem() throws ReflectiveOperationException {
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThat(decay(loaded, "good")).hasToString("good");
        assertThat(loaded.offers(DecayFunction.class)).containsOnlyKeys("good");
        assertThat(loaded.problems()).hasSize(1);
        return loaded.problems().get(0);
    }

    @Test
    void aComponentArrivesAndWorks() throws ReflectiveOperationException {
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThat(loaded.problems()).isEmpty();
        assertThat(decay(loaded, "good").value(2)).isEqualTo(0.25, within(1e-15));
        Offer<DecayFunction> offer = loaded.offers(DecayFunction.class).get("good");
        assertThat(offer.folder()).isEqualTo("zz-good");
        assertThat(offer.jar()).isEqualTo(plugins.resolve("zz-good/good.jar"));
        assertThat(loaded.offers(FeatureExtractor.class)).isEmpty();
        assertThat(loaded.offers(Learner.class)).isEmpty();
        assertThat(loaded.offers(EventStore.class)).isEmpty();
    }

    @Test
    void aJarByItselfIsAPluginToo() throws ReflectiveOperationException {
        plugin("Other").write(plugins.resolve("alone.jar"));
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThat(loaded.problems()).isEmpty();
        assertThat(decay(loaded, "other")).hasToString("other");
        assertThat(loaded.offers(DecayFunction.class).get("other").folder()).isEqualTo("alone");
        assertThat(loaded.offers(DecayFunction.class)).containsOnlyKeys("good", "other");
    }

    @Test
    void aMissingDirectoryAndOtherFilesHoldNoPlugin() throws IOException {
        assertThat(Plugins.fromFolders(plugins.resolve("missing")).problems()).isEmpty();
        Files.writeString(plugins.resolve("README.txt"), "put plugins here");
        Files.writeString(plugins.resolve("zz-good/LICENSE"), "free");
        assertThat(Plugins.fromFolders(plugins).problems()).isEmpty();
    }

    @Test
    void everyPluginHasItsOwnVersionOfALibrary() throws ReflectiveOperationException {
        plugin("NeedsLibraryLate").write(plugins.resolve("a/plugin.jar"));
        SHOP.only("library/").write(plugins.resolve("a/library-1.0.jar"));
        String later = source("Later", "", "return offer(\"later\", () -> library.Library.version());");
        PluginJar both = PluginJar.of(FADE, LIBRARY.replace("1.0", "2.0"), later);
        both.only("shop/").services("shop.Later").write(plugins.resolve("b/plugin.jar"));
        both.only("library/").write(plugins.resolve("b/library-2.0.jar"));
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThat(loaded.problems()).isEmpty();
        assertThat(decay(loaded, "late")).hasToString("1.0");
        assertThat(decay(loaded, "later")).hasToString("2.0");
        assertThat(decay(loaded, "late").getClass())
                .isNotSameAs(decay(loaded, "later").getClass());
    }

    @Test
    void ofTheHostAPluginSeesCoreAlone() throws ReflectiveOperationException {
        for (String type : TYPES) {
            assertThat(Class.forName(type)).isNotNull(); // the host sees them all
        }
        plugin("Curious").write(plugins.resolve("curious/curious.jar"));
        assertThat(decay(Plugins.fromFolders(plugins), "curious"))
                .hasToString("[java.sql.Connection, io.wane.core.store.EventStore]");
    }

    @Test
    void aCopyOfCoreInAFolderIsPassedOver() throws ReflectiveOperationException {
        PluginJar.of("package io.wane.core.plugin; public final class Spi { public static final int VERSION = 99; }")
                .write(plugins.resolve("zz-good/core.jar"));
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThat(loaded.problems()).isEmpty();
        assertThat(decay(loaded, "good").value(1)).isEqualTo(0.5);
    }

    @Test
    void theContextLoaderIsThePluginsWhileItsCodeRuns() throws ReflectiveOperationException {
        plugin("Contextual").write(plugins.resolve("contextual/contextual.jar"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(decay(loaded, "contextual")).hasToString("own own own");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void theContextLoaderIsRestoredAfterAFailureToo() {
        plugin("Refusing").write(plugins.resolve("refusing/refusing.jar"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThatThrownBy(() -> decay(loaded, "refusing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void aComponentIsToldItsFolderAndItsWorkplace() throws ReflectiveOperationException {
        plugin("Homely").write(plugins.resolve("home/home.jar"));
        Offer<DecayFunction> offer =
                Plugins.fromFolders(plugins).offers(DecayFunction.class).get("homely");
        var none = offer.component().settings().getDeclaredConstructor();
        none.setAccessible(true);
        assertThat(offer.create(none.newInstance(), new Offer.Workplace(Path.of("data"), Path.of("scratch"), 3)))
                .hasToString(
                        "Host[plugin=" + plugins.resolve("home") + ", workspace=data, scratch=scratch, threads=3]");
    }

    @Test
    void aPluginForAnotherSpiIsLeftOut() throws ReflectiveOperationException {
        PluginJar.of(
                        FADE,
                        source("Future", "", "return offer(\"future\", () -> \"\");"),
                        "package io.wane.core.plugin; public final class Spi { public static final int VERSION = 99; }")
                .without("io/wane/core")
                .services("shop.Future")
                .write(plugins.resolve("future/future.jar"));
        assertThat(problem())
                .isEqualTo(plugins.resolve("future/future.jar")
                        + ": left out, because it was made for SPI version 99 and this host speaks " + Spi.VERSION
                        + ". Use a build of the plugin for this version");
    }

    @Test
    void aBadNameIsLeftOut() throws ReflectiveOperationException {
        plugin("BadlyNamed").write(plugins.resolve("name/name.jar"));
        assertThat(problem())
                .startsWith(plugins.resolve("name/name.jar") + ": left out, because it does not load: ")
                .contains("component name 'Fade_Out' must be kebab-case");
    }

    @Test
    void aReservedNameIsLeftOut() throws ReflectiveOperationException {
        plugin("Reserved").write(plugins.resolve("none/none.jar"));
        assertThat(problem()).contains("component name 'none' must be").contains("none of [none, fitted]");
    }

    @Test
    void ofTwoComponentsWithOneNameTheLaterIsLeftOutAndBothJarsAreNamed() throws ReflectiveOperationException {
        Path later = plugin("Copy").write(plugins.resolve("zzz/copy.jar"));
        assertThat(problem())
                .isEqualTo(later + ": left out, because it offers decay 'good' and so does "
                        + plugins.resolve("zz-good/good.jar") + ". Keep one of the two");
    }

    @Test
    void aPluginThatOffersANameTwiceIsLeftOutWhole() throws ReflectiveOperationException {
        plugin("Twice").write(plugins.resolve("twice/twice.jar"));
        assertThat(problem()).contains("twice.jar: left out, because it offers decay 'a' twice");
    }

    @Test
    void aPluginFromElsewhereIsLeftOut() throws ReflectiveOperationException {
        SHOP.only("shop/Fade.").services(HostPlugin.class.getName()).write(plugins.resolve("elsewhere/services.jar"));
        assertThat(problem())
                .isEqualTo(plugins.resolve("elsewhere") + ": left out, because its plugin " + HostPlugin.class.getName()
                        + " comes from elsewhere. A plugin's jar must be in its own folder");
    }

    @Test
    void aComponentThatFailsOtherwiseThanByRefusingIsNamed() {
        Path jar = plugin("Falling").write(plugins.resolve("falling/falling.jar"));
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThatThrownBy(() -> decay(loaded, "falling"))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith(jar + ": its decay 'falling' cannot be made: ")
                .hasMessageContaining("IndexOutOfBoundsException")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void causesThatFormARingHaveAReason() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);
        assertThat(Reason.of(one)).contains("java.lang.RuntimeException: ");
    }

    @Test
    void theJarsOfFoldersThatAreLeftOutAreClosed() throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open), "needs " + open);
        plugin("Copy").write(plugins.resolve("zzz/copy.jar"));
        plugin("Fails").write(plugins.resolve("fails/fails.jar"));
        SHOP.only("shop/Fade.").write(plugins.resolve("silent/silent.jar"));
        assertThat(Plugins.fromFolders(plugins).problems()).hasSize(3);
        try (var descriptors = Files.list(open)) {
            assertThat(descriptors
                            .filter(Files::isSymbolicLink)
                            .map(PluginsTest::target)
                            .filter(file -> file.startsWith(plugins)))
                    .containsExactly(plugins.resolve("zz-good/good.jar"));
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException closedMeanwhile) {
            return link;
        }
    }

    @Test
    void aFolderWithoutAServiceFileIsLeftOut() throws ReflectiveOperationException {
        SHOP.only("shop/Fade.").write(plugins.resolve("silent/silent.jar"));
        assertThat(problem())
                .isEqualTo(plugins.resolve("silent")
                        + ": left out, because no jar in it names a plugin. A plugin's jar needs META-INF/services/"
                        + Plugin.class.getName() + " with its class name");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.Fade Plugin, Illegal",
        "shop.Missing, Provider shop.Missing not found",
        "shop.Fade, shop.Fade not a subtype",
        "shop.Hidden, shop.Hidden Unable to get public no-arg constructor",
        "io.wane.core.Mine, Provider io.wane.core.Mine not found"
    })
    void aBrokenServiceFileIsLeftOut(String services, String why) throws ReflectiveOperationException {
        plugin("Hidden").services(services).write(plugins.resolve("broken/broken.jar"));
        assertThat(problem())
                .startsWith(plugins.resolve("broken") + ": left out, because it does not load: ")
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "FailsAtBirth, no licence",
        "FailsBefore, no licence",
        "NeverEnds, StackOverflowError",
        "LacksNativeCode, no missing-library in java.library.path",
        "Fails, no licence",
        "FailsAsOurs, no licence",
        "FailsAnAssertion, AssertionError: no licence",
        "FailsUndeclared, IOException: no licence",
        "NamesNothing, NullPointerException",
        "NamesANull, NullPointerException"
    })
    void aPluginThatFailsIsLeftOut(String name, String why) throws ReflectiveOperationException {
        plugin(name).write(plugins.resolve("broken/broken.jar"));
        assertThat(problem())
                .startsWith(plugins.resolve("broken/broken.jar") + ": left out, because it does not load: ")
                .contains(why);
    }

    @Test
    void aMissingLibraryIsNamed() throws ReflectiveOperationException {
        plugin("NeedsLibrary").write(plugins.resolve("library/plugin.jar"));
        assertThat(problem())
                .isEqualTo(plugins.resolve("library/plugin.jar")
                        + ": left out, because it does not load: class library.Library is missing; a plugin sees the"
                        + " JDK, io.wane.core and the jars of its own folder, so its libraries must be there");
    }

    @Test
    void aLibraryThatIsMissingOnlyWhenAComponentIsMadeIsNamedThen() {
        plugin("NeedsLibraryLate").write(plugins.resolve("late/plugin.jar"));
        Plugins loaded = Plugins.fromFolders(plugins);
        assertThat(loaded.problems()).isEmpty();
        assertThatThrownBy(() -> decay(loaded, "late"))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith(plugins.resolve("late/plugin.jar")
                        + ": its decay 'late' cannot be made: class library.Library is missing");
    }

    @Test
    void ofTwoPluginsInOneFolderTheGoodOneRuns() throws ReflectiveOperationException {
        plugin("Fails").write(plugins.resolve("zz-good/bad.jar"));
        assertThat(problem())
                .startsWith(plugins.resolve("zz-good/bad.jar") + ": left out")
                .endsWith("no licence");
    }

    @Test
    void theSameNativeCodeInTwoFoldersIsRefused() throws ReflectiveOperationException, IOException {
        Path first = plugins.resolve("zz-good/javacpp-1.5.11-linux-x86_64.jar");
        SHOP.only("shop/Fade.").write(first);
        plugin("Other").write(plugins.resolve("zzz/native.jar"));
        Path second = Files.copy(first, plugins.resolve("zzz/javacpp-1.5.11-linux-x86_64.jar"));
        assertThat(problem())
                .isEqualTo(second + ": left out, because its native code is in " + first
                        + " too, and one JVM loads it once only. Keep one of the two folders");
        Files.move(second, second.resolveSibling("javacpp-1.5.10-linux-x86_64.jar"));
        assertThat(Plugins.fromFolders(plugins).problems()).isEmpty();
    }

    @Test
    void nativeCodeOfAFolderThatNamesNoPluginStandsInNobodysWay() throws ReflectiveOperationException {
        SHOP.only("shop/Fade.").write(plugins.resolve("silent/javacpp-1.5.11-linux-x86_64.jar"));
        SHOP.only("shop/Fade.").write(plugins.resolve("zz-good/javacpp-1.5.11-linux-x86_64.jar"));
        assertThat(problem()).startsWith(plugins.resolve("silent") + ": left out, because no jar in it names a plugin");
    }

    @Test
    void aFolderWithoutJarsIsLeftOut() throws ReflectiveOperationException, IOException {
        Files.createDirectories(plugins.resolve("empty/classes.jar"));
        assertThat(problem()).isEqualTo(plugins.resolve("empty") + ": left out, because there is no jar in it");
    }

    @Test
    void aJarThatIsNoneIsNamed() throws ReflectiveOperationException, IOException {
        Files.createDirectories(plugins.resolve("broken"));
        Files.writeString(plugins.resolve("broken/broken.jar"), "half a download");
        assertThat(problem())
                .startsWith(plugins.resolve("broken") + ": left out, because no jar in it names a plugin")
                .endsWith(". broken.jar is no whole jar; copy it there again");
    }

    @Test
    void aLibraryThatIsDamagedIsNamed() throws ReflectiveOperationException, IOException {
        plugin("NeedsLibrary").write(plugins.resolve("library/plugin.jar"));
        Path library = SHOP.only("library/").write(plugins.resolve("library/library.jar"));
        byte[] whole = Files.readAllBytes(library);
        Files.write(library, Arrays.copyOf(whole, whole.length / 2));
        assertThat(problem())
                .startsWith(plugins.resolve("library/plugin.jar") + ": left out")
                .contains("class library.Library is missing")
                .contains(". library.jar is no whole jar");
    }

    @Test
    void theClassPathIsSearchedForTestsAndEmbedding() {
        Plugins found = Plugins.fromClassPath();
        assertThat(found.problems()).isEmpty();
        assertThat(found.offers(DecayFunction.class)).containsKey("exponential");
        assertThat(found.offers(FeatureExtractor.class)).containsKey("counts");
        assertThat(found.offers(DecayFunction.class).get("exponential").folder())
                .isEqualTo("DecayFunctionsPlugin");
    }

    @Test
    void everyKindHasAName() {
        assertThat(Component.KINDS).map(Plugins::kindName).containsExactly("decay", "extractor", "learner", "store");
    }
}
