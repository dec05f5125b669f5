package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashTest {

    private final ContentHash hash = new ContentHash();

    // Computed with Python's hashlib from the form that ContentHash documents. Stores hold such ids: it must never
    // change.
    @Test
    void theFormIsTheOneThatStoresHold() {
        hash.of(row());
        assertThat(hash.id(0)).isEqualTo("67af94ad1efe3b0ab84c606a3dc746b4#0");
        assertThat(hash.id(12)).isEqualTo("67af94ad1efe3b0ab84c606a3dc746b4#12");
    }

    @Test
    void everyPartOfARowCounts() {
        hash.of(row());
        String id = hash.id(0);
        Row basket = row();
        basket.basket = "b";
        Row time = row();
        time.timeMillis++;
        Row number = row();
        number.numbers.put("price", 2.56);
        Row moved = row();
        moved.user = "u";
        moved.item = "1i1";
        for (Row other : new Row[] {basket, time, number, moved}) {
            hash.of(other);
            assertThat(hash.id(0)).isNotEqualTo(id);
        }
    }

    @Test
    void aLongTextIsHashedWhole() {
        Row a = row();
        a.text.put("title", "x".repeat(100_000) + "a");
        Row b = row();
        b.text.put("title", "x".repeat(100_000) + "b");
        hash.of(a);
        long first = hash.low();
        hash.of(b);
        assertThat(hash.low()).isNotEqualTo(first);
    }

    private static Row row() {
        Row row = new Row();
        row.user = "u1";
        row.item = "i1";
        row.type = "view";
        row.timeMillis = 1_291_191_960_000L;
        row.text.put("title", "Ä b");
        row.numbers.put("price", 2.55);
        row.numbers.put("quantity", 3.0);
        return row;
    }
}
