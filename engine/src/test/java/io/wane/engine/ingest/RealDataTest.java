package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wane.core.event.Event;
import io.wane.core.model.Progress;
import io.wane.core.store.Appended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public data sets; each test is skipped where they are not at hand. */
class RealDataTest {

    @TempDir
    Path folder;

    @Test
    void onlineRetailKeepsItsCopiesAndComesOutAsItWentIn() throws IOException {
        ImportSummary summary = goesInAndOut(data("online_retail/events.csv.gz"));
        assertThat(summary.rows()).isEqualTo(396_337);
        assertThat(summary.copies()).isEqualTo(5_229);
        assertThat(summary.users()).hasToString("4334");
        assertThat(summary.items()).hasToString("3659");
        assertThat(summary.byType()).containsExactly(Map.entry("purchase", 396_337L));
    }

    @Test
    void taobaoComesOutAsItWentIn() throws IOException {
        ImportSummary summary = goesInAndOut(data("taobao_raw_800/events.csv.gz"));
        assertThat(summary.rows()).isEqualTo(84_252);
        assertThat(summary.copies()).isZero();
        assertThat(summary.users()).hasToString("814");
        assertThat(summary.byType()).containsOnlyKeys("view", "cart", "favorite", "purchase");
    }

    @Test
    void musicReviewsWithQuotesAndLineBreaksComeOutAsTheyWentIn() throws IOException {
        ImportSummary summary = goesInAndOut(data("amazon_musical_part/events.csv.gz"));
        assertThat(summary.rows()).isEqualTo(5_050);
        assertThat(summary.users()).hasToString("1381");
    }

    private ImportSummary goesInAndOut(Path file) throws IOException {
        MemoryStore store = new MemoryStore();
        Importer importer = new Importer(store, ImportSettings.DEFAULT, Progress.NONE);
        ImportSummary first = importer.importFile(file);
        assertThat(first.added()).isEqualTo(first.rows());
        assertThat(first.rejected()).isEmpty();
        ImportSummary again = importer.importFile(file);
        assertThat(again.added()).isZero();
        assertThat(again.known()).isEqualTo(first.rows());

        Path export = folder.resolve("export.csv");
        assertThat(new Exporter(store, ValueAs.QUANTITY).export(export)).isEqualTo(first.rows());
        ImportSummary back = importer.importFile(export);
        assertThat(back.added()).isZero();
        assertThat(back.known()).isEqualTo(first.rows());

        assertThat(rows(export)).isEqualTo(rows(file));
        return first;
    }

    // The multiset of rows, as sorted hashes of the six columns that every file of the folder begins with.
    private static long[] rows(Path file) throws IOException {
        long[] hashes = new long[1 << 19];
        int rows = 0;
        try (RecordFile records = RecordFile.open(file)) {
            CsvFields fields = new CsvFields(',', records.header().names().size());
            while (records.next()) {
                String[] values = fields.of(records.record());
                values[4] = values[4].isEmpty() ? "" : NumberText.format(NumberText.parse(values[4]));
                long hash = 0;
                for (int column = 0; column < 6; column++) {
                    hash = (hash ^ values[column].hashCode()) * 0x9E3779B97F4A7C15L;
                    hash ^= hash >>> 32;
                }
                hashes[rows++] = hash;
            }
        } catch (RowException bad) {
            throw new AssertionError(bad);
        }
        long[] sorted = Arrays.copyOf(hashes, rows);
        Arrays.sort(sorted);
        return sorted;
    }

    // STORYBOARD "An import of a messy file" has the counts of rows, purchases, returns and anonymous events.
    @Test
    void onlineRetailAsPublishedIsReadWhole() throws IOException {
        Path file = data("online_retail/raw/online_retail_by_day_concat.csv.gz");
        // which keeps no events: a heap of 1 GiB would be busy with them
        MemoryStore store = new MemoryStore() {
            @Override
            public Appended append(List<Event> batch) {
                return new Appended(batch.size(), 0, List.of());
            }
        };
        ImportSummary summary = new Importer(store, ImportSettings.DEFAULT, Progress.NONE).importFile(file);
        assertThat(summary.layout()).isEqualTo(Layout.ONLINE_RETAIL);
        assertThat(summary.valueAs()).isEmpty();
        assertThat(summary.rows()).isEqualTo(541_909);
        assertThat(summary.rejected()).isEmpty();
        assertThat(summary.anonymous()).isEqualTo(135_080);
        assertThat(summary.byType()).containsExactly(Map.entry("purchase", 397_924L), Map.entry("return", 8_905L));
        assertThat(summary.copies()).isEqualTo(5_268);
        assertThat(summary.firstMillis()).hasValue(TimeText.parse("2010-12-01T08:26:00Z"));
        assertThat(summary.lastMillis()).hasValue(TimeText.parse("2011-12-09T12:50:00Z"));
        assertThat(summary.newItems()).isEqualTo(store.catalog().size()).isGreaterThan(3_900);
        assertThat(store.catalog().title("85123A")).isEqualTo("CREAM HANGING HEART T-LIGHT HOLDER");
        assertThat(summary.notes())
                .containsExactly(
                        "times as yyyy-MM-dd HH:mm taken as Europe/London",
                        "2,912 rows of charges and corrections (AMAZONFEE, B, BANK CHARGES, C2, CRUK, D, DOT, M, POST, S): kept as"
                                + " events without an item, the code in text 'charge'",
                        "1,336 rows with a negative quantity on no cancellation: taken as returns");
    }

    private static Path data(String name) {
        Path file = Path.of(System.getProperty("wane.shared", "../../shared"), "data", name);
        assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not there");
        return file;
    }
}
