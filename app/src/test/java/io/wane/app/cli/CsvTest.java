package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        List<String> fields = List.of("plain", "a,b", "say \"hi\"", "two\nlines", "", "日本");
        List<Csv.Row> rows = Csv.rows(Csv.row(fields.toArray()) + "\r\nnext,1,2,3,4,5");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).isEqualTo(new Csv.Row(1, fields));
        assertThat(rows.get(1).line()).isEqualTo(3);
    }

    @Test
    void blanksAroundFieldsBlankLinesAndAByteOrderMarkArePassedOver() {
        assertThat(Csv.rows("\uFEFFa , \"b\" ,c\n\n   \nd,e,f"))
                .containsExactly(new Csv.Row(1, List.of("a", "b", "c")), new Csv.Row(4, List.of("d", "e", "f")));
    }

    @Test
    void aQuoteInsideAFieldIsOnlyACharacter() {
        assertThat(Csv.rows("5\" pipe,x")).containsExactly(new Csv.Row(1, List.of("5\" pipe", "x")));
    }

    @Test
    void quotesThatDoNotCloseAreRefusedWithTheirLine() {
        assertThatThrownBy(() -> Csv.rows("a,b\nc,\"d\ne,f")).hasMessage("2: a quote opens and does not close");
        assertThatThrownBy(() -> Csv.rows("a,b\n\"c\"d,e"))
                .hasMessage("2: something stands between a closing quote and the next comma");
    }
}
