package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wane.core.event.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemImporterTest {

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();

    @Test
    void aRowBecomesAnItem() throws IOException {
        ItemSummary summary = in("""
                item,title,category,price,brand,text.colour
                i1,"Boots, warm",Shoes > Boots,39.9,Acme,red
                i2,,,,,
                """);
        assertThat(summary.items()).isEqualTo(2);
        Item item = store.catalog().item("i1").orElseThrow();
        assertThat(item.title()).isEqualTo("Boots, warm");
        assertThat(item.categoryPath()).containsExactly("Shoes", "Boots");
        assertThat(item.price()).hasValue(39.9);
        assertThat(item.brand()).hasValue("Acme");
        assertThat(item.text()).containsExactly(Map.entry("colour", "red"));
        assertThat(store.catalog().item("i2").orElseThrow().category()).isEmpty();
    }

    @Test
    void jsonLinesAreTheSameItems() throws IOException {
        in("item,title,category,price\ni1,T,Shoes > Boots,2\n");
        Item csv = store.catalog().item("i1").orElseThrow();
        in("{\"item\":\"i1\",\"title\":\"T\",\"category\":[\"Shoes\",\"Boots\"],\"price\":2.0}\n");
        assertThat(store.catalog().item("i1")).hasValue(csv);
    }

    @Test
    void ofTwoRowsTheLaterCountsAndItIsSaid() throws IOException {
        ItemSummary summary = in("item,title\ni1,old\ni1,new\n");
        assertThat(summary.repeated()).isEqualTo(1);
        assertThat(store.catalog().title("i1")).isEqualTo("new");
    }

    @Test
    void badRowsAreRejected() throws IOException {
        ItemSummary summary = in("item,category,price\ni1,A > > B,\n,A,\ni2,A,dear\ni3,A,nan\ni4,A\n");
        assertThat(summary.items()).isEqualTo(1);
        assertThat(summary.rejected()).extracting(Rejected::firstLine).containsExactlyInAnyOrder(2L, 3L, 4L, 6L);
        ImportSettings none =
                new ImportSettings(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.of(0));
        Path bad = Files.writeString(folder.resolve("bad.csv"), "item,price\ni9,1\ni8,dear\n");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> new ItemImporter(store, none).importFile(bad))
                .withMessageContaining("1 rows rejected, at most 0 allowed");
        assertThat(store.catalog().item("i9")).isEmpty();
    }

    @Test
    void whatIsNoCatalogueIsRefused() {
        for (String[] refused : List.of(
                new String[] {"item,user,type,timestamp\n", "is an event file"},
                new String[] {"item_id,title\n", "column 'item' is missing (is it 'item_id'? Rename it)"},
                new String[] {"", "is empty"})) {
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> in(refused[0]))
                    .withMessageContaining(refused[1]);
        }
    }

    private ItemSummary in(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("items.csv"), content);
        return new ItemImporter(store, ImportSettings.DEFAULT).importFile(file);
    }
}
