package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {

    @TempDir
    Path folder;

    @Test
    void lineEndsAndBlankLinesAreNotPartOfRecords() throws IOException {
        assertThat(records("a,b\r\n\r\n  \nc,d\n\ne,f")).containsExactly("1 a,b", "4 c,d", "6 e,f");
    }

    @Test
    void quotedFieldsMayHoldLineBreaksSeparatorsAndQuotes() throws IOException {
        assertThat(records("a,\"one\ntwo, \"\"three\"\"\"\nb,c\n"))
                .containsExactly("1 a,\"one\ntwo, \"\"three\"\"\"", "3 b,c");
    }

    @Test
    void aQuoteInsideAnUnquotedFieldIsAnOrdinaryCharacter() throws IOException {
        assertThat(records("a,5\" nail\nb,c")).containsExactly("1 a,5\" nail", "2 b,c");
    }

    @Test
    void aQuoteThatNeverClosesLosesItsOwnLineOnly() throws IOException {
        assertThat(records("a,\"b\nc,d\ne,f\n")).containsExactly("1 a,\"b QUOTES", "2 c,d", "3 e,f");
        assertThat(records("a,\"b\nc,\"d\"\ne,f\n")).containsExactly("1 a,\"b QUOTES", "2 c,\"d\"", "3 e,f");
    }

    @Test
    void aQuoteIsLookedForNoFartherThanARecordMayBeLong() throws IOException {
        List<String> records = records("a,\"b\n" + "some line\n".repeat(RecordReader.LONGEST / 5));
        assertThat(records).hasSize(1 + RecordReader.LONGEST / 5).startsWith("1 a,\"b QUOTES", "2 some line");
    }

    @Test
    void aVeryLongLineIsPassedOver() throws IOException {
        List<String> records = records("a\n" + "x".repeat(3 * RecordReader.LONGEST) + "\nb\n");
        assertThat(records).hasSize(3).startsWith("1 a").endsWith("3 b");
        assertThat(records.get(1)).endsWith("… LENGTH").hasSizeLessThan(1100);
    }

    @Test
    void invalidUtf8IsAFaultOfItsRowAndTheReplacementCharacterIsNot() throws IOException {
        byte[] bytes = "a\nb\u00e9\nc\n\uFFFD\n".getBytes(StandardCharsets.UTF_8);
        bytes[3] = (byte) 0xe9;
        assertThat(records(bytes)).containsExactly("1 a", "2 b\uFFFD ENCODING", "3 c", "4 \uFFFD");
    }

    @Test
    void recordsAcrossTheEndsOfBuffersStayWhole() throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            String record = "row " + i + ",\"é" + "y".repeat(i % 37) + "\"";
            text.append(record).append('\n');
            expected.add(i + " " + record);
        }
        assertThat(records(text.toString())).isEqualTo(expected);
    }

    private List<String> records(String text) throws IOException {
        return records(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> records(byte[] bytes) throws IOException {
        List<String> records = new ArrayList<>();
        try (RecordReader reader = RecordReader.open(Files.write(folder.resolve("file"), bytes))) {
            reader.quotedFieldsBetween(',');
            while (reader.next()) {
                records.add(reader.line() + " " + reader.text() + (reader.fault() == null ? "" : " " + reader.fault()));
            }
        }
        return records;
    }
}
