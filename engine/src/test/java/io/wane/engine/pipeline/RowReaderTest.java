package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumLayout;
import io.wane.testkit.DirectSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowReaderTest {

    private static final List<NamedDecay> DECAYS =
            List.of(Offered.decay("exponential", "half-life", "2d"), NamedDecay.NONE);

    private final Timeline log = RandomShop.timeline(21, 160);

    @ParameterizedTest
    @EnumSource(Level.class)
    void aRowIsWhatTheExtractorsReadFromTheSumsByDefinition(Level level) {
        FeatureSet features = features(level);
        List<Column> columns = features.schema().columns();
        Pipeline pipeline = new Pipeline(features, log);
        SplittableRandom random = new SplittableRandom(1);
        for (long time : new long[] {log.timeMillis(90), log.endMillis() + 5}) {
            pipeline.advanceTo(time, 1);
            RowReader reader = pipeline.reader();
            for (int i = 0; i < 10; i++) {
                int user = random.nextInt(-1, log.users().size());
                int entity = random.nextInt(-1, log.entityNames(level.entity()).size());
                double[] row = read(reader, user, entity, time);
                double[] expected = direct(features, level, user, entity, time);
                assertThat(row).hasSameSizeAs(expected);
                for (int column = 0; column < expected.length; column++) {
                    assertThat(row[column])
                            .as(columns.get(column).name())
                            .isEqualTo(expected[column], within(1e-12 * (1 + Math.abs(expected[column]))));
                }
            }
        }
    }

    private double[] direct(FeatureSet features, Level level, int user, int entity, long time) {
        List<Double> row = new ArrayList<>();
        String userName = user == Names.NONE ? "" : log.users().name(user);
        for (FeatureDefinition definition : features.definitions()) {
            Axes axes = definition.axes(features.types());
            Scope scope = definition.scope();
            String entityName = "";
            if (scope.entity() != Scope.ALL) {
                int code = level == Level.ITEM ? log.entityOfItem(scope, entity) : entity;
                entityName = code == Names.NONE ? "" : log.entityNames(scope).name(code);
            }
            List<DecayFunction> decays =
                    definition.decays().stream().map(NamedDecay::function).toList();
            double[] columns =
                    new DirectSums(log, definition.extractor(), axes, decays).columns(userName, entityName, time);
            List<Column> block = definition.extractor().columns(axes).columns();
            for (int column = 0; column < columns.length; column++) {
                row.add(block.get(column).log1p() ? Math.log1p(columns[column]) : columns[column]);
            }
        }
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void whatIsKeptFromRowToRowNeverLeaks(Level level) {
        Pipeline pipeline = new Pipeline(features(level), log);
        pipeline.advanceTo(log.endMillis(), 1);
        RowReader reader = pipeline.reader();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 600; i++) {
            int user = random.nextInt(-1, log.users().size());
            int entity = random.nextInt(-1, log.entityNames(level.entity()).size());
            // a time stays for a while, as that of a snapshot does, or changes with every row
            long time = log.endMillis() + (i < 300 ? i / 30 % 3 : random.nextInt(3)) * RandomShop.DAY_MILLIS;
            assertThat(read(reader, user, entity, time)).isEqualTo(read(pipeline.reader(), user, entity, time));
        }
    }

    @Test
    void aRowReadAgainAfterAnUpdateHasTheUpdate() {
        Pipeline pipeline = new Pipeline(features(Level.ITEM), log);
        pipeline.advanceTo(log.endMillis(), 1);
        RowReader reader = pipeline.reader();
        long later = log.endMillis() + RandomShop.DAY_MILLIS;
        double[] before = read(reader, 0, 0, later);
        pipeline.update(event(log.users().name(0), log.items().name(0), log.endMillis() + 1));
        double[] after = read(reader, 0, 0, later);

        assertThat(after).isNotEqualTo(before).isEqualTo(read(pipeline.reader(), 0, 0, later));
    }

    @Test
    void anItemThatCameAfterTheTimelineHasItsCategoryFromTheCatalogue() {
        List<Event> events = RandomShop.events(21, 160);
        String late = "item5";
        List<Event> others = events.stream()
                .filter(event -> !event.item().equals(Optional.of(late)))
                .toList();
        Pipeline pipeline = new Pipeline(features(Level.ITEM), RandomShop.timeline(others));
        pipeline.advanceTo(Long.MAX_VALUE, 1);
        assertThat(pipeline.entity(Level.ITEM, late)).isEqualTo(Names.NONE);
        Event first = event("newcomer", late, log.endMillis());
        pipeline.update(first);

        List<Event> all = new ArrayList<>(others);
        all.add(first);
        Timeline whole = RandomShop.timeline(all);
        Pipeline replayed = new Pipeline(features(Level.ITEM), whole);
        replayed.advanceTo(Long.MAX_VALUE, 1);
        long time = whole.endMillis();
        Item known = RandomShop.CATALOG.item(late).orElseThrow();
        assertThat(known.category()).isPresent();
        for (String user : List.of("newcomer", "user0")) {
            assertThat(read(pipeline.reader(), pipeline.user(user), pipeline.entity(Level.ITEM, late), time))
                    .isEqualTo(read(replayed.reader(), replayed.user(user), replayed.entity(Level.ITEM, late), time));
        }
    }

    @Test
    void withoutAgesARowHasTheOtherColumnsInTheSameOrder() {
        FeatureSet with = features(Level.ITEM);
        FeatureSet without = new FeatureSet(with.level(), with.types(), with.definitions(), false, with.spanDays());
        FeatureSchema all = with.schema();
        List<Column> kept =
                all.columns().stream().filter(column -> !column.readsAge()).toList();
        assertThat(without.schema().columns()).isEqualTo(kept);
        assertThat(kept).hasSizeLessThan(all.size());

        Pipeline both = new Pipeline(with, log);
        Pipeline one = new Pipeline(without, log);
        both.advanceTo(log.endMillis(), 1);
        one.advanceTo(log.endMillis(), 1);
        RowReader reader = one.reader();
        assertThat(reader.width()).isEqualTo(kept.size());
        for (int item = 0; item < log.items().size(); item++) {
            double[] wide = read(both.reader(), 1, item, log.endMillis());
            double[] narrow = read(reader, 1, item, log.endMillis());
            int next = 0;
            for (int column = 0; column < wide.length; column++) {
                if (!all.columns().get(column).readsAge()) {
                    assertThat(narrow[next++]).isEqualTo(wide[column]);
                }
            }
        }
    }

    @Test
    void anEmptyPipelineGivesEmptyRowsAtAnyTime() {
        Pipeline pipeline = new Pipeline(
                new FeatureSet(
                        Level.ITEM,
                        List.of("view"),
                        List.of(Offered.feature("counts", Scope.USER_ITEM, true, DECAYS, "counts")),
                        true,
                        10),
                log);
        assertThat(read(pipeline.reader(), Names.NONE, Names.NONE, log.timeMillis(0)))
                .containsOnly(0);
        assertThat(read(pipeline.reader(), 0, 0, Long.MIN_VALUE + 1)).containsOnly(0);
    }

    @Test
    void aNumberOutOfRangeIsRefusedWithItsBlock() {
        assertRefused(0, Double.NaN, "'the block'", "'plain'", "finite");
        assertRefused(0, Double.NEGATIVE_INFINITY, "'the block'", "'plain'", "finite");
        assertRefused(1, -1e-9, "'the block'", "'logarithmised'", "at least 0");
        assertRefused(2, 1, "'the block'", "0 to 1");
        assertRefused(-1, 1, "'the block'", "0 to 1");
        assertThat(readPut(0, -1)).containsExactly(-1, 0);
        assertThat(readPut(1, 1)).containsExactly(0, Math.log(2));
    }

    private void assertRefused(int index, double value, String... said) {
        assertThatThrownBy(() -> readPut(index, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(said);
    }

    private double[] readPut(int index, double value) {
        Pipeline pipeline = pipeline(Scope.USER, new Reading() {
            @Override
            public void read(QueryView query, Axes axes, FeatureSink out) {
                out.put(index, value);
            }
        });
        return read(pipeline.reader(), 0, 0, log.endMillis());
    }

    @Test
    void aReadThatFailedIsTriedAgain() {
        boolean[] fails = {true};
        Pipeline pipeline = pipeline(Scope.USER, new Reading() {
            @Override
            public void read(QueryView query, Axes axes, FeatureSink out) {
                if (fails[0]) {
                    throw new UnsupportedOperationException("not today");
                }
                out.put(0, 5);
            }
        });
        RowReader reader = pipeline.reader();
        assertThatThrownBy(() -> read(reader, 0, 0, log.endMillis())).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> read(reader, 0, 0, log.endMillis())).isInstanceOf(UnsupportedOperationException.class);
        fails[0] = false;
        assertThat(read(reader, 0, 0, log.endMillis())).containsExactly(5, 0);
    }

    @Test
    void aScopeThatWasNotAskedForIsRefusedWithWhatWas() {
        Pipeline pipeline = pipeline(Scope.USER, new Reading() {
            @Override
            public Set<Scope> beside(Scope own) {
                return Set.of(Scope.ALL);
            }

            @Override
            public void read(QueryView query, Axes axes, FeatureSink out) {
                query.beside(Scope.ALL);
                query.beside(Scope.ITEM);
            }
        });
        assertThatThrownBy(() -> read(pipeline.reader(), 0, 0, log.endMillis()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'the block'", "'item'", "[all]");
    }

    @Test
    void itsOwnScopeBesideItselfIsRefused() {
        assertThatThrownBy(() -> pipeline(Scope.USER, new Reading() {
                    @Override
                    public Set<Scope> beside(Scope own) {
                        return Set.of(own);
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'the block'", "'user'");
    }

    @Test
    void theQueryTellsItsTime() {
        Pipeline pipeline = pipeline(Scope.ITEM, new Reading() {
            @Override
            public void read(QueryView query, Axes axes, FeatureSink out) {
                out.put(0, Days.between(log.endMillis(), query.asOfMillis()));
            }
        });
        RowReader reader = pipeline.reader();
        for (int days : new int[] {3, 1, 2, 2}) {
            assertThat(read(reader, 0, 0, log.endMillis() + days * RandomShop.DAY_MILLIS))
                    .containsExactly(days, 0);
        }
    }

    private Pipeline pipeline(Scope scope, FeatureExtractor extractor) {
        FeatureDefinition definition =
                new FeatureDefinition("the block", scope, extractor, "test", false, List.of(NamedDecay.NONE));
        Pipeline pipeline = new Pipeline(new FeatureSet(Level.ITEM, List.of(), List.of(definition), true, 100), log);
        pipeline.advanceTo(log.endMillis(), 1);
        return pipeline;
    }

    // Two columns, of which one is logarithmised.
    private abstract static class Reading implements FeatureExtractor {

        @Override
        public SumLayout sums() {
            return SumLayout.NONE;
        }

        @Override
        public void add(EventView event, FeatureSink out) {}

        @Override
        public FeatureBlock columns(Axes axes) {
            return new FeatureBlock(
                    List.of(new Column("plain", false, false), new Column("logarithmised", true, false)));
        }
    }

    // Blocks of the user, of the entity, of both and of neither, with and without other scopes beside them.
    private FeatureSet features(Level level) {
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            boolean byType = scope.ordinal() % 2 == 0;
            definitions.add(Offered.feature(scope + " recency", scope, byType, List.of(NamedDecay.NONE), "recency"));
            definitions.add(Offered.feature(scope + " counts", scope, !byType, DECAYS, "counts"));
            definitions.add(Offered.feature(scope + " amounts", scope, byType, DECAYS, "amounts", "of", "quantity"));
            if (scope != Scope.ALL) {
                definitions.add(Offered.feature(scope + " shares", scope, byType, DECAYS, "shares"));
            }
        }
        return FeatureSet.fit(level, definitions, log.before(log.timeMillis(log.size() / 2)), log.catalog(), 1);
    }

    private static Event event(String user, String item, long time) {
        return new Event("z", Optional.of(user), Optional.of(item), "view", time, Optional.empty(), Map.of(), Map.of());
    }

    private static double[] read(RowReader reader, int user, int entity, long time) {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        reader.read(user, entity, time, rows);
        FeatureMatrix row = rows.build();
        double[] dense = new double[row.width()];
        for (int at = 0; at < row.rowStarts()[1]; at++) {
            dense[row.columns()[at]] = row.values()[at];
        }
        return dense;
    }
}
