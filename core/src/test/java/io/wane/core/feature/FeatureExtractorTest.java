package io.wane.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

    private static final FeatureExtractor TWO_SUMS = new FeatureExtractor() {
        @Override
        public SumLayout sums() {
            return SumLayout.named("count", Event.AMOUNT);
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            out.put(0, 1);
        }
    };

    private static final Axes AXES = new Axes(Scope.USER, List.of("view", "buy"), List.of("1d", "none"));

    // A sum that tells its own place.
    private static final QueryView QUERY = new QueryView() {
        @Override
        public long asOfMillis() {
            return 0;
        }

        @Override
        public SumsView own() {
            return new SumsView() {
                @Override
                public double sum(int name, int type, int decay) {
                    return 100 * name + 10 * type + decay;
                }

                @Override
                public long events(int type) {
                    return 0;
                }

                @Override
                public double lastAgeDays(int type) {
                    return Double.NaN;
                }

                @Override
                public double firstAgeDays(int type) {
                    return Double.NaN;
                }
            };
        }

        @Override
        public SumsView beside(Scope scope) {
            throw new IllegalArgumentException("not asked for: " + scope);
        }
    };

    @Test
    void byDefaultEverySumIsAColumnAndIsReadInTheOrderOfTheColumns() {
        Map<String, Double> read = new LinkedHashMap<>();
        List<Column> columns = TWO_SUMS.columns(AXES).columns();
        TWO_SUMS.read(QUERY, AXES, (index, value) -> read.put(columns.get(index).name(), value));
        Map<String, Double> expected = new LinkedHashMap<>();
        expected.put("count[view,1d]", 0.0);
        expected.put("count[view,none]", 1.0);
        expected.put("count[buy,1d]", 10.0);
        expected.put("count[buy,none]", 11.0);
        expected.put("amount[view,1d]", 100.0);
        expected.put("amount[view,none]", 101.0);
        expected.put("amount[buy,1d]", 110.0);
        expected.put("amount[buy,none]", 111.0);
        assertThat(read).containsExactlyEntriesOf(expected);
        assertThat(columns).allMatch(column -> column.log1p() && !column.readsAge());
    }

    @Test
    void aLabelLeavesOutTheOnlyType() {
        Axes plain = new Axes(Scope.ALL, List.of(Axes.ANY_TYPE), List.of("7d"));
        assertThat(plain.label("count", 0, 0)).isEqualTo("count[7d]");
        assertThat(plain.label("recency", 0)).isEqualTo("recency");
        assertThat(AXES.label("recency", 1)).isEqualTo("recency[buy]");
    }

    @Test
    void aVectorOfSumsIsNamedByIndex() {
        assertThat(SumLayout.dense(3).names()).containsExactly("0", "1", "2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SumLayout.dense(0))
                .withMessage("a vector of sums has at least 1: 0");
    }

    @Test
    void anExtractorOfCountsAndAgesSumsNothing() {
        assertThat(SumLayout.NONE.size()).isZero();
    }

    @Test
    void sumsColumnsAndFeaturesAreDistinctByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SumLayout.named("a", "b", "a"))
                .withMessage("the names of a layout must be distinct: [a, b, a]");
        List<Column> twice = List.of(new Column("a", true, false), new Column("a", false, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureBlock(twice))
                .withMessage("column 'a' stands twice in one block");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSchema(twice, "f"))
                .withMessage("feature 'a' stands twice");
    }
}
