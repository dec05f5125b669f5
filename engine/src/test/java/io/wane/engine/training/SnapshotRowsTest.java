package io.wane.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.RandomShop;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which rows there are, and what came true, beside the words of their definition. */
class SnapshotRowsTest {

    private static final long DAY = RandomShop.DAY_MILLIS;

    private record Row(int user, int entity, boolean wanted, boolean touched) {}

    private static List<Row> rows(Snapshot snapshot) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < snapshot.rows(); i++) {
            rows.add(new Row(
                    snapshot.users()[i], snapshot.entities()[i], snapshot.labels()[i] == 1, snapshot.touched()[i]));
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void rowsAreThoseOfTheDefinition(Level level) {
        Timeline log = RandomShop.timeline(61, 300);
        assertDefinition(log, level, log.timeMillis(0), 5 * DAY);
        assertDefinition(log, level, log.timeMillis(100), 7 * DAY);
        assertDefinition(log, level, log.timeMillis(220) + 1, DAY);
        assertDefinition(log, level, log.endMillis(), DAY);
    }

    @Test
    void of300ItemsThe200WithMostEventsAreInEverybodysRows() {
        Timeline log = manyItems();
        Snapshot snapshot = assertDefinition(log, Level.ITEM, log.timeMillis(2_000), 2 * DAY);
        assertThat(snapshot.truthsOutside()).isPositive();
        assertThat(snapshot.coldUsers()).isPositive();
        Snapshot earlier = assertDefinition(log, Level.ITEM, log.timeMillis(1_000), 2 * DAY);
        assertThat(earlier.rows()).isLessThan(snapshot.rows());
    }

    @Test
    void aReturnIsNoWishButIsATouch() {
        Timeline log = log(
                event("ann", "tea", "view", 0),
                event("ann", "cup", "return", 0),
                event("ann", "tea", "return", 2),
                event("ann", "cup", "view", 2),
                event("ann", "pot", "view", 2),
                event("bob", "tea", "return", 2),
                event("cho", "tea", "cart", 2));
        Snapshot snapshot = rows(log, Level.ITEM).at(time(1), DAY * 2, 1, 1);

        assertThat(rows(snapshot)).containsExactly(new Row(0, 0, false, true), new Row(0, 1, true, true));
        assertThat(snapshot.truths()).isEqualTo(2);
        assertThat(snapshot.truthsOutside()).as("nobody had touched the pot").isEqualTo(1);
        assertThat(snapshot.coldUsers()).as("cho; bob only brought back").isEqualTo(1);
    }

    @Test
    void theWindowHoldsItsStartAndNotItsEnd() {
        Timeline log = log(
                event("ann", "tea", "view", 0),
                event("ann", "cup", "view", 0),
                event("ann", "pot", "view", 0),
                event("ann", "tea", "view", 1),
                event("ann", "cup", "view", 2),
                event("ann", "pot", "view", 3));
        Snapshot snapshot = rows(log, Level.ITEM).at(time(1), 2 * DAY, 1, 1);
        assertThat(snapshot.labels()).containsExactly(1, 1, 0);
        assertThat(rows(log, Level.ITEM).at(time(0), 2 * DAY, 1, 1).rows())
                .as("at time 0 nothing is known")
                .isZero();
    }

    @Test
    void allThatCameTrueIsKeptAndOfTheOthersTheShareAskedFor() {
        Timeline log = manyItems();
        SnapshotRows rows = rows(log, Level.ITEM);
        long time = log.timeMillis(2_000);
        List<Row> whole = rows(rows.at(time, 2 * DAY, 1, 5));
        long others = whole.stream().filter(row -> !row.wanted).count();
        for (double rate : new double[] {0, 0.03, 0.5}) {
            Snapshot snapshot = rows.at(time, 2 * DAY, rate, 5);
            List<Row> kept = rows(snapshot);
            assertThat(whole).containsAll(kept);
            assertThat(kept.stream().filter(Row::wanted))
                    .isEqualTo(whole.stream().filter(Row::wanted).toList());
            double deviation = Math.sqrt(others * rate * (1 - rate));
            assertThat((double) kept.size() - snapshot.positives()).isEqualTo(rate * others, within(4 * deviation));
            assertThat(snapshot.population()).isEqualTo(whole.size());
        }
    }

    @Test
    void whetherAPairIsKeptDependsOnNothingButItsTimeAndTheSeed() {
        Timeline log = manyItems();
        long time = log.timeMillis(2_000);
        long earlier = log.timeMillis(1_000);
        List<Row> kept = rows(rows(log, Level.ITEM).at(time, 2 * DAY, 0.2, 5));

        SnapshotRows used = rows(log, Level.ITEM);
        List<Row> before = rows(used.at(earlier, DAY, 0.7, 8));
        assertThat(rows(used.at(time, 2 * DAY, 0.2, 5)))
                .as("after another snapshot")
                .isEqualTo(kept);
        assertThat(rows(used.at(time, 2 * DAY, 0.4, 5))).as("at twice the rate").containsAll(kept);
        assertThat(rows(used.at(time, 2 * DAY, 0.2, 6))).as("with another seed").isNotEqualTo(kept);
        assertThat(rows(used.at(earlier, DAY, 0.7, 8))).isEqualTo(before);

        // a log that goes on changes nothing before
        Timeline shorter = log.before(time + 2 * DAY);
        assertThat(shorter.size()).isLessThan(log.size());
        assertThat(rows(rows(shorter, Level.ITEM).at(time, 2 * DAY, 0.2, 5))).isEqualTo(kept);

        // other rows of an earlier time: the same pairs are not kept again
        List<Row> wholeEarlier = rows(used.at(earlier, DAY, 1, 5));
        Set<List<Integer>> keptEarlier = pairs(rows(used.at(earlier, DAY, 0.5, 5)));
        Set<List<Integer>> keptLater = pairs(rows(used.at(time, DAY, 0.5, 5)));
        Set<List<Integer>> twice = new HashSet<>(keptEarlier);
        twice.retainAll(keptLater);
        assertThat((double) twice.size()).isEqualTo(wholeEarlier.size() / 4.0, within(wholeEarlier.size() * 0.03));
    }

    private static Set<List<Integer>> pairs(List<Row> rows) {
        Set<List<Integer>> pairs = new HashSet<>();
        rows.forEach(row -> pairs.add(List.of(row.user, row.entity)));
        return pairs;
    }

    @Test
    void aPlanNeverHasMoreRowsThanAllowedAndHardlyFewer() {
        Timeline log = manyItems();
        UserEvents users = new UserEvents(log);
        List<Long> times = List.of(log.timeMillis(1_000), log.timeMillis(1_500), log.timeMillis(2_000));
        RowCounts whole = RowPlan.whole(log, users, Level.ITEM, times, DAY).counts();
        assertThat(whole.rows()).isEqualTo(whole.population());
        assertThat(whole.snapshots()).isEqualTo(3);
        assertThat(whole.outsideShare()).isEqualTo((double) whole.truthsOutside() / whole.truths());

        for (int seed = 0; seed < 20; seed++) {
            RowPlan plan = RowPlan.sampled(log, users, Level.ITEM, times, DAY, 2_000, seed);
            RowCounts counts = plan.counts();
            assertThat(counts.rows()).isBetween(1_995L, 2_000L);
            assertThat(plan.negativeRate())
                    .isEqualTo(
                            (double) (counts.rows() - counts.positives()) / (whole.population() - whole.positives()));
            assertThat(counts.positives()).isEqualTo(whole.positives());
            assertThat(counts.population()).isEqualTo(whole.population());
            assertThat(counts.truths()).isEqualTo(whole.truths());
            assertThat(counts.truthsOutside()).isEqualTo(whole.truthsOutside());
            assertThat(counts.coldUsers()).isEqualTo(whole.coldUsers());
            assertThat(Arrays.stream(plan.weights()).sum())
                    .as("rows stand for the population")
                    .isEqualTo((double) whole.population(), within(1e-6));
        }

        RowPlan everything = RowPlan.sampled(log, users, Level.ITEM, times, DAY, whole.population(), 5);
        assertThat(everything.negativeRate()).isEqualTo(1);
        assertThat(everything.counts()).isEqualTo(whole);
    }

    @Test
    void moreTruthsThanRowsAreRefused() {
        Timeline log = manyItems();
        List<Long> times = List.of(log.timeMillis(2_000));
        assertThatThrownBy(() -> RowPlan.sampled(log, new UserEvents(log), Level.ITEM, times, 2 * DAY, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("rows that came true", "into the 5 rows allowed");

        // also where nothing else is left to leave out
        Timeline allTrue =
                log(event("ann", "tea", "view", 0), event("ann", "tea", "view", 1), event("ann", "tea", "view", 2));
        assertThatThrownBy(() -> RowPlan.sampled(
                        allTrue, new UserEvents(allTrue), Level.ITEM, List.of(time(1), time(2)), DAY, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "the 2 rows that came true and some of the others do not fit into the 1 rows allowed");
    }

    @Test
    void stretchesAreLongEnoughAndTearNoUserApart() {
        Timeline log = manyItems();
        Snapshot snapshot = rows(log, Level.ITEM).at(log.timeMillis(2_000), 2 * DAY, 1, 1);
        for (int least : new int[] {1, 7, 500, 1_000_000}) {
            int[] stretches = snapshot.stretches(least);
            assertThat(stretches).startsWith(0).endsWith(snapshot.rows());
            for (int i = 1; i < stretches.length - 1; i++) {
                assertThat(stretches[i] - stretches[i - 1]).isBetween(least, least + 300);
                assertThat(snapshot.users()[stretches[i]]).isNotEqualTo(snapshot.users()[stretches[i] - 1]);
            }
        }
        assertThat(rows(log, Level.ITEM).at(log.timeMillis(0), DAY, 1, 1).stretches(5))
                .containsExactly(0);
    }

    private static SnapshotRows rows(Timeline log, Level level) {
        return new SnapshotRows(log, new UserEvents(log), level);
    }

    private static Snapshot assertDefinition(Timeline log, Level level, long time, long horizon) {
        Snapshot snapshot = rows(log, level).at(time, horizon, 1, 1);
        int entities = log.entityNames(level.entity()).size();
        int[] counts = new int[entities];
        List<Set<Integer>> touched = new ArrayList<>();
        List<Set<Integer>> wanted = new ArrayList<>();
        boolean[] known = new boolean[log.users().size()];
        for (int user = 0; user < known.length; user++) {
            touched.add(new TreeSet<>());
            wanted.add(new TreeSet<>());
        }
        for (int event = 0; event < log.size(); event++) {
            int user = log.user(event);
            int entity = log.entity(level.entity(), event);
            boolean before = log.timeMillis(event) < time;
            if (before && entity != Names.NONE) {
                counts[entity]++;
            }
            if (user == Names.NONE) {
                continue;
            }
            known[user] |= before;
            if (entity != Names.NONE && before) {
                touched.get(user).add(entity);
            }
            boolean comes = !before && log.timeMillis(event) < time + horizon;
            if (entity != Names.NONE
                    && comes
                    && !log.types().name(log.type(event)).equals("return")) {
                wanted.get(user).add(entity);
            }
        }
        List<Integer> ranked = new ArrayList<>();
        for (int entity = 0; entity < entities; entity++) {
            if (counts[entity] > 0) {
                ranked.add(entity);
            }
        }
        ranked.sort(Comparator.comparing((Integer entity) -> -counts[entity]).thenComparing(entity -> entity));
        List<Row> expected = new ArrayList<>();
        int truths = 0;
        int outside = 0;
        int cold = 0;
        for (int user = 0; user < known.length; user++) {
            if (!known[user]) {
                cold += wanted.get(user).isEmpty() ? 0 : 1;
                continue;
            }
            Set<Integer> candidates = new TreeSet<>(touched.get(user));
            candidates.addAll(ranked.subList(0, Math.min(200, ranked.size())));
            for (int entity : candidates) {
                boolean cameTrue = wanted.get(user).contains(entity);
                expected.add(new Row(user, entity, cameTrue, touched.get(user).contains(entity)));
            }
            truths += wanted.get(user).size();
            outside += (int) wanted.get(user).stream()
                    .filter(entity -> !candidates.contains(entity))
                    .count();
        }
        assertThat(rows(snapshot)).isEqualTo(expected);
        assertThat(snapshot.atMillis()).isEqualTo(time);
        assertThat(snapshot.population()).isEqualTo(expected.size());
        assertThat(snapshot.truths()).isEqualTo(truths);
        assertThat(snapshot.truthsOutside()).isEqualTo(outside);
        assertThat(snapshot.coldUsers()).isEqualTo(cold);
        assertThat(snapshot.positives())
                .isEqualTo((int) expected.stream().filter(Row::wanted).count());
        return snapshot;
    }

    // Three hundred items, some far more popular than others, and thirty users who come one after the other.
    private static Timeline manyItems() {
        SplittableRandom random = new SplittableRandom(71);
        Event[] events = new Event[3_000];
        for (int i = 0; i < events.length; i++) {
            double skewed = random.nextDouble() * random.nextDouble();
            String user = "user" + random.nextInt(1 + i / 100);
            events[i] = event(user, "item" + (int) (300 * skewed), i % 9 == 0 ? "return" : "view", i / 200.0);
        }
        return log(events);
    }

    private static Timeline log(Event... events) {
        Timeline.Builder log = Timeline.builder(Catalog.EMPTY);
        for (int i = 0; i < events.length; i++) {
            Event event = events[i];
            log.add(new Event(
                    String.format("%06d", i),
                    event.user(),
                    event.item(),
                    event.type(),
                    event.timeMillis(),
                    event.basket(),
                    event.text(),
                    event.numbers()));
        }
        return log.build();
    }

    private static Event event(String user, String item, String type, double day) {
        return new Event(
                "later", Optional.of(user), Optional.of(item), type, time(day), Optional.empty(), Map.of(), Map.of());
    }

    private static long time(double day) {
        return Math.round(day * DAY);
    }
}
