package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Event;
import io.wane.core.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripProperties {

    @Property(tries = 50)
    void whatIsExportedComesBackAsTheSameEvents(@ForAll("events") List<Event> events, @ForAll boolean gzip)
            throws IOException {
        Path folder = Files.createTempDirectory("wane-round-trip");
        Path file = folder.resolve(gzip ? "out.csv.gz" : "out.csv");
        try {
            MemoryStore store = new MemoryStore();
            store.append(events);
            new Exporter(store, ValueAs.QUANTITY).export(file);

            MemoryStore fresh = new MemoryStore();
            ImportSummary into = new Importer(fresh, ImportSettings.DEFAULT, Progress.NONE).importFile(file);
            assertThat(into.rejected()).isEmpty();
            assertThat(fresh.all()).isEqualTo(store.all());

            ImportSummary back = new Importer(store, ImportSettings.DEFAULT, Progress.NONE).importFile(file);
            assertThat(back.added()).isZero();
            assertThat(back.conflicting()).isZero();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> names = Arbitraries.of("a", "b,c", "d\"e", "\"f\"", "g;h", "é 猫", "#i", "0017", "j\nk");
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("ab \",;\t\n\r'é猫\u0001\uFEFF")
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<Long> times = Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.longs().between(0, 3_000), Arbitraries.of(20_101_201_000L));
        Arbitrary<Map<String, String>> text = Arbitraries.maps(Arbitraries.of("text", "title", "x,y", "12"), texts)
                .ofMaxSize(3);
        Arbitrary<Map<String, Double>> numbers = Arbitraries.maps(
                        Arbitraries.of("quantity", "price", "weight", "x,y"),
                        Arbitraries.doubles().greaterThan(0).lessOrEqual(1e300))
                .ofMaxSize(3);
        return Combinators.combine(names.optional(), names.optional(), names, times, names.optional(), text, numbers)
                .as((user, item, type, time, basket, texts1, numbers1) ->
                        new Event("x", user, item, type, time, basket, texts1, numbers1))
                .list()
                .ofMaxSize(30)
                .map(RoundTripProperties::numbered);
    }

    private static List<Event> numbered(List<Event> events) {
        List<Event> numbered = new ArrayList<>();
        for (Event e : events) {
            String id = "e" + numbered.size();
            numbered.add(
                    new Event(id, e.user(), e.item(), e.type(), e.timeMillis(), e.basket(), e.text(), e.numbers()));
        }
        return numbered;
    }
}
