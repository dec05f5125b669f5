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
    void whatTheFileHasNoColumnForStaysAndMisspeltColumnsAreNamed() throws IOException {
        in("item,title,category,price,brand,text.colour\ni1,Boots,Shoes > Boots,3,Acme,red\ni2,Hat,Hats,1,,\n");
        ItemSummary misspelt = in("item,name,cat,price\ni1,Boot,Shoes,4\ni2,Hat,Hats,1\ni3,New,Hats,1\n");
        assertThat(misspelt.notes())
                .containsExactly("further columns, kept as texts of these names: name (did you mean 'title'?),"
                        + " cat (did you mean 'category'?)");
        assertThat(misspelt.added()).isEqualTo(1);
        assertThat(misspelt.changed()).isEqualTo(2);
        Item item = store.catalog().item("i1").orElseThrow();
        assertThat(item.title()).isEqualTo("Boots");
        assertThat(item.categoryPath()).containsExactly("Shoes", "Boots");
        assertThat(item.brand()).hasValue("Acme");
        assertThat(item.price()).hasValue(4);
        assertThat(item.text()).containsEntry("colour", "red").containsEntry("cat", "Shoes");

        ItemSummary blank = in("item,title,price\ni1,,4\n");
        assertThat(blank.changed()).isEqualTo(1);
        assertThat(store.catalog().item("i1").orElseThrow().title()).isEmpty();
        assertThat(in("item,title,price\ni1,,4\n").changed()).isZero();

        in("{\"item\":\"i1\",\"title\":\"Boots\"}\n");
        assertThat(store.catalog().item("i1").orElseThrow().price()).hasValue(4);
    }

    @Test
    void aPriceBelowZeroIsRejected() throws IOException {
        ItemSummary summary = in("item,price\ni1,-3\ni2,0\n");
        assertThat(summary.items()).isEqualTo(1);
        assertThat(summary.rejected())
                .extracting(Rejected::firstReason)
                .containsExactly("price must be at least 0: -3");
    }

    @Test
    void badRowsAreRejected() throws IOException {
        ItemSummary summary = in("item,category,price\ni1,A > > B,\n,A,\ni2,A,dear\ni3,A,nan\ni4,A\n");
        assertThat(summary.items()).isEqualTo(1);
        assertThat(summary.rejected()).extracting(Rejected::firstLine).containsExactlyInAnyOrder(2L, 3L, 4L, 6L);
        ImportSettings none = new ImportSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.of(0), OptionalLong.empty());
        Path bad = Files.writeString(folder.resolve("bad.csv"), "item,price\ni9,1\ni8,dear\n");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> new ItemImporter(store, none).importFile(bad))
                .withMessageContaining("1 row rejected, at most 0 allowed");
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
