package io.wane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Item;
import io.wane.core.event.Scope;
import io.wane.core.feature.Axes;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import io.wane.core.feature.SumsView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirectSumsTest {

    private static final long DAY = 86_400_000;
    private static final List<String> ANY = List.of(Axes.ANY_TYPE);
    private static final List<DecayFunction> NONE = List.of(DecayFunction.NONE);

    private static final Catalog CATALOG = new Catalog(List.of(
            item("kettle", "kitchen", "alder"), item("teapot", "kitchen", "birch"), item("novel", "books", "alder")));

    private static final List<Event> EVENTS = List.of(
            event("ann", "kettle", "view", 0, 5),
            event("ann", "teapot", "view", DAY, 3),
            event("ben", "kettle", "cart", 2 * DAY, -4),
            event("", "novel", "view", 3 * DAY, 7),
            event("ann", "", "search", 3 * DAY, 11),
            event("ann", "kettle", "cart", 4 * DAY, -2));

    @Test
    void everyScopeSumsTheEventsOfItsKey() {
        assertThat(total(Scope.ALL, "", "")).isEqualTo(20);
        assertThat(total(Scope.USER, "ann", "")).isEqualTo(17);
        assertThat(total(Scope.ITEM, "", "kettle")).isEqualTo(-1);
        assertThat(total(Scope.CATEGORY, "", "kitchen")).isEqualTo(2);
        assertThat(total(Scope.BRAND, "", "alder")).isEqualTo(6);
        assertThat(total(Scope.USER_ITEM, "ann", "kettle")).isEqualTo(3);
        assertThat(total(Scope.USER_CATEGORY, "ann", "kitchen")).isEqualTo(6);
        assertThat(total(Scope.USER_BRAND, "ben", "alder")).isEqualTo(-4);
    }

    @Test
    void aKeyThatIsAbsentOrUnknownHasNothing() {
        assertThat(total(Scope.USER, "", "")).isZero();
        assertThat(total(Scope.USER, "cho", "")).isZero();
        assertThat(total(Scope.ITEM, "", "")).isZero();
        assertThat(total(Scope.USER_CATEGORY, "ann", "garden")).isZero();
    }

    @Test
    void onlyWhatIsStrictlyBeforeCounts() {
        DirectSums sums = sums(Scope.ALL, ANY, NONE);

        assertThat(sums.at("", "", 0).own().events(0)).isZero();
        assertThat(sums.at("", "", DAY).own().events(0)).isEqualTo(1);
        assertThat(sums.at("", "", DAY + 1).own().events(0)).isEqualTo(2);
    }

    @Test
    void anEventCountsItsDecayAtItsAge() {
        DecayFunction thirds = new Thirds();

        // ann's kettle: 5 at age 6, -2 at age 2
        assertThat(sums(Scope.USER_ITEM, ANY, List.of(thirds, DecayFunction.NONE))
                        .columns("ann", "kettle", 6 * DAY))
                .containsExactly(new double[] {5 / 729.0 - 2 / 9.0, 3}, within(1e-15));
    }

    @Test
    void negativeNumbersAreKeptApart() {
        DirectSums.State state = sums(Scope.ALL, ANY, NONE).at("", "", 9 * DAY).own();

        assertThat(state.sum(0, 0, 0)).isEqualTo(26 - 6);
        assertThat(state.absolute(0, 0, 0)).isEqualTo(26 + 6);
    }

    @Test
    void typesHaveSlotsAndTheRestIsOther() {
        DirectSums sums = sums(Scope.USER, List.of("view", "cart", "other"), NONE);
        SumsView ann = sums.at("ann", "", 9 * DAY).own();

        assertThat(sums.columns("ann", "", 9 * DAY)).containsExactly(8, -2, 11);
        assertThat(ann.events(0)).isEqualTo(2);
        assertThat(ann.lastAgeDays(0)).isEqualTo(8);
        assertThat(ann.firstAgeDays(0)).isEqualTo(9);
        assertThat(sums.at("ben", "", 9 * DAY).own().lastAgeDays(0)).isNaN();
        assertThat(sums.at("ben", "", 9 * DAY).own().firstAgeDays(0)).isNaN();
    }

    @Test
    void aTypeWithoutASlotIsNotDroppedInSilence() {
        DirectSums sums = sums(Scope.USER, List.of("view", "cart"), NONE);

        assertThatThrownBy(() -> sums.columns("ann", "", 9 * DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("search");
    }

    @Test
    void anItemsQueryHasItsCategoryBesideIt() {
        DirectSums.Query query = sums(Scope.USER_ITEM, ANY, NONE).at("ann", "teapot", 9 * DAY);

        assertThat(query.own().sum(0, 0, 0)).isEqualTo(3);
        assertThat(query.beside(Scope.USER).sum(0, 0, 0)).isEqualTo(17);
        assertThat(query.beside(Scope.CATEGORY).sum(0, 0, 0)).isEqualTo(2);
        assertThat(query.beside(Scope.ALL).sum(0, 0, 0)).isEqualTo(20);
    }

    @Test
    void aScopeThatWasNotAskedForIsRefused() {
        DirectSums.Query query = sums(Scope.USER_ITEM, ANY, NONE).at("ann", "teapot", 9 * DAY);

        assertThatThrownBy(() -> query.beside(Scope.BRAND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("brand");
    }

    @Test
    void aMillionSmallNumbersKeepTheirDigits() {
        List<Event> events = new ArrayList<>();
        events.add(event("ann", "kettle", "view", 0, 1e6));
        for (int i = 1; i <= 100_000; i++) {
            events.add(event("ann", "kettle", "view", i, 1e-11));
        }
        DirectSums sums = new DirectSums(
                SmallShop.timeline(events, CATALOG), new Values(), new Axes(Scope.USER, ANY, List.of("none")), NONE);

        // each of them alone is lost beside a million; together they are 1e-6
        assertThat(sums.columns("ann", "", DAY)[0] - 1e6).isEqualTo(1e-6, within(2e-10));
    }

    private static double total(Scope scope, String user, String entity) {
        return sums(scope, ANY, NONE).columns(user, entity, 9 * DAY)[0];
    }

    private static DirectSums sums(Scope scope, List<String> types, List<DecayFunction> decays) {
        List<String> names = decays.stream().map(Object::toString).toList();
        return new DirectSums(SmallShop.timeline(EVENTS, CATALOG), new Values(), new Axes(scope, types, names), decays);
    }

    private static Event event(String user, String item, String type, long time, double value) {
        return new Event(
                type + time + user,
                Optional.of(user).filter(name -> !name.isEmpty()),
                Optional.of(item).filter(name -> !name.isEmpty()),
                type,
                time,
                Optional.empty(),
                Map.of(),
                Map.of("value", value));
    }

    private static Item item(String id, String category, String brand) {
        return new Item(id, "", List.of(category), Optional.of(brand), OptionalDouble.empty(), Map.of());
    }

    private record Values() implements FeatureExtractor {

        @Override
        public SumLayout sums() {
            return SumLayout.named("value");
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            out.put(0, event.number("value"));
        }

        @Override
        public Set<Scope> beside(Scope own) {
            return Set.of(Scope.USER, Scope.CATEGORY, Scope.ALL);
        }
    }

    // A third is left after each day.
    private record Thirds() implements DecayFunction {

        @Override
        public double value(double ageDays) {
            return Math.pow(3, -ageDays);
        }

        @Override
        public double horizonDays(double epsilon) {
            return -Math.log(epsilon) / Math.log(3);
        }

        @Override
        public double halfLifeDays() {
            return Math.log(2) / Math.log(3);
        }
    }
}
