package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wane.core.event.Event;
import io.wane.core.model.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();

    @Test
    void theColumnsOfOurDataSetsComeFirstAndFurtherOnesSayWhatTheyAre() throws IOException {
        store.append(List.of(
                event(
                        "e2",
                        1_500,
                        Map.of("text", "Say \"hi\"", "title", "1984"),
                        Map.of("quantity", 6.0, "price", 2.5)),
                event("e1", 1_000, Map.of(), Map.of("weight", 1.25))));
        Path file = folder.resolve("out.csv");
        assertThat(new Exporter(store, ValueAs.QUANTITY).export(file)).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo("""
                user,item,type,timestamp,value,text,basket,price,numbers.weight,text.title,id
                u,i,view,1,,,b,,1.25,,e1
                u,i,view,1.5,6,"Say ""hi""\",b,2.5,,1984,e2
                """);
    }

    @Test
    void valueIsTheNumberAskedFor() throws IOException {
        store.append(List.of(event("e", 0, Map.of(), Map.of("quantity", 6.0, "rating", 4.0))));
        Path file = folder.resolve("out.csv");
        new Exporter(store, ValueAs.RATING).export(file);
        assertThat(Files.readString(file)).contains("value,text,basket,quantity,id\nu,i,view,0,4,,b,6,e\n");
    }

    @Test
    void anEmptyStoreIsAFileWithAHeader() throws IOException {
        Path file = folder.resolve("out.csv.gz");
        assertThat(new Exporter(store, ValueAs.QUANTITY).export(file)).isZero();
        assertThat(new Importer(store, ImportSettings.DEFAULT, Progress.NONE)
                        .importFile(file)
                        .rows())
                .isZero();
    }

    @Test
    void aFailureLeavesTheOlderFileAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("out.csv"), "older");
        for (int i = 0; i < 5_000; i++) {
            store.append(List.of(event("e" + i, i, Map.of(), Map.of())));
        }
        store.breaksAfter = 8_000; // in the second scan, when the file is being written
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new Exporter(store, ValueAs.QUANTITY).export(file))
                .withMessageContaining("disk gone");
        assertThat(file).hasContent("older");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void whereNothingCanBeWrittenItIsSaid() {
        Exporter exporter = new Exporter(store, ValueAs.QUANTITY);
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> exporter.export(folder))
                .withMessageContaining("is a directory; name a file in it");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> exporter.export(folder.resolve("none/out.csv")))
                .withMessageContaining("there is no directory");
    }

    private static Event event(String id, long time, Map<String, String> text, Map<String, Double> numbers) {
        return new Event(id, Optional.of("u"), Optional.of("i"), "view", time, Optional.of("b"), text, numbers);
    }
}
