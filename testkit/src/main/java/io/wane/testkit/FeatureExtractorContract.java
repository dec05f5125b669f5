package io.wane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FeatureExtractor} must do. Extend it, give the extractor, and give events that reach it where those
 * of the bundled shop do not.
 *
 * <p>The bundled shop has users and anonymous events, items with and without category and brand, the types view, cart,
 * purchase, return, review and search, events with every number, with some and with none, English and Chinese texts, and
 * instants that several events share.
 */
public abstract class FeatureExtractorContract {

    private static final long SEED = 42;
    private static final long DAY_MILLIS = 86_400_000;

    private static final List<String> DECAY_NAMES = List.of("1d", "7d", "none");
    private static final List<DecayFunction> DECAYS = List.of(new Halving(1), new Halving(7), DecayFunction.NONE);

    private Timeline log;

    /** For extending. */
    protected FeatureExtractorContract() {}

    /**
     * The extractor under test, not fitted, as its constructor or plugin makes it.
     *
     * @return a new instance with the same settings at every call
     */
    protected abstract FeatureExtractor extractor();

    /**
     * The events that the extractor is tried on: at least ten instants, some of them with several events, some events
     * that the extractor has nothing to say about. By default those of the bundled shop.
     *
     * @return the same events at every call, in any order
     */
    protected List<Event> events() {
        return SmallShop.events();
    }

    /**
     * The catalogue of the events' items. By default that of the bundled shop.
     *
     * @return the same catalogue at every call
     */
    protected Catalog catalog() {
        return SmallShop.CATALOG;
    }

    /**
     * The scopes that the extractor can be used in. By default all.
     *
     * @return at least one scope
     */
    protected Set<Scope> scopes() {
        return EnumSet.allOf(Scope.class);
    }

    @Test
    void addPutsFiniteNumbersAtIndexesOfItsLayout() {
        FeatureExtractor extractor = fitted();
        int size = extractor.sums().size();
        Timeline log = log();
        for (int event = 0; event < log.size(); event++) {
            EventView view = log.cursor().at(event);
            extractor.add(view, (index, value) -> {
                assertThat(index).as("index of a sum, put for %s", text(view)).isBetween(0, size - 1);
                assertThat(value).as("number put for %s", text(view)).isFinite();
            });
        }
        assertThat(extractor.sums()).as("layout, asked again").isEqualTo(fitted().sums());
    }

    @Test
    void addDependsOnItsEventAlone() {
        FeatureExtractor extractor = fitted();
        List<Integer> forwards = indexes(log().size());
        List<Integer> backwards = reversed(forwards);
        Map<Integer, Map<Integer, Double>> first = numbers(extractor, forwards);

        assertSame("numbers of every event, added again", first, numbers(extractor, forwards));
        assertSame("numbers of every event, the last first", first, numbers(extractor, backwards));
        assertSame("numbers of every event, the last first, from a new extractor", first, numbers(fitted(), backwards));
    }

    @Test
    void readPutsEachOfItsColumnsAtMostOnceAndFinite() {
        FeatureExtractor extractor = fitted();
        for (Axes axes : allAxes()) {
            int size = extractor.columns(axes).size();
            DirectSums sums = new DirectSums(log(), extractor, axes, decays(axes));
            for (Query query : queries(axes.scope())) {
                Set<Integer> put = new TreeSet<>();
                extractor.read(sums.at(query.user, query.entity, query.timeMillis), axes, (index, value) -> {
                    assertThat(index).as("column put for %s on %s", query, axes).isBetween(0, size - 1);
                    assertThat(put.add(index))
                            .as("column %d put twice for %s on %s", index, query, axes)
                            .isTrue();
                    assertThat(value)
                            .as("column %d for %s on %s", index, query, axes)
                            .isFinite();
                });
            }
        }
    }

    @Test
    void readDependsOnItsQueryAlone() {
        FeatureExtractor extractor = fitted();
        for (Axes axes : allAxes()) {
            List<Query> queries = queries(axes.scope());
            Map<Query, Map<String, Double>> first = columns(extractor, axes, log(), queries);
            assertSame(
                    "columns of every query, the last first, on " + axes,
                    first,
                    columns(extractor, axes, log(), reversed(queries)));
            assertSame(
                    "columns of every query, the last first, from a new extractor, on " + axes,
                    first,
                    columns(fitted(), axes, log(), reversed(queries)));
        }
    }

    @Test
    void someColumnIsNotZero() {
        FeatureExtractor extractor = fitted();
        double largest = 0;
        for (Axes axes : allAxes()) {
            for (Map<String, Double> row :
                    columns(extractor, axes, log(), queries(axes.scope())).values()) {
                for (double value : row.values()) {
                    largest = Math.max(largest, Math.abs(value));
                }
            }
        }
        assertThat(largest)
                .as("largest column; if these events do not reach the extractor, override events()")
                .isPositive();
    }

    @Test
    void columnsAreZeroWhereNothingHappened() {
        FeatureExtractor extractor = fitted();
        Timeline nothing = SmallShop.timeline(List.of(), catalog());
        for (Axes axes : allAxes()) {
            columns(extractor, axes, nothing, queries(axes.scope()))
                    .forEach((query, row) -> row.forEach((name, value) -> assertThat(value)
                            .as("column '%s' of an empty log", name)
                            .isZero()));
        }
    }

    @Test
    void columnsKeepTheirNamesWhenTheAxesAreTurned() {
        FeatureExtractor extractor = fitted();
        for (Axes axes : allAxes()) {
            List<Query> queries = queries(axes.scope());
            Map<Query, Map<String, Double>> expected = columns(extractor, axes, log(), queries);
            for (Axes turned : List.of(
                    new Axes(axes.scope(), turned(axes.types()), axes.decays()),
                    new Axes(axes.scope(), axes.types(), turned(axes.decays())))) {
                assertSame("columns by name on " + turned, expected, columns(extractor, turned, log(), queries));
            }
        }
    }

    @Test
    void columnsToBeLogarithmisedAreNeverNegative() {
        FeatureExtractor extractor = fitted();
        for (Axes axes : allAxes()) {
            List<Column> columns = extractor.columns(axes).columns();
            columns(extractor, axes, log(), queries(axes.scope())).forEach((query, row) -> {
                for (Column column : columns) {
                    if (column.log1p()) {
                        assertThat(row.get(column.name()))
                                .as("column '%s' for %s", column.name(), query)
                                .isNotNegative();
                    }
                }
            });
        }
    }

    @Test
    void columnsThatReadAgesNeverGrowWithAge() {
        FeatureExtractor extractor = fitted();
        Timeline log = log();
        for (Axes axes : allAxes()) {
            List<Column> readAges = extractor.columns(axes).columns().stream()
                    .filter(Column::readsAge)
                    .toList();
            if (readAges.isEmpty()) {
                continue;
            }
            Map<String, Double> before = new TreeMap<>();
            for (int day = 0; day < 40; day += 1 + day / 4) {
                long time = log.endMillis() + day * DAY_MILLIS;
                for (Query query : queriesAt(axes.scope(), time)) {
                    Map<String, Double> row =
                            columns(extractor, axes, log, List.of(query)).get(query);
                    for (Column column : readAges) {
                        String what = column.name() + " of " + query.user + ", " + query.entity;
                        double now = row.get(column.name());
                        assertThat(now)
                                .as("column %s, %d days after the last event, beside the day before", what, day)
                                .isLessThanOrEqualTo(before.getOrDefault(what, Double.POSITIVE_INFINITY));
                        before.put(what, now);
                    }
                }
            }
        }
    }

    // The twin without decay leaves out the columns that say they read ages; one that keeps it quiet would decay there.
    @Test
    void columnsThatDoNotReadAgesStandStillWhereNothingDecays() {
        FeatureExtractor extractor = fitted();
        Timeline log = log();
        for (Axes decaying : allAxes()) {
            Axes axes = new Axes(decaying.scope(), decaying.types(), List.of("none"));
            Set<String> still = new TreeSet<>();
            for (Column column : extractor.columns(axes).columns()) {
                if (!column.readsAge()) {
                    still.add(column.name());
                }
            }
            long end = log.endMillis();
            long later = end + 50 * DAY_MILLIS;
            Map<Query, Map<String, Double>> rows = columns(extractor, axes, log, queriesAt(axes.scope(), end, later));
            for (Query query : queriesAt(axes.scope(), end)) {
                Map<String, Double> row = rows.get(new Query(query.user, query.entity, later));
                for (String name : still) {
                    assertThat(row.get(name))
                            .as(
                                    "column '%s', which does not read ages, for %s fifty days later under no decay",
                                    name, query)
                            .isEqualTo(rows.get(query).get(name));
                }
            }
        }
    }

    // To 1e-12: numbers that are added in another order may differ in the last bit.
    @Test
    void theOrderInsideAnInstantChangesNothing() {
        Timeline permuted = SmallShop.timeline(turnedInsideInstants(events()), catalog());
        FeatureExtractor extractor = fitted();
        FeatureExtractor fittedOnPermuted = extractor().fit(permuted, catalog(), SEED);
        for (Axes axes : allAxes()) {
            List<Query> queries = queries(axes.scope());
            Map<Query, Map<String, Double>> expected = columns(extractor, axes, log(), queries);
            columns(fittedOnPermuted, axes, permuted, queries).forEach((query, row) -> {
                assertThat(row.keySet())
                        .as("columns on %s after turning round every instant", axes)
                        .isEqualTo(expected.get(query).keySet());
                row.forEach((name, value) -> {
                    double original = expected.get(query).get(name);
                    assertThat(value)
                            .as("column '%s' for %s after turning round every instant", name, query)
                            .isEqualTo(original, within(1e-12 * (1 + Math.abs(original))));
                });
            });
        }
    }

    @Test
    void fitIsTheSameWhateverCameAfterTheCut() {
        Timeline whole = log();
        long cut = whole.timeMillis(whole.size() / 2);
        List<Event> earlier =
                events().stream().filter(event -> event.timeMillis() < cut).toList();

        FeatureExtractor neverSaw = extractor().fit(SmallShop.timeline(earlier, catalog()), catalog(), SEED);
        FeatureExtractor cutOff = extractor().fit(whole.before(cut), catalog(), SEED);

        assertSame(
                "an extractor fitted on a log that was cut, beside one fitted on a log that ended there",
                behavior(neverSaw),
                behavior(cutOff));
    }

    @Test
    void fitLeavesEarlierExtractorsAlone() {
        Timeline whole = log();
        FeatureExtractor extractor = extractor();
        FeatureExtractor first = extractor.fit(whole.before(whole.timeMillis(whole.size() / 2)), catalog(), SEED);
        Map<String, Object> before = behavior(first);
        behavior(extractor.fit(whole, catalog(), SEED));

        assertSame("an extractor after another fit", before, behavior(first));
    }

    @Test
    void fitIsTheSameForTheSameSeed() {
        assertSame("the same fit again", behavior(fitted()), behavior(fitted()));
    }

    @Test
    void loadGivesBackWhatWasSaved() throws IOException {
        FeatureExtractor saved = fitted();
        FeatureExtractor loaded = extractor().load(new ByteArrayInputStream(saved(saved)));

        assertSame("an extractor after save and load", behavior(saved), behavior(loaded));
    }

    @Test
    void twoThreadsDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
        FeatureExtractor extractor = fitted();
        Map<String, Object> alone = behavior(extractor);
        int threads = 2;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Map<String, Object>>> together = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                together.add(executor.submit(() -> {
                    start.await();
                    return behavior(extractor);
                }));
            }
            for (Future<Map<String, Object>> one : together) {
                assertSame("what one of two threads saw", alone, one.get());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void besideNamesOtherScopesOnly() {
        FeatureExtractor extractor = fitted();
        for (Scope own : scopes()) {
            assertThat(extractor.beside(own)).as("scopes beside '%s'", own).doesNotContain(own);
        }
    }

    // Built by the first test that asks; before two threads do.
    private Timeline log() {
        if (log == null) {
            log = SmallShop.timeline(events(), catalog());
        }
        return log;
    }

    private FeatureExtractor fitted() {
        return extractor().fit(log(), catalog(), SEED);
    }

    // Every scope, with types told apart and without.
    private List<Axes> allAxes() {
        List<String> types = new ArrayList<>(log().types().list());
        types.add(Axes.OTHER_TYPE);
        List<Axes> all = new ArrayList<>();
        for (Scope scope : scopes()) {
            all.add(new Axes(scope, types, DECAY_NAMES));
            all.add(new Axes(scope, List.of(Axes.ANY_TYPE), DECAY_NAMES.subList(1, 2)));
        }
        return all;
    }

    private static List<DecayFunction> decays(Axes axes) {
        return axes.decays().stream()
                .map(name -> DECAYS.get(DECAY_NAMES.indexOf(name)))
                .toList();
    }

    private record Query(String user, String entity, long timeMillis) {}

    // Known and unknown keys, before, within and after the log.
    private List<Query> queries(Scope scope) {
        Timeline log = log();
        return queriesAt(
                scope,
                log.timeMillis(0),
                log.timeMillis(log.size() / 2) + 1,
                log.endMillis(),
                log.endMillis() + 100 * DAY_MILLIS);
    }

    private List<Query> queriesAt(Scope scope, long... times) {
        Timeline log = log();
        List<String> entities = scope.entity() == Scope.ALL ? List.of("") : withUnknown(log.entityNames(scope));
        List<Query> queries = new ArrayList<>();
        for (String user : withUnknown(log.users())) {
            for (String entity : entities) {
                for (long time : times) {
                    queries.add(new Query(user, entity, time));
                }
            }
        }
        return queries;
    }

    private static List<String> withUnknown(Names names) {
        List<String> few = new ArrayList<>(names.list().subList(0, Math.min(2, names.size())));
        few.add("never seen");
        few.add("");
        return few;
    }

    private Map<Integer, Map<Integer, Double>> numbers(FeatureExtractor extractor, List<Integer> events) {
        Timeline.Cursor cursor = log().cursor();
        Map<Integer, Map<Integer, Double>> numbers = new TreeMap<>();
        for (int event : events) {
            Map<Integer, Double> ofEvent = new TreeMap<>();
            FeatureSink sink = (index, value) -> ofEvent.merge(index, value, Double::sum);
            extractor.add(cursor.at(event), sink);
            numbers.put(event, ofEvent);
        }
        return numbers;
    }

    private static Map<Query, Map<String, Double>> columns(
            FeatureExtractor extractor, Axes axes, Timeline log, List<Query> queries) {
        FeatureBlock block = extractor.columns(axes);
        DirectSums sums = new DirectSums(log, extractor, axes, decays(axes));
        Map<Query, Map<String, Double>> columns = new LinkedHashMap<>();
        for (Query query : queries) {
            double[] values = sums.columns(query.user, query.entity, query.timeMillis);
            Map<String, Double> row = new TreeMap<>();
            for (int column = 0; column < values.length; column++) {
                // adding 0 makes -0 and 0 the same
                row.put(block.columns().get(column).name(), values[column] + 0.0);
            }
            columns.put(query, row);
        }
        return columns;
    }

    // All that can be seen of an extractor.
    private Map<String, Object> behavior(FeatureExtractor extractor) {
        Map<Axes, FeatureBlock> blocks = new LinkedHashMap<>();
        Map<Axes, Map<Query, Map<String, Double>>> columns = new LinkedHashMap<>();
        for (Axes axes : allAxes()) {
            blocks.put(axes, extractor.columns(axes));
            columns.put(axes, columns(extractor, axes, log(), queries(axes.scope())));
        }
        Map<String, Object> behavior = new LinkedHashMap<>();
        behavior.put("sums", extractor.sums().names());
        behavior.put("numbers", numbers(extractor, indexes(log().size())));
        behavior.put("columns", blocks);
        behavior.put("values", columns);
        behavior.put("saved", HexFormat.of().formatHex(saved(extractor)));
        return behavior;
    }

    private static void assertSame(String what, Object expected, Object actual) {
        assertThat(difference("", expected, actual)).as(what).isEmpty();
    }

    // The first difference and the way to it; empty when there is none. Whole maps would fill a screen without saying
    // more.
    private static String difference(String path, Object expected, Object actual) {
        if (expected.equals(actual)) {
            return "";
        }
        if (expected instanceof Map<?, ?> some
                && actual instanceof Map<?, ?> others
                && some.keySet().equals(others.keySet())) {
            for (Map.Entry<?, ?> entry : some.entrySet()) {
                String found = difference(path + entry.getKey() + ": ", entry.getValue(), others.get(entry.getKey()));
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return path + "expected " + expected + " but was " + actual;
    }

    private static byte[] saved(FeatureExtractor extractor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            extractor.save(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    // The same events; those of one instant come in the opposite order, since their ids are exchanged.
    private static List<Event> turnedInsideInstants(List<Event> events) {
        Map<Long, List<Event>> instants = new TreeMap<>();
        for (Event event : events) {
            instants.computeIfAbsent(event.timeMillis(), time -> new ArrayList<>())
                    .add(event);
        }
        List<Event> turned = new ArrayList<>();
        for (List<Event> instant : instants.values()) {
            List<Event> backwards = reversed(instant);
            String[] ids = instant.stream().map(Event::id).toArray(String[]::new);
            for (int i = 0; i < ids.length; i++) {
                turned.add(withId(ids[i], backwards.get(i)));
            }
        }
        return turned;
    }

    private static Event withId(String id, Event event) {
        return new Event(
                id,
                event.user(),
                event.item(),
                event.type(),
                event.timeMillis(),
                event.basket(),
                event.text(),
                event.numbers());
    }

    private static String text(EventView event) {
        return event.type() + " of '" + event.item() + "' by '" + event.user() + "' at " + event.timeMillis();
    }

    private static List<Integer> indexes(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static <T> List<T> turned(List<T> list) {
        List<T> turned = new ArrayList<>(list);
        Collections.rotate(turned, 1);
        return turned;
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private record Halving(double halfLifeDays) implements DecayFunction {

        @Override
        public double value(double ageDays) {
            return Math.exp(-Math.log(2) * ageDays / halfLifeDays);
        }

        @Override
        public double horizonDays(double epsilon) {
            return Math.max(0, halfLifeDays * Math.log(1 / epsilon) / Math.log(2));
        }
    }
}
