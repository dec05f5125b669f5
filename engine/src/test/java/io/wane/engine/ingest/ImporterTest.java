package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.wane.core.event.Event;
import io.wane.core.model.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {

    private static final String HEADER = "user,item,type,timestamp,value,text\n";

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();

    // --- what rows become

    @Test
    void aRowBecomesAnEvent() {
        in("user,item,type,timestamp,value,text,basket,price\nu1,i1,purchase,1291191960,6,A lantern,b1,2.55\n");
        Event event = store.only();
        assertThat(event.user()).hasValue("u1");
        assertThat(event.item()).hasValue("i1");
        assertThat(event.type()).isEqualTo("purchase");
        assertThat(event.timeMillis()).isEqualTo(1_291_191_960_000L);
        assertThat(event.basket()).hasValue("b1");
        assertThat(event.text()).containsExactly(Map.entry("text", "A lantern"));
        assertThat(event.numbers()).containsExactly(Map.entry("price", 2.55), Map.entry("quantity", 6.0));
    }

    @Test
    void columnsStandInAnyOrderAndBlankFieldsAreAbsent() {
        ImportSummary summary = in("timestamp,type,text,item,value,user\n1,search,warm socks,,,\n");
        Event event = store.only();
        assertThat(event.user()).isEmpty();
        assertThat(event.item()).isEmpty();
        assertThat(event.numbers()).isEmpty();
        assertThat(event.text()).containsExactly(Map.entry("text", "warm socks"));
        assertThat(summary.anonymous()).isEqualTo(1);
        assertThat(summary.byType()).isEmpty();
    }

    @Test
    void furtherColumnsAreNumbersWhereANumberStandsUnlessTheirNameSaysOtherwise() {
        in("user,item,type,timestamp,stars,sku,title,text.code,numbers.weight\nu,i,view,1,4.5,007,1984,12,1e3\n");
        assertThat(store.only().numbers()).containsExactly(Map.entry("stars", 4.5), Map.entry("weight", 1000.0));
        assertThat(store.only().text())
                .containsExactly(Map.entry("code", "12"), Map.entry("sku", "007"), Map.entry("title", "1984"));
    }

    @Test
    void valueMeansWhatTheSettingsSay() {
        ImportSettings rating = new ImportSettings(
                Optional.empty(),
                Optional.of(ValueAs.RATING),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        ImportSummary summary = in(file("r.csv", HEADER + "u,i,review,1,0,\n"), rating);
        assertThat(store.only().numbers()).containsExactly(Map.entry("rating", 0.0));
        assertThat(summary.valueAs()).hasValue(ValueAs.RATING);
    }

    @Test
    void jsonLinesAreTheSameEventsAsCsv() {
        in(
                "user,item,type,timestamp,value,text,price\n17850,i1,purchase,1291191960,6,\"A \"\"b\"\"\",2.55\n,,search,2,,q,\n");
        ImportSummary summary = in("""
                {"user":17850,"item":"i1","type":"purchase","timestamp":1291191960,"value":6,"text":"A \\"b\\"","price":2.55}

                {"type":"search","timestamp":"1970-01-01T00:00:02Z","text":{"text":"q"},"numbers":{},"user":null}
                """);
        assertThat(summary.layout()).isEqualTo(Layout.JSON);
        assertThat(summary.rejected()).isEmpty();
        assertThat(summary.known()).isEqualTo(2);
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void jsonObjectsOfTextsAndNumbersAreOpened() {
        in(
                "{\"type\":\"view\",\"timestamp\":1,\"text\":{\"title\":\"T\"},\"numbers\":{\"w\":1.5},\"vip\":true,\"n\":2}\n");
        assertThat(store.only().text()).containsExactly(Map.entry("title", "T"), Map.entry("vip", "true"));
        assertThat(store.only().numbers()).containsExactly(Map.entry("n", 2.0), Map.entry("w", 1.5));
    }

    @Test
    void semicolonsTabsCrlfAByteOrderMarkAndGzipAreRead() throws IOException {
        in("\uFEFFuser;item;type;timestamp\r\nu;i,1;view;1\r\n");
        assertThat(store.only().item()).hasValue("i,1");
        in("user\titem\ttype\ttimestamp\nu\ti,1\tview\t1\n");
        Path gzip = folder.resolve("no-telling-name");
        try (var out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write("user,item,type,timestamp\nu,\"i,1\",view,1\n".getBytes(StandardCharsets.UTF_8));
        }
        in(gzip, ImportSettings.DEFAULT);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void timesWithoutAZoneAreToldOf() {
        ImportSummary summary = in("user,item,type,timestamp\nu,i,view,2010-12-01 08:26\nu,i,view,2010-12-01T08:27Z\n");
        assertThat(summary.notes()).containsExactly("1 time without a zone: taken as UTC");
        assertThat(summary.firstMillis()).hasValue(1_291_191_960_000L);
        assertThat(summary.lastMillis()).hasValue(1_291_192_020_000L);
    }

    @Test
    void columnsWithoutAMeaningAreNamedWithTheOneThatMayBeMeant() {
        ImportSummary csv =
                in("user,item,type,timestamp,valeu,colour,title,numbers.x\nu,i,view,1700000000,2,red,T,1\n");
        assertThat(csv.notes())
                .containsExactly(
                        "further columns, kept as numbers or texts of these names: valeu (did you mean 'value'?),"
                                + " colour");
        ImportSummary json = in("{\"type\":\"view\",\"timestamp\":1700000000,\"usr\":\"u\"}\n");
        assertThat(json.notes())
                .containsExactly(
                        "further columns, kept as numbers or texts of these names: usr (did you mean 'user'?)");
    }

    @Test
    void rowsOfAnotherAgeStayAndAreToldOf() {
        long now = 1_700_000_000_000L;
        ImportSettings settings = new ImportSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.of(now));
        ImportSummary summary = in(
                file(
                        "a.csv",
                        "user,item,type,timestamp\nu,i,view,-5\nu,i,view,1699999999\nu,i,view,2099-01-01T00:00Z\n"),
                settings);
        assertThat(summary.added()).isEqualTo(3);
        assertThat(summary.notes()).hasSize(2);
        assertThat(summary.notes().get(0)).startsWith("1 row lies in the future, the last on 2099-01-01: kept");
        assertThat(summary.notes().get(1)).startsWith("1 row lies before 1990, the first on 1969-12-31: kept");
    }

    @Test
    void typesThatMayBeOneAreNamed() {
        ImportSummary summary = in("""
                user,item,type,timestamp
                u,i,view,1700000000
                u,i,VIEW,1700000000
                u,i,purchased,1700000000
                u,i,purchase,1700000000
                u,i,review,1700000000
                """);
        assertThat(summary.notes())
                .singleElement()
                .asString()
                .contains("'VIEW' and 'view', 'purchase' and 'purchased'")
                .doesNotContain("review");
    }

    // --- identity

    @Test
    void equalRowsOfOneFileStayAndAreCountedOnceAcrossFiles() {
        String rows = HEADER + "u,i,view,1,,\nu,i,view,1,,\nv,i,view,1,,\n";
        ImportSummary first = in(rows);
        assertThat(first.added()).isEqualTo(3);
        assertThat(first.copies()).isEqualTo(1);
        ImportSummary again = in(rows);
        assertThat(again.added()).isZero();
        assertThat(again.known()).isEqualTo(3);
        ImportSummary other = in(HEADER + "u,i,view,1,,\nw,i,view,5,,\n");
        assertThat(other.added()).isEqualTo(1);
        assertThat(other.known()).isEqualTo(1);
        assertThat(store.size()).isEqualTo(4);
    }

    @Test
    void anotherSpellingOfTheSameEventIsTheSameEvent() {
        in(HEADER + "u,i,purchase,1291191960,2.50,\n");
        in("type,timestamp,quantity,item,user\npurchase,2010-12-01T08:26:00Z, 2.5 ,i , u\n");
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aFileOutOfOrderGetsTheSameIdentitiesAsTheSortedOne() {
        in(HEADER + "a,i,view,1,,\nb,i,view,1,,\nb,i,view,1,,\na,i,view,2,,\na,i,view,2,,\na,i,view,3,,\n");
        ImportSummary shuffled = in(
                HEADER + "b,i,view,1,,\nbad\na,i,view,2,,\na,i,view,3,,\nb,i,view,1,,\na,i,view,2,,\na,i,view,1,,\n");
        assertThat(shuffled.added()).isZero();
        assertThat(shuffled.known()).isEqualTo(6);
        assertThat(shuffled.copies()).isEqualTo(2);
    }

    @Test
    void anIdColumnIsUsedAsItIsAndOtherContentUnderAKnownIdIsReported() {
        ImportSummary summary =
                in("id,user,item,type,timestamp\ne1,u,i,view,1\ne1,u,i,view,1\ne1,u,i,cart,1\n,u,i,view,1\n");
        assertThat(summary.added()).isEqualTo(2);
        assertThat(summary.known()).isEqualTo(1);
        assertThat(summary.conflicting()).isEqualTo(1);
        assertThat(summary.conflictingIds()).containsExactly("e1");
        assertThat(summary.events()).isEqualTo(4);
    }

    @Test
    void batchesAreBounded() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 25_000; i++) {
            rows.append("u,i,view,").append(i).append(",,\n");
        }
        assertThat(in(rows.toString()).added()).isEqualTo(25_000);
        assertThat(store.batches).isEqualTo(3);
    }

    // --- bad rows

    @Test
    void badRowsAreCountedByKindAndNeverStopAnImport() {
        ImportSummary summary = in(HEADER + "u,i,view,yesterday,,\n" // line 2
                + "u,i,view,,,\n"
                + "u,i,,1,,\n"
                + "u,i,purchase,1,two,\n"
                + "u,i,purchase,1,-3,\n"
                + "u,i,view,1\n"
                + "u,i,view,1,,\"a\"b\n" // line 8
                + "u,i,view,1,,good\n"
                + HEADER);
        assertThat(summary.rows()).isEqualTo(8);
        assertThat(summary.added()).isEqualTo(1);
        assertThat(summary.rejectedRows()).isEqualTo(7);
        assertThat(summary.rejected())
                .extracting(Rejected::what, Rejected::rows, Rejected::firstLine)
                .containsExactlyInAnyOrder(
                        tuple(Fault.TIME.what(), 2L, 2L),
                        tuple(Fault.TYPE.what(), 1L, 4L),
                        tuple(Fault.NUMBER.what(), 1L, 5L),
                        tuple(Fault.QUANTITY.what(), 1L, 6L),
                        tuple(Fault.FIELDS.what(), 1L, 7L),
                        tuple(Fault.QUOTES.what(), 1L, 8L));
        assertThat(summary.rejected()).allSatisfy(kind -> assertThat(kind.fix()).isNotBlank());
        assertThat(summary.notes()).contains("1 more line equal to the header: passed over");
    }

    @Test
    void badJsonRowsAreRejected() {
        ImportSummary summary = in("""
                {"type":"view","timestamp":1
                {"type":"view","timestamp":1}
                {"type":"view","timestamp":2,"type":"view"}
                {"type":"view","timestamp":2,"value":1,"quantity":1}
                {"type":"view","timestamp":2,"tags":["a"]}
                {"type":"view","timestamp":2,"more":{}}
                {"type":"view","timestamp":2,"text":"\\ud800"}
                {"type":"view","timestamp":2} {}
                [1]
                """);
        assertThat(summary.added()).isEqualTo(1);
        assertThat(summary.rejectedRows()).isEqualTo(8);
        assertThat(summary.rejected().get(0).firstLine()).isEqualTo(7);
    }

    @Test
    void rejectedRowsGoToAFileThatExistsOnlyWhenNeeded() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path rejects = Files.createSymbolicLink(folder.resolve("rejects"), real).resolve("rejects.csv");
        ImportSettings settings = keeping(rejects, OptionalLong.empty());
        in(file("good.csv", HEADER + "u,i,view,1,,\n"), settings);
        assertThat(rejects).doesNotExist();
        Path bad = file("bad.csv", HEADER + "u,i,view,1,,\nu,\"i,1\",view,x,,\n");
        in(bad, settings);
        in(file("more.csv", HEADER + "u\n"), settings);
        assertThat(Files.readString(rejects))
                .startsWith("file,line,reason,raw\n" + bad + ",3,\"timestamp 'x' is not a time; write epoch seconds")
                .contains(",\"u,\"\"i,1\"\",view,x,,\"\n")
                .endsWith("more.csv,2,\"1 field, the header has 6\",u\n");
    }

    @Test
    void rejectedRowsAfterATornLineStartANewOne() throws IOException {
        Path rejects = file("rejects.csv", "file,line,reason,raw\nx.csv,2,\"no ty");
        in(file("bad.csv", HEADER + "u\n"), keeping(rejects, OptionalLong.empty()));
        assertThat(Files.readString(rejects)).contains("\"no ty\n").endsWith(",u\n");
    }

    @Test
    void beyondTheLimitNothingOfAFileIsWrittenAndEarlierFilesStay() {
        Path rejects = folder.resolve("rejects.csv");
        ImportSettings one = keeping(rejects, OptionalLong.of(1));
        Path within = file("within.csv", HEADER + "u,i,view,1,,\nbad\n");
        Path beyond = file("beyond.csv", HEADER + "u,i,view,2,,\nbad\nu,i,view,x,,\n");
        assertThat(in(within, one).added()).isEqualTo(1);
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> in(beyond, one))
                .withMessageContaining(
                        "2 rows rejected, at most 1 allowed (--max-rejects); nothing of the file is imported")
                .withMessageContaining("1 row: " + Fault.TIME.what() + ", first in line 4")
                .withMessageContaining(rejects.toString());
        assertThat(store.size()).isEqualTo(1);
        assertThat(rejects).content().contains("within.csv,3", "beyond.csv,3", "beyond.csv,4");
        assertThat(rejects).content().containsOnlyOnce("within.csv");
    }

    @Test
    void aJsonFieldOfAnotherNameIsTold() {
        ImportSummary summary = in("{\"type\":\"view\",\"user\":\"u\",\"time\":1700000000}\n{\"type\": \n");
        assertThat(summary.rejected())
                .extracting(Rejected::firstReason)
                .containsExactlyInAnyOrder(
                        "no timestamp, only time, type, user; rename 'time' if it is meant",
                        "not JSON: Unexpected end-of-input within/between Object entries");
    }

    @Test
    void rejectedRowsNeverGoIntoAFileOfOtherContent() throws IOException {
        Path log = file("log.csv", HEADER + "u,i,view,1,,\nbad\n");
        Path other = file("other.csv", HEADER);
        Path taken = Files.createDirectories(folder.resolve("taken"));
        for (Path rejects : List.of(log, other, taken, log.resolve("r.csv"))) {
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> in(log, keeping(rejects, OptionalLong.empty())))
                    .withMessageContaining(rejects + ": rejected rows cannot be written there")
                    .withMessageContaining("--rejects");
        }
        assertThat(store.size()).isZero();
        assertThat(log).hasContent(HEADER + "u,i,view,1,,\nbad\n");
        assertThat(other).hasContent(HEADER);
        in(log, keeping(file("empty.csv", ""), OptionalLong.empty()));
    }

    // --- files that cannot be read

    @Test
    void filesThatAreNoFilesAreRefused() {
        refused(folder.resolve("none.csv"), "none.csv: no such file");
        refused(folder, "is a directory");
        refused(file("empty.csv", ""), "empty.csv: is empty");
        refused(file("blank.csv", "\n  \n"), "holds blank lines only");
        refused(file("bom.csv", "\uFEFF"), "holds blank lines only");
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        refused(Files.write(folder.resolve("a.bin"), new byte[] {'a', 0, 1, 2}), "is not text (byte 0 at offset 1)");
        refused(Files.write(folder.resolve("a.xlsx"), new byte[] {'P', 'K', 3, 4, 5}), "zip archive or spreadsheet");
        refused(
                Files.write(folder.resolve("a.txt"), "\uFEFFuser".getBytes(StandardCharsets.UTF_16LE)),
                "is UTF-16 text; save it as UTF-8");
        refused(
                Files.write(folder.resolve("l.csv"), "user,n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)),
                "the first line is not valid UTF-8");
        refused(file("list.json", "[{\"type\":\"view\"}]"), "starts a JSON list; write one object per line");
    }

    @Test
    void aMissingColumnIsNamedWithTheOneThatMayBeMeant() {
        refused(
                file("a.csv", "user_id,item,type,time\nu,i,view,1\n"),
                "a.csv:1: column 'user' is missing (is it 'user_id'? Rename it); column 'timestamp' is missing (is it 'time'? Rename it)",
                "header seen: user_id,item,type,time",
                "layout csv: user,item,type,timestamp");
        refused(file("b.csv", "user,itme,type,timestamp\n"), "column 'item' is missing (is it 'itme'? Rename it)");
        refused(file("c.json", "{\"user\":\"u\",\"action\":\"view\"}"), "column 'type' is missing", "layout json: {");
        refused(
                file("d.csv", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Price,CustomerID\n"),
                "column 'UnitPrice' is missing",
                "layout online-retail: InvoiceNo,");
    }

    @Test
    void anUnknownHeaderIsRefusedWithAllLayouts() {
        refused(
                file("a.csv", "datum,kunde,artikel\n"),
                "no known layout has this header: datum,kunde,artikel",
                "csv: user,item,type,timestamp",
                "json: {",
                "online-retail: InvoiceNo,StockCode");
        refused(file("items.csv", "item,title,category\n"), "is an item catalogue; import it as one (--items)");
        refused(file("other.csv", "usr,item,kind,when\n"), "no known layout has this header: usr,item,kind,when");
    }

    @Test
    void headersWithNamesTwiceOrWithoutNamesAreRefused() {
        refused(file("a.csv", "user,item,type,timestamp,user\n"), "column 'user' stands twice");
        refused(file("b.csv", "user,item,type,timestamp,,x\n"), "column 5 has no name");
        refused(
                file("c.csv", HEADER.strip() + ",quantity\n"),
                "'quantity' and another both mean the quantity",
                "--value-as");
    }

    @Test
    void anotherLayoutThanTheOneNamedIsRefused() {
        ImportSettings json = new ImportSettings(
                Optional.of(Layout.JSON),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> in(file("a.csv", HEADER), json))
                .withMessageContaining("is not in the layout named, json")
                .withMessageContaining("first line: user,item");
    }

    @Test
    void aTruncatedArchiveIsAFailureThatSaysWhatStays() throws IOException {
        Path whole = folder.resolve("whole.csv.gz");
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 60_000; i++) {
            rows.append("u")
                    .append(i * 7919L % 60_000)
                    .append(",i,view,")
                    .append(i)
                    .append(",,\n");
        }
        try (var out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path torn = Files.write(folder.resolve("torn.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> in(torn, keeping(folder.resolve("r.csv"), OptionalLong.of(0))))
                .withMessageContaining("breaks off")
                .withMessageContaining("Nothing of the file is imported");
        assertThat(store.size()).isZero();
        refused(torn, "torn.csv.gz: breaks off", "events before that are in the store", "are not added twice");
        assertThat(store.size()).isPositive().isLessThan(60_000);
        long before = store.size();
        assertThat(in(whole, ImportSettings.DEFAULT).added()).isEqualTo(60_000 - before);
        refused(Files.write(folder.resolve("head.gz"), Arrays.copyOf(bytes, 5)), "breaks off");
    }

    private void refused(Path file, String... messageParts) {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> in(file, ImportSettings.DEFAULT))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(List.of(messageParts)));
    }

    private static ImportSettings keeping(Path rejects, OptionalLong most) {
        return new ImportSettings(Optional.empty(), Optional.empty(), Optional.of(rejects), most, OptionalLong.empty());
    }

    private ImportSummary in(String content) {
        return in(file("file.csv", content), ImportSettings.DEFAULT);
    }

    private ImportSummary in(Path file, ImportSettings settings) {
        return new Importer(store, settings, Progress.NONE).importFile(file);
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
