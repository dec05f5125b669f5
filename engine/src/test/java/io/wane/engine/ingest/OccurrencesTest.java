package io.wane.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OccurrencesTest {

    private final Occurrences occurrences = new Occurrences();

    @Test
    void equalRowsOfAnInstantAreNumbered() {
        assertThat(occurrences.next(1, 7, 7)).isZero();
        assertThat(occurrences.next(1, 7, 8)).isZero();
        assertThat(occurrences.next(1, 7, 7)).isEqualTo(1);
        assertThat(occurrences.next(1, 7, 7)).isEqualTo(2);
        assertThat(occurrences.next(2, 7, 7)).isZero();
    }

    @Test
    void aBrokenOrderIsToldAndEverythingCountsFromThen() {
        occurrences.next(2, 7, 7);
        assertThat(occurrences.next(1, 8, 8)).isEqualTo(Occurrences.OUT_OF_ORDER);
        occurrences.countAll();
        assertThat(occurrences.next(2, 7, 7)).isZero();
        assertThat(occurrences.next(1, 8, 8)).isZero();
        assertThat(occurrences.next(3, 9, 9)).isZero();
        assertThat(occurrences.next(1, 8, 8)).isEqualTo(1);
    }

    // Instants of very different sizes, so that the table grows and shrinks.
    @Test
    void countsAgreeWithAMapWhateverTheSizesOfInstants() {
        Random random = new Random(1);
        Map<Long, Integer> counts = new HashMap<>();
        for (long time = 0; time < 300; time++) {
            counts.clear();
            int rows = time % 100 == 50 ? 20_000 : random.nextInt(20);
            for (int row = 0; row < rows; row++) {
                long hash = random.nextInt(1 + rows / 2) * 0x9E3779B97F4A7C15L;
                int before = counts.merge(hash, 1, Integer::sum) - 1;
                assertThat(occurrences.next(time, ~hash, hash)).isEqualTo(before);
            }
        }
    }
}
