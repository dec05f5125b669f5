package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetailRowsTest {

    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();

    @Test
    void aLineOfAnInvoiceIsAPurchaseInItsBasket() throws IOException {
        in("536365,85123A,WHITE HEART ,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n");
        Event event = store.only();
        assertThat(event.user()).hasValue("17850");
        assertThat(event.item()).hasValue("85123A");
        assertThat(event.type()).isEqualTo("purchase");
        assertThat(event.basket()).hasValue("536365");
        assertThat(event.timeMillis()).isEqualTo(1_291_191_960_000L);
        assertThat(event.numbers()).containsExactly(Map.entry("price", 2.55), Map.entry("quantity", 6.0));
        assertThat(event.text())
                .containsExactly(Map.entry("country", "United Kingdom"), Map.entry("title", "WHITE HEART"));
    }

    @Test
    void aCancellationIsAReturnWithAPositiveQuantity() throws IOException {
        ImportSummary summary = in("""
                C536379,22960,JAM,-4,2010-12-01 09:41:00,4.25,14527.0,United Kingdom
                536589,21777,RECIPE BOX,-10,2010-12-01 16:50:00,0.0,,United Kingdom
                """);
        assertThat(store.all())
                .allSatisfy(event -> assertThat(event.type()).isEqualTo(Event.RETURN))
                .extracting(event -> event.numbers().get("quantity"))
                .containsExactly(4.0, 10.0);
        assertThat(summary.notes())
                .anyMatch(note -> note.startsWith("1 row with a negative quantity on no cancellation"));
        assertThat(summary.anonymous()).isEqualTo(1);
    }

    @Test
    void chargesAreEventsWithoutAnItem() throws IOException {
        ImportSummary summary = in("""
                536370,POST,POSTAGE,3,2010-12-01 08:45:00,18.0,12583.0,France
                536371,m,Manual,1,2010-12-01 08:46:00,nan,nan,France
                """);
        assertThat(store.all()).allSatisfy(event -> assertThat(event.item()).isEmpty());
        assertThat(store.all().get(0).text()).containsEntry("charge", "POST");
        assertThat(store.all().get(1).numbers()).doesNotContainKey("price");
        assertThat(store.all().get(1).user()).isEmpty();
        assertThat(summary.items().count()).isZero();
        assertThat(summary.notes()).anyMatch(note -> note.startsWith("2 rows of charges and corrections (M, POST)"));
    }

    @Test
    void timesAreLondonTimes() throws IOException {
        in("1,10001,A,1,2011-07-01 08:26,1,1,UK\n");
        assertThat(store.only().timeMillis()).isEqualTo(TimeText.parse("2011-07-01T07:26:00Z"));
    }

    @Test
    void oneDateDecidesWhetherDayOrMonthStandsFirst() throws IOException {
        ImportSummary month = in(date("12/1/2010 8:26") + date("12/13/2010 8:26"));
        assertThat(month.notes()).contains("times as M/d/yyyy H:mm taken as Europe/London");
        assertThat(month.firstMillis()).hasValue(TimeText.parse("2010-12-01T08:26Z"));
        ImportSummary day = in(date("1/12/2010 8:26") + date("13/12/2010 08:26:30"));
        assertThat(day.notes()).contains("times as d/M/yyyy H:mm taken as Europe/London");
        assertThat(day.firstMillis()).isEqualTo(month.firstMillis());
        ImportSummary dots = in(date("1.12.2010 8:26"));
        assertThat(dots.notes()).contains("times as d.M.yyyy H:mm taken as Europe/London");
        assertThat(dots.firstMillis()).isEqualTo(month.firstMillis());
    }

    @Test
    void whereBothReadingsAreDatesTheOrderOfTheFileDecides() throws IOException {
        ImportSummary day = in(date("1/2/2011 8:26") + date("2/2/2011 8:26") + date("1/3/2011 8:26"));
        assertThat(day.notes()).contains("times as d/M/yyyy H:mm taken as Europe/London");
    }

    @Test
    void datesThatStayAmbiguousOrContradictAreRefused() {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> in(date("1/12/2010 8:26") + date("2/12/2010 8:26")))
                .withMessageContaining("'1/12/2010 8:26'")
                .withMessageContaining("write all times as yyyy-MM-dd HH:mm");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> in(date("13/1/2010 8:26") + date("1/13/2010 8:26")))
                .withMessageContaining("'13/1/2010 8:26' in line 2 must be d/M/yyyy")
                .withMessageContaining("'1/13/2010 8:26' in line 3 must be M/d/yyyy");
    }

    @Test
    void badRowsAreRejectedWithTheirReason() throws IOException {
        ImportSummary summary = in(date("2010-12-01 08:26")
                + date("2010-12-32 08:26")
                + date("1/2/2010 8:26")
                + "1,10001,A,0,2010-12-01 08:26,1,1,UK\n"
                + "1,10001,A,,2010-12-01 08:26,1,1,UK\n"
                + "1,,A,1,2010-12-01 08:26,1,1,UK\n"
                + "1,10001,A,1,2010-12-01 08:26,cheap,1,UK\n");
        assertThat(summary.added()).isEqualTo(1);
        assertThat(summary.rejected())
                .extracting(Rejected::what, Rejected::rows)
                .containsExactly(
                        tuple(Fault.TIME.what(), 2L),
                        tuple(Fault.NUMBER.what(), 1L),
                        tuple(Fault.QUANTITY.what(), 2L),
                        tuple(Fault.ITEM.what(), 1L));
    }

    @Test
    void itemsTheCatalogueLacksAreTakenFromTheirLastSale() throws IOException {
        Item own = new Item("10003", "Ours", List.of("Kitchen"), Optional.empty(), OptionalDouble.empty(), Map.of());
        store.putItems(List.of(own));
        ImportSummary summary = in("""
                1,10002,OLD NAME,1,2010-12-01 08:26:00,1.5,1,UK
                2,10002,NEW NAME,1,2010-12-02 08:26:00,2.5,1,UK
                C3,10002,CANCELLED,-1,2010-12-03 08:26:00,9,1,UK
                4,10002,damaged,-5,2010-12-04 08:26:00,0,,UK
                5,10003,THEIRS,5,2010-12-04 08:26:00,1,,UK
                """);
        assertThat(summary.newItems()).isEqualTo(1);
        Item item = store.catalog().item("10002").orElseThrow();
        assertThat(item.title()).isEqualTo("NEW NAME");
        assertThat(item.price()).hasValue(2.5);
        assertThat(store.catalog().item("10003")).hasValue(own);
    }

    @Test
    void thereIsNoValueThatCouldMeanAnythingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), HEADER + date("2010-12-01 08:26"));
        ImportSettings price = new ImportSettings(
                Optional.empty(),
                Optional.of(ValueAs.PRICE),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> new Importer(store, price, Progress.NONE).importFile(file))
                .withMessageContaining("layout online-retail has no column 'value'");
    }

    private static String date(String date) {
        return "1,10001,A,1," + date + ",1,1,UK\n";
    }

    private ImportSummary in(String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("retail.csv"), HEADER + rows);
        return new Importer(store, ImportSettings.DEFAULT, Progress.NONE).importFile(file);
    }
}
