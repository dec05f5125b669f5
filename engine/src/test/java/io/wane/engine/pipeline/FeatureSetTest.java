package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSetTest {

    private static final NamedDecay WEEK = Offered.decay("exponential", "half-life", "7d");
    private static final NamedDecay DAY = Offered.decay("exponential", "half-life", "1d");
    private static final List<String> TYPES = List.of("purchase", "view");

    private static FeatureDefinition counts(Scope scope, boolean byType, NamedDecay... decays) {
        return Offered.feature("counts", scope, byType, List.of(decays), "counts");
    }

    private static FeatureSet set(FeatureDefinition... definitions) {
        return new FeatureSet(Level.ITEM, TYPES, List.of(definitions), true, 100);
    }

    private static String fingerprint(FeatureSet features) {
        return features.schema().fingerprint();
    }

    @Test
    void theFingerprintChangesWithWhateverDecidesARow() {
        FeatureSet original = set(counts(Scope.USER_ITEM, true, WEEK));
        FeatureDefinition weekly = counts(Scope.USER_ITEM, true, WEEK);
        List<FeatureSet> others = List.of(
                set(counts(Scope.USER_ITEM, true, Offered.decay("exponential", "half-life", "7.01d"))),
                set(counts(Scope.USER_ITEM, true, Offered.decay("gaussian", "half-life", "7d"))),
                set(counts(Scope.USER_ITEM, true, WEEK, DAY)),
                set(counts(Scope.USER_ITEM, false, WEEK)),
                set(counts(Scope.ITEM, true, WEEK)),
                set(Offered.feature("other", Scope.USER_ITEM, true, List.of(WEEK), "counts")),
                set(Offered.feature("counts", Scope.USER_ITEM, true, List.of(WEEK), "shares")),
                set(Offered.feature("counts", Scope.USER_ITEM, true, List.of(WEEK), "shares", "prior", "3")),
                new FeatureSet(Level.ITEM, List.of("purchase"), List.of(weekly), true, 100),
                new FeatureSet(Level.ITEM, List.of("cart", "purchase"), List.of(weekly), true, 100),
                new FeatureSet(Level.ITEM, TYPES, List.of(weekly), true, 101),
                new FeatureSet(Level.ITEM, TYPES, List.of(weekly), false, 100));

        assertThat(Stream.concat(Stream.of(original), others.stream()).map(FeatureSetTest::fingerprint))
                .doesNotHaveDuplicates();
        assertThat(fingerprint(set(counts(Scope.USER_ITEM, true, WEEK)))).isEqualTo(fingerprint(original));
    }

    @Test
    void columnsAreNamedByBlockTypeAndDecay() {
        FeatureSet features = set(
                counts(Scope.USER_ITEM, true, WEEK, NamedDecay.NONE),
                Offered.feature("fresh", Scope.USER, false, List.of(NamedDecay.NONE), "recency", "scale", "1d"));
        assertThat(features.schema().columns().stream().map(Column::name))
                .containsExactly(
                        "counts.count[purchase,exponential 7d]",
                        "counts.count[purchase,none]",
                        "counts.count[view,exponential 7d]",
                        "counts.count[view,none]",
                        "counts.count[other,exponential 7d]",
                        "counts.count[other,none]",
                        "fresh.recency");
    }

    @Test
    void decaysThatReadAlikeAreToldApartInFull() {
        NamedDecay almost = Offered.decay("exponential", "half-life", "7.001d");
        FeatureDefinition both = counts(Scope.USER, false, WEEK, almost);
        assertThat(both.axes(TYPES).decays()).containsExactly("exponential 7d", almost.spelling());
        assertThatThrownBy(() -> counts(Scope.USER, false, WEEK, DAY, WEEK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'counts'", WEEK.spelling(), "twice");
        assertThatThrownBy(() -> counts(Scope.USER, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'counts'", "'none'");
    }

    @Test
    void theTwinWithoutDecayKeepsEqualBlocksOnce() {
        FeatureSet features = set(
                Offered.feature("fast", Scope.USER_ITEM, true, List.of(DAY), "counts"),
                Offered.feature("slow", Scope.USER_ITEM, true, List.of(WEEK), "counts"),
                Offered.feature("item", Scope.ITEM, true, List.of(WEEK), "counts"),
                Offered.feature("together", Scope.USER_ITEM, false, List.of(WEEK, DAY), "counts"),
                Offered.feature("share", Scope.USER_ITEM, true, List.of(WEEK), "shares", "prior", "2"),
                Offered.feature("share2", Scope.USER_ITEM, true, List.of(WEEK), "shares", "prior", "3"),
                Offered.feature("fresh", Scope.USER_ITEM, false, List.of(NamedDecay.NONE), "recency", "scale", "1d"));

        FeatureSet twin = features.withoutDecay(false);
        assertThat(twin.definitions())
                .extracting(FeatureDefinition::name)
                .containsExactly("fast", "item", "together", "share", "share2", "fresh");
        assertThat(twin.definitions())
                .allSatisfy(definition -> assertThat(definition.decays()).containsExactly(NamedDecay.NONE));
        assertThat(twin.schema().columns()).noneMatch(Column::readsAge);
        assertThat(twin.spanDays()).isEqualTo(features.spanDays());

        FeatureSet keepingAges = features.withoutDecay(true);
        assertThat(keepingAges.schema().columns()).hasSize(twin.schema().size() + 1);
        assertThat(keepingAges.schema().columns()).anyMatch(Column::readsAge);
    }

    @Test
    void categoriesHaveNoItemsAndNoBrands() {
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            definitions.add(Offered.feature("of " + scope, scope, false, List.of(WEEK), "counts"));
        }
        assertThat(new FeatureSet(Level.CATEGORY, TYPES, definitions, true, 100).definitions())
                .extracting(FeatureDefinition::scope)
                .containsExactly(Scope.ALL, Scope.USER, Scope.CATEGORY, Scope.USER_CATEGORY);
        assertThat(new FeatureSet(Level.ITEM, TYPES, definitions, true, 100).definitions())
                .isEqualTo(definitions);
    }

    @Test
    void fittingKnowsTypesAndSpanOfTheTrainingLogOnly() {
        Timeline log = RandomShop.timeline(41, 200);
        Timeline training = log.before(log.timeMillis(100));
        FeatureSet features =
                FeatureSet.fit(Level.ITEM, List.of(counts(Scope.ITEM, true, WEEK)), training, log.catalog(), 1);
        assertThat(features.types())
                .containsExactly("cart", "purchase", "return", "search", "view")
                .isSorted();
        assertThat(features.spanDays()).isEqualTo(2 * Days.between(log.timeMillis(0), log.timeMillis(100)));
        assertThat(FeatureSet.spanDays(RandomShop.timeline(List.of()))).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aSpanThatIsNoneIsRefused(double span) {
        assertThatThrownBy(() -> new FeatureSet(Level.ITEM, TYPES, List.of(), true, span))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(span));
    }

    @Test
    void aShopsOwnTypeOtherSharesTheSlotOfUnknownTypes() {
        Timeline.Builder builder = Timeline.builder(Catalog.EMPTY);
        List<String> types = List.of("other", "view", "view", "other", "other", "novelty");
        for (int i = 0; i < types.size(); i++) {
            builder.add(new Event(
                    "e" + i,
                    Optional.of("ann"),
                    Optional.of("tea"),
                    types.get(i),
                    i * RandomShop.DAY_MILLIS,
                    Optional.empty(),
                    Map.of(),
                    Map.of()));
        }
        Timeline log = builder.build();
        FeatureSet features = FeatureSet.fit(
                Level.ITEM,
                List.of(counts(Scope.USER_ITEM, true, NamedDecay.NONE)),
                log.before(log.timeMillis(5)),
                log.catalog(),
                1);
        assertThat(features.schema().columns())
                .extracting(Column::name)
                .containsExactly("counts.count[view,none]", "counts.count[other,none]");
        Pipeline pipeline = new Pipeline(features, log);
        pipeline.advanceTo(log.endMillis(), 1);
        var sums = pipeline.keyReader(0, Scope.USER_ITEM).at(0, 0, log.endMillis());
        assertThat(sums.sum(0, 0, 0)).isEqualTo(2);
        assertThat(sums.sum(0, 1, 0)).isEqualTo(4);
        assertThat(sums.events(1)).isEqualTo(4);
        assertThat(features.definitions().get(0).axes(features.types()).types())
                .containsExactly("view", Axes.OTHER_TYPE);
        assertThat(log.types().code("other")).isNotEqualTo(Names.NONE);
    }
}
