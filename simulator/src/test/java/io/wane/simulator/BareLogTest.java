package io.wane.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wane.core.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareLogTest {

    private static final Preset SMALL_BENCH =
            new Preset("bench", 40, 60, Preset.START, 3, 4, 5, 5, 0.5, Conduct.CHOICE);

    @TempDir
    private Path directory;

    // Another log for the same preset and seed is another simulator: then raise Simulation.VERSION and renew these.
    @Test
    void theBenchIsTheOneItHasAlwaysBeen() throws IOException {
        Simulation.write(SMALL_BENCH, 7, 1, directory, Progress.NONE);

        assertThat(hashes(directory))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Simulation.EVENTS, "0bc71f0ed527f89ef4c898c2d762ea36c52ffa26cde523f9eb608628a7a8955d", //
                        Simulation.ITEMS, "32cf76adb7240544abf0c8ef7ef17aa8f70b90b8e0b738e93eed851813fc3610",
                        Simulation.TRUTH, "5e86713089828c1ef5b03620d609454cca7a85f41102afe74cb7bf732cbbc77d"));
    }

    @Test
    void theNumberOfThreadsChangesNoByteAndTheSeedDoes() throws IOException {
        Simulation.write(SMALL_BENCH, 7, 1, directory.resolve("one"), Progress.NONE);
        Simulation.write(SMALL_BENCH, 7, 4, directory.resolve("four"), Progress.NONE);
        Simulation.write(SMALL_BENCH, 8, 1, directory.resolve("other"), Progress.NONE);

        assertThat(hashes(directory.resolve("four"))).isEqualTo(hashes(directory.resolve("one")));
        assertThat(hashes(directory.resolve("other")).get(Simulation.EVENTS))
                .isNotEqualTo(hashes(directory.resolve("one")).get(Simulation.EVENTS));
    }

    @Test
    void theTruthStandsBesideTheLog() throws IOException {
        List<Long> days = new ArrayList<>();
        Simulation.Written written = Simulation.write(
                SMALL_BENCH, 7, 1, directory, (what, done, total) -> days.add(what.equals("days") ? done : -1));
        JsonNode truth =
                new JsonMapper().readTree(directory.resolve(Simulation.TRUTH).toFile());
        List<String> events = Files.readAllLines(directory.resolve(Simulation.EVENTS));
        Map<String, Long> ofType = new TreeMap<>();
        for (String event : events.subList(1, events.size())) {
            assertThat(event).matches("u\\d{6},i\\d{5},[a-z]+,\\d+,,,,");
            ofType.merge(event.split(",", -1)[2], 1L, Long::sum);
        }

        assertThat(events.get(0)).isEqualTo("user,item,type,timestamp,value,text,basket,rating");
        assertThat(written.events()).isEqualTo(events.size() - 1L);
        assertThat(written.sentence()).contains("40 users, 60 days, 60 items in 12 categories");
        ofType.forEach((type, number) ->
                assertThat(truth.at("/events/" + type).asLong()).as(type).isEqualTo(number));
        assertThat(truth.at("/choice/weights").size()).isEqualTo(4);
        assertThat(truth.at("/choice/halfLifeDays/view").asDouble()).isEqualTo(3);
        assertThat(truth.at("/preset/conduct").asText()).isEqualTo("CHOICE");
        assertThat(truth.at("/categories").size()).isEqualTo(12);
        assertThat(Files.readAllLines(directory.resolve(Simulation.ITEMS))).hasSize(61);
        assertThat(days).isSorted().endsWith(59L);
    }

    @Test
    void tastesHaveNoHalfLife() throws IOException {
        Preset few = new Preset("tastes", 20, 30, Preset.START, 2, 3, 1, 1, 1, Conduct.TASTES);
        Simulation.write(few, 7, 1, directory, Progress.NONE);
        JsonNode truth =
                new JsonMapper().readTree(directory.resolve(Simulation.TRUTH).toFile());

        assertThat(truth.at("/choice/halfLifeDays").size()).isZero();
        assertThat(truth.at("/concentration").asDouble()).isPositive();
    }

    @Test
    void logsTooLargeToHoldAreWrittenOnly() {
        assertThatThrownBy(() -> Simulation.run(Preset.BENCH, 7, 1, Progress.NONE))
                .hasMessage("preset 'bench' can only be written, not held");
        assertThatThrownBy(() -> new Preset("bench", 40, 60, Preset.START, 3, 4, 4, 5, 1, Conduct.CHOICE))
                .hasMessageContaining("as many items: 4 to 5");
    }

    private static Map<String, String> hashes(Path directory) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : List.of(Simulation.EVENTS, Simulation.ITEMS, Simulation.TRUTH)) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(directory.resolve(name)));
                hashes.put(name, HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return hashes;
    }
}
