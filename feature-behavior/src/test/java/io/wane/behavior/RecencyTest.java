package io.wane.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Scope;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureExtractor;
import io.wane.testkit.DirectSums;
import io.wane.testkit.FeatureExtractorContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecencyTest extends FeatureExtractorContract {

    private static final List<String> TYPES = List.of("view", "cart", "other");

    @Override
    protected FeatureExtractor extractor() {
        return new Recency(List.of());
    }

    @Test
    void itIsOneHalfAfterTheScaleAndAThirdAfterTwo() {
        Log log = new Log().event("ann", "tea", "view", 0).event("ann", "tea", "cart", 4);
        DirectSums sums =
                log.sums(new Recency(List.of(Duration.ofDays(2))), Scope.USER_ITEM, TYPES, Double.POSITIVE_INFINITY);

        assertThat(sums.columns("ann", "tea", Log.day(2))).containsExactly(0.5, 0, 0);
        assertThat(sums.columns("ann", "tea", Log.day(8)))
                .containsExactly(new double[] {0.2, 1 / 3.0, 0}, within(1e-15));
    }

    @Test
    void theLastEventCountsWhateverCameBefore() {
        Log once = new Log().event("ann", "tea", "view", 3);
        Log often = new Log().events(9, "ann", "tea", "view", 0).event("ann", "tea", "view", 3);

        assertThat(columns(often)).isEqualTo(columns(once)).containsExactly(0.2, 0, 0);
    }

    private static double[] columns(Log log) {
        return log.sums(new Recency(List.of(Duration.ofDays(1))), Scope.USER, TYPES, 7)
                .columns("ann", "", Log.day(7));
    }

    @Test
    void itHasOneColumnPerTypeWhateverTheDecays() {
        Recency recency = new Recency(List.of(Duration.ofDays(1)));

        assertThat(recency.columns(new Axes(Scope.USER, List.of("view", "other"), List.of("1d", "7d")))
                        .columns())
                .containsExactly(new Column("recency[view]", false, true), new Column("recency[other]", false, true));
        assertThat(recency.columns(new Axes(Scope.USER, List.of("*"), List.of("1d", "7d")))
                        .columns())
                .containsExactly(new Column("recency", false, true));
    }

    @Test
    void severalScalesAreColumnsSideBySideTheShortestFirst() {
        Recency recency = new Recency(List.of(Duration.ofDays(7), Duration.ofHours(36), Duration.ofDays(7)));
        Log log = new Log().event("ann", "tea", "view", 0);
        DirectSums sums = log.sums(recency, Scope.USER_ITEM, List.of("view", "other"), Double.POSITIVE_INFINITY);

        assertThat(recency.scale()).containsExactly(Duration.ofHours(36), Duration.ofDays(7));
        assertThat(recency.columns(new Axes(Scope.USER, List.of("view", "other"), List.of("none")))
                        .columns())
                .extracting(Column::name)
                .containsExactly("recency 36h[view]", "recency 7d[view]", "recency 36h[other]", "recency 7d[other]");
        assertThat(sums.columns("ann", "tea", Log.day(3)))
                .containsExactly(new double[] {1 / 3.0, 0.7, 0, 0}, within(1e-15));
    }

    @Test
    void withoutScalesItSpansADayToAHundred() {
        assertThat(new Recency(List.of()).scale())
                .containsExactly(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(100));
    }

    @Test
    void aScaleOfNothingIsRefused() {
        assertThatThrownBy(() -> new Recency(List.of(Duration.ofDays(1), Duration.ZERO)))
                .hasMessageContaining("0d");
    }
}
