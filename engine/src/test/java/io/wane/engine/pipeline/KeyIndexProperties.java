package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyIndexProperties {

    @Property(tries = 200)
    void itIsAMapFromKeysToSlotsInOrderOfArrival(@ForAll("keys") List<Long> keys) {
        KeyIndex index = new KeyIndex();
        Map<Long, Integer> slots = new HashMap<>();
        for (long key : keys) {
            assertThat(index.find(key)).isEqualTo(slots.getOrDefault(key, KeyIndex.ABSENT));
            Integer known = slots.putIfAbsent(key, slots.size());
            assertThat(index.findOrAdd(key)).isEqualTo(known == null ? slots.size() - 1 : known);
            assertThat(index.size()).isEqualTo(slots.size());
        }
        slots.forEach((key, slot) -> assertThat(index.find(key)).isEqualTo(slot));
    }

    // Few keys that come again, dense ones as codes are, pairs of codes, and any.
    @Provide
    Arbitrary<List<Long>> keys() {
        Arbitrary<Long> codes = Arbitraries.longs().between(0, 500);
        Arbitrary<Long> pairs = Arbitraries.longs().between(0, 5_000).map(n -> ((n / 70) << 32) | (n % 70));
        return Arbitraries.oneOf(codes, pairs, Arbitraries.longs(), Arbitraries.of(0L, -1L, Long.MIN_VALUE))
                .list()
                .ofMaxSize(400);
    }

    @Example
    void itGrowsFarBeyondItsFirstTable() {
        KeyIndex index = new KeyIndex();
        int size = 100_000;
        for (int i = 0; i < size; i++) {
            assertThat(index.findOrAdd(((long) (i % 317) << 32) | (i / 317))).isEqualTo(i);
        }
        assertThat(index.size()).isEqualTo(size);
        for (int i = 0; i < size; i++) {
            assertThat(index.find(((long) (i % 317) << 32) | (i / 317))).isEqualTo(i);
        }
        assertThat(index.find(317L << 32)).isEqualTo(KeyIndex.ABSENT);
    }

    @Example
    void keysThatWantTheSamePlaceAreToldApart() {
        KeyIndex index = new KeyIndex();
        int size = 0;
        for (long key = 0; size < 30; key++) {
            // the place in the first table, of 64
            if (((KeyHash.mix(key) >>> 32) & 63) == 7) {
                assertThat(index.find(key)).isEqualTo(KeyIndex.ABSENT);
                assertThat(index.findOrAdd(key)).isEqualTo(size++);
            }
        }
        assertThat(index.size()).isEqualTo(30);
    }
}
