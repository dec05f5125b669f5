package io.wane.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.model.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

    private static final long SEED = 1;
    private static final Simulation TINY = Simulation.run(Preset.TINY, SEED, 2, Progress.NONE);

    @TempDir
    private Path directory;

    // Another log for the same preset and seed is another simulator: then raise Simulation.VERSION and renew these.
    @Test
    void theTinyShopIsTheOneItHasAlwaysBeen() throws IOException {
        TINY.writeTo(directory);

        assertThat(hashes(directory))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Simulation.EVENTS, "dd93f091a941cd4f5585ca77147fa78e53594e20d7cd8f0483d897e23c5f5f20",
                        Simulation.ITEMS, "c94f6ca7a21fb49a3432e5127d1e94dcfaea259e9a9bab3a933021e0026a297b",
                        Simulation.TRUTH, "5fa8cfca22ef8c27f28f2f3744ab92724cd6b01ad4b476bb3d12648c7fadbd3b"));
    }

    @Test
    void theNumberOfThreadsChangesNoByte() throws IOException {
        Set<Map<String, String>> shops = new HashSet<>();
        for (int threads : List.of(1, 2, 8)) {
            Simulation.run(Preset.TINY, SEED, threads, Progress.NONE).writeTo(directory);
            shops.add(hashes(directory));
        }

        assertThat(shops).hasSize(1);
    }

    @Test
    void anotherSeedIsAnotherShop() throws IOException {
        TINY.writeTo(directory.resolve("one"));
        Simulation.run(Preset.TINY, SEED + 1, 2, Progress.NONE).writeTo(directory.resolve("other"));

        Map<String, String> other = hashes(directory.resolve("other"));
        hashes(directory.resolve("one"))
                .forEach((file, hash) -> assertThat(other.get(file)).as(file).isNotEqualTo(hash));
    }

    @Test
    void theTruthCanBeCheckedAgainstTheFilesAlone() throws IOException {
        TINY.writeTo(directory);
        Truth truth = Truth.read(directory.resolve(Simulation.TRUTH));

        assertThat(truth).isEqualTo(TINY.truth());
        assertThat(truth.version()).isEqualTo(Simulation.VERSION);
        assertThat(truth.preset()).isEqualTo(Preset.TINY);
        assertThat(truth.seed()).isEqualTo(SEED);
        assertThat(truth.users()).hasSize(50);
        assertThat(truth.interests()).hasSize(50);
        assertThat(truth.categories().stream()
                        .mapToDouble(Shop.Category::popularity)
                        .sum())
                .isEqualTo(1, within(1e-12));

        Map<String, List<DirectChoice.Past>> pasts = new HashMap<>();
        Map<String, Long> types = new HashMap<>(truth.events());
        types.replaceAll((type, number) -> 0L);
        Map<String, Integer> categories = categoriesOfItems(truth);
        for (Map<String, String> event : lines(Simulation.EVENTS)) {
            types.merge(event.get("type"), 1L, Long::sum);
            if (!event.get("item").isEmpty()) {
                pasts.computeIfAbsent(event.get("user"), user -> new ArrayList<>())
                        .add(new DirectChoice.Past(
                                categories.get(event.get("item")),
                                event.get("type"),
                                Long.parseLong(event.get("timestamp"))));
            }
        }
        assertThat(types).isEqualTo(truth.events());
        for (Truth.Interest interest : truth.interests()) {
            Shopper who = truth.user(interest.user()).orElseThrow();
            List<DirectChoice.Past> past = pasts.getOrDefault(interest.user(), List.of());
            double[] direct = DirectChoice.interest(truth, who, past, interest.asOfSecond(), 1);
            double[] focus = DirectChoice.focus(truth, who, direct);
            assertThat(interest.topics()).hasSize(direct.length);
            for (Truth.Topic topic : interest.topics()) {
                int c = truth.categories()
                        .indexOf(truth.category(topic.category()).orElseThrow());
                assertThat(topic.interest()).isEqualTo(direct[c], within(1e-9));
                assertThat(topic.probability()).isEqualTo(focus[c], within(1e-9));
            }
        }
    }

    @Test
    void everyEventIsWellFormed() throws IOException {
        TINY.writeTo(directory);
        Map<String, Integer> categories = categoriesOfItems(TINY.truth());
        long last = Preset.TINY.fromSecond();
        List<Map<String, String>> events = lines(Simulation.EVENTS);

        assertThat(events).hasSize(TINY.events());
        for (Map<String, String> event : events) {
            long second = Long.parseLong(event.get("timestamp"));
            assertThat(second).isBetween(last, Preset.TINY.endSecond() - 1);
            last = second;
            boolean search = event.get("type").equals("search");
            boolean review = event.get("type").equals("review");
            boolean ordered =
                    event.get("type").equals("purchase") || event.get("type").equals("return");
            assertThat(event.get("item").isEmpty()).isEqualTo(search);
            assertThat(search || categories.containsKey(event.get("item"))).isTrue();
            assertThat(event.get("text").isEmpty()).isEqualTo(!search && !review);
            assertThat(event.get("basket").isEmpty()).isEqualTo(!ordered);
            assertThat(event.get("value")).matches(ordered ? "[1-9][0-9]*" : "");
            assertThat(event.get("rating")).matches(review ? "[1-5]" : "");
        }
    }

    @Test
    void everyItemHasATitleOfItsOwn() throws IOException {
        TINY.writeTo(directory);
        List<Map<String, String>> items = lines(Simulation.ITEMS);

        assertThat(items).extracting(item -> item.get("title")).doesNotHaveDuplicates();
        assertThat(items).extracting(item -> item.get("item")).doesNotHaveDuplicates();
        assertThat(items).allSatisfy(item -> {
            assertThat(item.get("title")).startsWith(item.get("brand") + " ").contains(", ");
            assertThat(Double.parseDouble(item.get("price"))).isPositive();
        });
    }

    @Test
    void halfLivesAreLookedUpByUserTypeAndCategory() {
        Truth truth = TINY.truth();
        Shopper user = truth.users().get(3);
        Shop.Category category = truth.categories().get(2);

        assertThat(truth.halfLifeDays(user.user(), "cart", category.category()))
                .hasValueSatisfying(days -> assertThat(days)
                        .isEqualTo(7 * category.halfLifeMultiplier() * user.halfLifeMultiplier(), within(1e-12)));
        assertThat(truth.halfLifeDays(user.user(), "search", category.category()))
                .isEmpty();
        assertThat(truth.halfLifeDays("nobody", "cart", category.category())).isEmpty();
        assertThat(truth.interest("nobody")).isEmpty();
        assertThat(truth.liveliest().topics().get(0).interest())
                .isGreaterThan(truth.liveliest().topics().get(1).interest());
    }

    @Test
    void progressEndsWithAllUsers() {
        AtomicLong most = new AtomicLong();
        Simulation simulation = Simulation.run(Preset.TINY, SEED, 2, (what, done, total) -> {
            assertThat(what).isEqualTo("users");
            assertThat(total).isEqualTo(50);
            most.accumulateAndGet(done, Math::max);
        });

        assertThat(most).hasValue(50);
        assertThat(simulation.sentence())
                .startsWith("A shop that never was: 50 users, 30 days,")
                .endsWith("events (seed 1).");
    }

    @Test
    void earlierFilesAreReplacedAndNothingElseIsLeft() throws IOException {
        Files.writeString(directory.resolve(Simulation.EVENTS), "something else");
        TINY.writeTo(directory);

        assertThat(directory).isDirectoryNotContaining("glob:**.part");
        assertThat(hashes(directory)).hasSize(3);
        assertThat(Files.readString(directory.resolve(Simulation.EVENTS))).startsWith("user,item,type,timestamp");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> TINY.writeTo(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + " is a file")
                .hasMessageContaining("choose another name");
        assertThatThrownBy(() -> TINY.writeTo(file.resolve("below")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.resolve("below") + ": the simulated shop cannot be written there");
    }

    @Test
    void aFailedWriteLeavesNoHalfFile() throws IOException {
        // a directory that is not empty cannot be replaced by a file
        Files.createFile(
                Files.createDirectories(directory.resolve(Simulation.EVENTS)).resolve("in the way"));
        assertThatThrownBy(() -> TINY.writeTo(directory)).isInstanceOf(UncheckedIOException.class);
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
        assertThat(directory.resolve(Simulation.TRUTH)).doesNotExist();
    }

    @Test
    void onlyANewDirectoryOrASimulatedShopMayBeWrittenTo() throws IOException {
        Simulation.requireOwn(directory.resolve("new"));
        Simulation.requireOwn(directory);
        TINY.writeTo(directory);
        Simulation.requireOwn(directory);

        Path stranger = Files.createDirectory(directory.resolve("store"));
        assertThatThrownBy(() -> Simulation.requireOwn(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(directory.toString(), "holds store", "name a new directory");
        Files.delete(stranger);
        Files.writeString(directory.resolve(Simulation.TRUTH), "{}");
        assertThatThrownBy(() -> Simulation.requireOwn(directory)).hasMessageContaining("holds events.csv");
    }

    @Test
    void whatIsNoTruthIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("truth.json"), "{\"seed\": \"seven\"}");

        assertThatThrownBy(() -> Truth.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void presetsAreFoundByName() {
        assertThat(Preset.named("demo")).isEqualTo(Preset.DEMO);
        assertThatThrownBy(() -> Preset.named("dmeo"))
                .hasMessage("preset 'dmeo' is not known. Allowed: tiny, demo, bench, tastes");
        assertThatThrownBy(() -> Simulation.run(Preset.TINY, SEED, 0, Progress.NONE))
                .hasMessage("threads must be at least 1: 0");
    }

    private Map<String, Integer> categoriesOfItems(Truth truth) throws IOException {
        List<String> names =
                truth.categories().stream().map(Shop.Category::category).toList();
        Map<String, Integer> categories = new HashMap<>();
        for (Map<String, String> item : lines(Simulation.ITEMS)) {
            categories.put(item.get("item"), names.indexOf(item.get("category")));
        }
        assertThat(categories.values()).doesNotContain(-1);
        return categories;
    }

    private static final Pattern FIELD = Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^,]*))(?:,|$)");

    private List<Map<String, String>> lines(String file) throws IOException {
        List<String> all = Files.readAllLines(directory.resolve(file));
        List<String> names = List.of(all.get(0).split(",", -1));
        List<Map<String, String>> lines = new ArrayList<>();
        for (String line : all.subList(1, all.size())) {
            Matcher field = FIELD.matcher(line);
            Map<String, String> values = new LinkedHashMap<>();
            for (String name : names) {
                assertThat(field.find()).as(line).isTrue();
                values.put(
                        name,
                        field.group(1) == null ? field.group(2) : field.group(1).replace("\"\"", "\""));
            }
            lines.add(values);
        }
        return lines;
    }

    private static Map<String, String> hashes(Path directory) throws IOException {
        Map<String, String> hashes = new HashMap<>();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                hashes.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
