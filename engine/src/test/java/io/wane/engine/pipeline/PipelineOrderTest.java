package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What time may do: go forward, by instants, in any number of threads, and one event after the other. */
class PipelineOrderTest {

    private static final long SEED = 11;
    private static final int EVENTS = 200;

    private final List<Event> events = RandomShop.events(SEED, EVENTS);
    private final Timeline log = RandomShop.timeline(events);

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 40})
    void replayLeavesTheSameBitsForAnyNumberOfThreads(int threads) {
        for (Level level : Level.values()) {
            Pipeline alone = new Pipeline(features(level), log);
            alone.advanceTo(log.endMillis(), 1);
            Pipeline together = new Pipeline(features(level), log);
            together.advanceTo(log.endMillis(), threads);

            assertSameBits(rows(together, log.endMillis()), rows(alone, log.endMillis()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void replayInStepsLeavesTheSameBitsAsAtOnce(int threads) {
        Pipeline atOnce = new Pipeline(features(Level.ITEM), log);
        Pipeline inSteps = new Pipeline(features(Level.ITEM), log);
        for (int event = 0; event < log.size(); event += 17) {
            long time = log.timeMillis(event);
            inSteps.advanceTo(time, threads);
            inSteps.advanceTo(time, threads); // again: nothing
        }
        inSteps.advanceTo(log.endMillis(), threads);
        atOnce.advanceTo(log.endMillis(), 1);

        assertSameBits(rows(inSteps, log.endMillis()), rows(atOnce, log.endMillis()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 199, 200})
    void replayAndUpdatesOneAtATimeLeaveTheSameBits(int replayed) {
        for (Level level : Level.values()) {
            Pipeline atOnce = new Pipeline(features(level), log);
            atOnce.advanceTo(log.endMillis(), 2);
            Timeline beginning = RandomShop.timeline(events.subList(0, replayed));
            Pipeline live = new Pipeline(features(level), beginning);
            live.advanceTo(Long.MAX_VALUE, 8);
            events.subList(replayed, EVENTS).forEach(live::update);

            assertSameBits(rows(live, log.endMillis()), rows(atOnce, log.endMillis()));
        }
    }

    @Test
    void aPipelineOverAPrefixGoesOnWithWhatComesAfterIt() {
        int cut = log.firstAt(log.timeMillis(EVENTS / 2));
        Pipeline live = new Pipeline(features(Level.ITEM), log.before(log.timeMillis(cut)));
        live.advanceTo(log.timeMillis(cut), 1);
        events.subList(cut, EVENTS).forEach(live::update);
        Pipeline atOnce = new Pipeline(features(Level.ITEM), log);
        atOnce.advanceTo(log.endMillis(), 1);

        assertSameBits(rows(live, log.endMillis()), rows(atOnce, log.endMillis()));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void theOrderInsideAnInstantChangesNothing(Level level) {
        List<Event> turned = RandomShop.turnedInsideInstants(events);
        assertThat(turned).isNotEqualTo(events);
        Pipeline asItWas = new Pipeline(features(level), log);
        Pipeline asTurned = new Pipeline(features(level), RandomShop.timeline(turned));
        for (long time : new long[] {log.timeMillis(EVENTS / 2), log.endMillis()}) {
            asItWas.advanceTo(time, 1);
            asTurned.advanceTo(time, 1);
            assertClose(rows(asTurned, time), rows(asItWas, time));
        }
    }

    @Test
    void matesOfOneBasketNeverSeeEachOther() {
        int instants = 0;
        for (int event = 1; event + 1 < log.size(); event++) {
            long time = log.timeMillis(event);
            if (log.timeMillis(event + 1) != time || log.timeMillis(event - 1) == time || instants == 4) {
                continue;
            }
            instants++;
            Pipeline pipeline = new Pipeline(features(Level.ITEM), log);
            pipeline.advanceTo(time, 1);
            Timeline neverHappened = RandomShop.timeline(events.subList(0, event));
            Pipeline without = new Pipeline(features(Level.ITEM), neverHappened);
            without.advanceTo(Long.MAX_VALUE, 1);

            assertSameBits(rows(pipeline, neverHappened, time), rows(without, neverHappened, time));
        }
        assertThat(instants).isEqualTo(4);
    }

    @Test
    void readingAtOrBeforeTheNewestEventIsRefused() {
        Pipeline pipeline = new Pipeline(features(Level.ITEM), log);
        long newest = log.timeMillis(EVENTS / 2);
        pipeline.advanceTo(newest + 1, 1);
        RowReader reader = pipeline.reader();
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        KeyReader keys =
                pipeline.keyReader(0, pipeline.features().definitions().get(0).scope());

        for (long time : new long[] {newest, newest - 1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> reader.read(0, 0, time, rows))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot read as of " + time)
                    .hasMessageContaining(String.valueOf(newest));
            assertThatThrownBy(() -> keys.at(0, 0, time)).isInstanceOf(IllegalStateException.class);
        }
        reader.read(0, 0, newest + 1, rows);
    }

    @Test
    void aReaderThatHasReadNoticesThatTimeWentOn() {
        Pipeline pipeline = new Pipeline(features(Level.ITEM), log);
        long early = log.timeMillis(EVENTS / 3);
        pipeline.advanceTo(early, 1);
        RowReader reader = pipeline.reader();
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        reader.read(0, 0, early, rows);
        pipeline.advanceTo(log.timeMillis(EVENTS / 2), 1);

        assertThatThrownBy(() -> reader.read(0, 0, early, rows)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readingPastEventsThatAreNotTakenInIsRefused() {
        Pipeline pipeline = new Pipeline(features(Level.ITEM), log);
        long next = log.timeMillis(EVENTS / 2);
        pipeline.advanceTo(next, 1);
        RowReader reader = pipeline.reader();
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());

        reader.read(0, 0, next, rows);
        assertThatThrownBy(() -> reader.read(0, 0, next + 1, rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("as of " + (next + 1))
                .hasMessageContaining("advance");
    }

    @Test
    void nothingIsWrittenWhereThereIsNothingToReplay() {
        Pipeline pipeline = new Pipeline(features(Level.ITEM), log);
        long time = log.timeMillis(100) + 1;
        pipeline.advanceTo(time, 2);
        long writes = pipeline.writes();
        pipeline.advanceTo(time, 2);
        assertThat(pipeline.writes()).isEqualTo(writes);
    }

    // Kept in buckets, and never done: a decay that a third party may write.
    private record Stubborn(double halfLifeDays) implements DecayFunction {

        @Override
        public double value(double ageDays) {
            return 1 / (1 + Math.pow(ageDays / halfLifeDays, 2));
        }

        @Override
        public double horizonDays(double epsilon) {
            return halfLifeDays * Math.sqrt(1 / epsilon - 1);
        }
    }

    @Test
    void aReadThatWouldMissWhatARingHasLostIsRefused() {
        NamedDecay stubborn = new NamedDecay("stubborn", "stubborn", new Stubborn(5));
        FeatureDefinition definition = Offered.feature("habit", Scope.USER, false, List.of(stubborn), "counts");
        Pipeline pipeline = new Pipeline(new FeatureSet(Level.ITEM, List.of(), List.of(definition), true, 100), log);
        pipeline.advanceTo(log.endMillis(), 1);
        KeyReader keys = pipeline.keyReader(0, Scope.USER);
        long reach = log.timeMillis(0) + 100 * RandomShop.DAY_MILLIS;
        assertThat(reach).isGreaterThan(log.endMillis());
        assertThat(keys.at(0, 0, reach).sum(0, 0, 0)).isPositive();
        assertThatThrownBy(() -> keys.at(0, 0, reach + RandomShop.DAY_MILLIS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "decay Stubborn[halfLifeDays=5.0] is kept in buckets that reach back 100d, and the first event"
                                + " is 101d old and still counts; train again: what is laid out reaches twice as far as the log");
    }

    @Test
    void timeThatGoesBackwardsIsRefused() {
        Pipeline pipeline = new Pipeline(features(Level.ITEM), log);
        pipeline.advanceTo(log.timeMillis(EVENTS / 2), 1);

        assertThatThrownBy(() -> pipeline.advanceTo(log.timeMillis(EVENTS / 3), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only goes forward");
        assertThatThrownBy(() -> pipeline.update(events.get(EVENTS - 1)))
                .as("before the timeline is used up")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(events.get(EVENTS - 1).id());

        pipeline.advanceTo(log.endMillis(), 1);
        assertThatThrownBy(() -> pipeline.update(events.get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before the newest event");
        pipeline.update(events.get(EVENTS - 1));
        assertThatThrownBy(() -> pipeline.advanceTo(Long.MAX_VALUE, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after single events");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPipelineWhoseReplayFailedIsNotReadAnyMore(int threads) {
        Pipeline pipeline = new Pipeline(failing("purchase"), log);

        assertThatThrownBy(() -> pipeline.advanceTo(log.endMillis(), threads))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("purchase");
        assertThatThrownBy(() -> pipeline.advanceTo(log.endMillis(), threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed");
        assertThatThrownBy(() -> pipeline.keyReader(0, Scope.ALL).at(0, 0, log.endMillis()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed");
    }

    @Test
    void anEventThatFailsLeavesNothingBehind() {
        Pipeline pipeline = new Pipeline(failing("purchase"), RandomShop.timeline(List.of()));
        long counted = 0;
        for (Event event : events) {
            if (event.type().equals("purchase")) {
                assertThatThrownBy(() -> pipeline.update(event)).isInstanceOf(UnsupportedOperationException.class);
            } else {
                pipeline.update(event);
                counted++;
            }
        }
        assertThat(pipeline.keyReader(0, Scope.ALL)
                        .at(Names.NONE, Names.NONE, log.endMillis())
                        .events(0))
                .isEqualTo(counted);
    }

    @Test
    void aNumberThatIsNotFiniteOrHasNoNameIsRefusedWithItsBlock() {
        for (double[] wrong : new double[][] {{0, Double.NaN}, {0, Double.POSITIVE_INFINITY}, {1, 1}, {-1, 1}}) {
            FeatureExtractor broken = new FeatureExtractor() {
                @Override
                public SumLayout sums() {
                    return SumLayout.named("only");
                }

                @Override
                public void add(EventView event, FeatureSink out) {
                    out.put((int) wrong[0], wrong[1]);
                }
            };
            Pipeline pipeline = new Pipeline(one(broken), log);
            assertThatThrownBy(() -> pipeline.advanceTo(log.endMillis(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'the block'")
                    .hasMessageContaining("0 to 0");
        }
    }

    private static FeatureSet failing(String type) {
        return one(new FeatureExtractor() {
            @Override
            public SumLayout sums() {
                return SumLayout.named("count");
            }

            @Override
            public void add(EventView event, FeatureSink out) {
                if (event.type().equals(type)) {
                    throw new UnsupportedOperationException(type);
                }
                out.put(0, 1);
            }
        });
    }

    private static FeatureSet one(FeatureExtractor extractor) {
        FeatureDefinition definition =
                new FeatureDefinition("the block", Scope.ALL, extractor, "broken", false, List.of(NamedDecay.NONE));
        return new FeatureSet(Level.ITEM, List.of(), List.of(definition), true, 100);
    }

    // Everything that an operator can configure, in every scope.
    private FeatureSet features(Level level) {
        List<NamedDecay> decays = List.of(
                Offered.decay("exponential", "half-life", "2d"),
                Offered.decay("power", "half-life", "3d", "exponent", "0.8"),
                Offered.decay("gaussian", "half-life", "10d"),
                new Erlang(0.2).named());
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            boolean byType = scope.ordinal() % 2 == 0;
            definitions.add(Offered.feature(scope + " counts", scope, byType, decays, "counts"));
            definitions.add(Offered.feature(scope + " amounts", scope, !byType, decays, "amounts"));
            definitions.add(Offered.feature(scope + " recency", scope, true, List.of(NamedDecay.NONE), "recency"));
            if (scope != Scope.ALL) {
                definitions.add(Offered.feature(scope + " shares", scope, byType, decays, "shares"));
            }
        }
        Timeline training = log.before(log.timeMillis(EVENTS / 2));
        return FeatureSet.fit(level, definitions, training, log.catalog(), 1);
    }

    // Rows of everybody and everything, by name, so that two pipelines may use other codes.
    private FeatureMatrix rows(Pipeline pipeline, long asOf) {
        return rows(pipeline, log, asOf);
    }

    private static FeatureMatrix rows(Pipeline pipeline, Timeline known, long asOf) {
        Level level = pipeline.features().level();
        RowReader reader = pipeline.reader();
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        for (String user : withUnknown(known.users())) {
            for (String entity : withUnknown(known.entityNames(level.entity()))) {
                reader.read(pipeline.user(user), pipeline.entity(level, entity), asOf, rows);
            }
        }
        return rows.build();
    }

    private static List<String> withUnknown(Names names) {
        List<String> all = new ArrayList<>(names.list());
        all.add("never seen");
        return all;
    }

    private static void assertSameBits(FeatureMatrix actual, FeatureMatrix expected) {
        int end = expected.rowStarts()[expected.rows()];
        assertThat(end).isPositive();
        assertThat(actual.rowStarts()).isEqualTo(expected.rowStarts());
        assertThat(Arrays.copyOf(actual.columns(), end)).isEqualTo(Arrays.copyOf(expected.columns(), end));
        assertThat(Arrays.copyOf(actual.values(), end)).isEqualTo(Arrays.copyOf(expected.values(), end));
    }

    private static void assertClose(FeatureMatrix actual, FeatureMatrix expected) {
        int end = expected.rowStarts()[expected.rows()];
        assertThat(actual.rowStarts()).isEqualTo(expected.rowStarts());
        assertThat(Arrays.copyOf(actual.columns(), end)).isEqualTo(Arrays.copyOf(expected.columns(), end));
        for (int at = 0; at < end; at++) {
            double value = expected.values()[at];
            if (!(Math.abs(actual.values()[at] - value) <= 1e-12 * (1 + Math.abs(value)))) {
                assertThat(actual.values()[at])
                        .as("column %d", expected.columns()[at])
                        .isEqualTo(value);
            }
        }
    }
}
