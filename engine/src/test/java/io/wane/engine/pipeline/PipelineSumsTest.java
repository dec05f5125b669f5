package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.SumsView;
import io.wane.testkit.DirectSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums beside their definition, evaluated over the whole log: what everything else stands on. */
class PipelineSumsTest {

    private static final int EVENTS = 160;

    // What is this small has been flushed to zero, so that it does not slow the processor down as a denormal number.
    private static final double FLUSHED = 1e-297;

    private static final List<NamedDecay> EXACT = List.of(
            Offered.decay("exponential", "half-life", "2d"),
            Offered.decay("bi-exponential", "fast", "9h", "slow", "40d", "fast-share", "0.7"),
            new Erlang(0.3).named(),
            NamedDecay.NONE,
            new Erlang(Math.log(2) / 2).named()); // the rate of the first, at other powers

    private static final List<NamedDecay> APPROXIMATE = List.of(
            Offered.decay("power", "half-life", "3d", "exponent", "0.8"),
            Offered.decay("gaussian", "half-life", "10d"),
            Offered.decay("step", "window", "5d"),
            Offered.decay("exponential", "half-life", "1d"));

    private static final List<FeatureExtractor> EXTRACTORS =
            List.of(Offered.extractor("counts"), Offered.extractor("amounts"), new Signed());

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void exactDecaysAgreeWithTheDefinitionInEveryScope(long seed) {
        Timeline log = RandomShop.timeline(seed, EVENTS);
        Pipeline pipeline = pipeline(log, EXACT, 24);
        assertThat(pipeline.approximate()).isEmpty();
        everywhere(log, pipeline, seed, (definition, axes, key, time, sums) -> {
            List<DecayFunction> decays =
                    EXACT.stream().map(NamedDecay::function).toList();
            DirectSums.State expected = new DirectSums(log, definition.extractor(), axes, decays)
                    .at(key.userName(log), key.entityName(log, axes.scope()), time)
                    .own();
            for (int type = 0; type < axes.types().size(); type++) {
                for (int name = 0; name < definition.extractor().sums().size(); name++) {
                    for (int decay = 0; decay < EXACT.size(); decay++) {
                        assertThat(sums.sum(name, type, decay))
                                .as(
                                        "%s, %s, sum %d of %s under %s",
                                        definition.name(),
                                        key,
                                        name,
                                        axes.types().get(type),
                                        EXACT.get(decay).label())
                                .isEqualTo(
                                        expected.sum(name, type, decay),
                                        within(1e-12 * expected.absolute(name, type, decay) + FLUSHED));
                    }
                }
                assertThat(sums.events(type)).isEqualTo(expected.events(type));
                assertThat(sums.lastAgeDays(type)).isEqualTo(Double.valueOf(expected.lastAgeDays(type)));
                assertThat(sums.firstAgeDays(type)).isEqualTo(Double.valueOf(expected.firstAgeDays(type)));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 7})
    void laddersAndRingsAgreeWithWhatTheySayTheyKeep(int bucketHours) {
        Timeline log = RandomShop.timeline(bucketHours, EVENTS);
        Pipeline pipeline = pipeline(log, APPROXIMATE, bucketHours);
        assertThat(pipeline.approximate()).hasSize(3);
        everywhere(log, pipeline, bucketHours, (definition, axes, key, time, sums) -> {
            int index = pipeline.features().definitions().indexOf(definition);
            for (int decay = 0; decay < APPROXIMATE.size(); decay++) {
                DecaySum kept = pipeline.decaySum(index, decay);
                Direct expected = new Direct(definition, axes, kept);
                Timeline.Cursor cursor = log.cursor();
                for (int event = 0; event < log.firstAt(time); event++) {
                    if (key.reaches(log, axes.scope(), event)) {
                        expected.add(cursor.at(event), log.timeMillis(event), time);
                    }
                }
                for (int type = 0; type < axes.types().size(); type++) {
                    for (int name = 0; name < definition.extractor().sums().size(); name++) {
                        String what = definition.name() + ", " + key + ", "
                                + APPROXIMATE.get(decay).label();
                        double actual = sums.sum(name, type, decay);
                        assertThat(actual)
                                .as(what)
                                .isEqualTo(
                                        expected.kept[name][type],
                                        within(1e-12 * expected.absoluteKept[name][type] + FLUSHED));
                        // the error is stated for ages up to the span that was laid out at training
                        boolean withinSpan = Days.between(log.timeMillis(0), time)
                                <= pipeline.features().spanDays();
                        if (kept.ring().isEmpty() && withinSpan) {
                            assertThat(actual)
                                    .as("%s beside the decay itself", what)
                                    .isEqualTo(
                                            expected.wanted[name][type],
                                            within((kept.error() + 1e-12) * expected.absolute[name][type]));
                        }
                    }
                }
            }
        });
    }

    @Test
    void aDecayThatDiffersByTypeIsEachTypesOwnWhereTypesAreToldApart() {
        Timeline log = RandomShop.timeline(6, EVENTS);
        NamedDecay fast = Offered.decay("exponential", "half-life", "1d");
        NamedDecay slow = Offered.decay("exponential", "half-life", "9d");
        TypedDecay typed = new TypedDecay(slow.function(), Map.of("view", fast.function()));
        NamedDecay learned = new NamedDecay("fitted", "fitted", typed);
        Pipeline pipeline = pipeline(log, List.of(NamedDecay.NONE, learned), 24);
        Pipeline plain = pipeline(log, List.of(fast, slow), 24);
        pipeline.advanceTo(log.endMillis(), 2);
        plain.advanceTo(log.endMillis(), 2);
        for (int definition = 0; definition < pipeline.features().definitions().size(); definition++) {
            FeatureDefinition of = pipeline.features().definitions().get(definition);
            List<String> types = of.axes(pipeline.features().types()).types();
            if (of.scope() != Scope.USER) {
                continue;
            }
            for (int user = 0; user < log.users().size(); user++) {
                SumsView sums = pipeline.keyReader(definition, Scope.USER).at(user, 0, log.endMillis());
                SumsView expected = plain.keyReader(definition, Scope.USER).at(user, 0, log.endMillis());
                for (int type = 0; type < types.size(); type++) {
                    assertThat(sums.sum(0, type, 1))
                            .isEqualTo(expected.sum(0, type, types.get(type).equals("view") ? 0 : 1), within(1e-12));
                }
            }
        }
    }

    @Test
    void aNumberPutTwiceCountsTwiceAndOneNeverPutIsZero() {
        Timeline log = RandomShop.timeline(5, 60);
        FeatureDefinition signed =
                new FeatureDefinition("signed", Scope.ALL, new Signed(), "signed", false, List.of(NamedDecay.NONE));
        Pipeline pipeline = new Pipeline(new FeatureSet(Level.ITEM, List.of(), List.of(signed), true, 100), log);
        pipeline.advanceTo(log.endMillis(), 1);
        SumsView sums = pipeline.keyReader(0, Scope.ALL).at(Names.NONE, Names.NONE, log.endMillis());
        double twice = 0;
        for (int event = 0; event < log.size(); event++) {
            twice += log.timeMillis(event) % 7 - 3.0 + (log.item(event) == Names.NONE ? 0.5 : -0.25);
        }
        assertThat(sums.sum(1, 0, 0)).isZero();
        assertThat(sums.sum(2, 0, 0)).isEqualTo(twice, within(1e-9));
    }

    // Every scope × type or not × extractor, so that blocks of many shapes lie beside each other in one state.
    private static Pipeline pipeline(Timeline log, List<NamedDecay> decays, int bucketHours) {
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            for (FeatureExtractor extractor : EXTRACTORS) {
                for (boolean byType : new boolean[] {false, true}) {
                    String name = scope + " " + extractor + (byType ? " by type" : "");
                    definitions.add(
                            new FeatureDefinition(name, scope, extractor, extractor.toString(), byType, decays));
                }
            }
        }
        Timeline training = log.before(log.timeMillis(log.size() / 2));
        return new Pipeline(
                FeatureSet.fit(Level.ITEM, definitions, training, log.catalog(), 1),
                log,
                bucketHours * RandomShop.HOUR_MILLIS);
    }

    private interface Check {
        void check(FeatureDefinition definition, Axes axes, Key key, long time, SumsView sums);
    }

    // At the start of some instants, and long after the last event.
    private static void everywhere(Timeline log, Pipeline pipeline, long seed, Check check) {
        FeatureSet features = pipeline.features();
        assertThat(features.types()).doesNotContain("gift");
        assertThat(log.types().list()).contains("gift");
        SplittableRandom random = new SplittableRandom(seed);
        long end = log.endMillis();
        long[] times = {
            log.timeMillis(0),
            log.timeMillis(log.size() / 3),
            log.timeMillis(2 * log.size() / 3) + 1,
            end,
            end + 20 * RandomShop.DAY_MILLIS
        };
        Arrays.sort(times);
        for (long time : times) {
            pipeline.advanceTo(time, 1);
            for (int d = 0; d < features.definitions().size(); d++) {
                FeatureDefinition definition = features.definitions().get(d);
                Scope scope = definition.scope();
                KeyReader reader = pipeline.keyReader(d, scope);
                for (int i = 0; i < 6; i++) {
                    Key key = Key.any(random, log, scope);
                    SumsView sums = reader.at(key.user, key.entity, time);
                    check.check(definition, definition.axes(features.types()), key, time, sums);
                }
            }
        }
    }

    private record Key(int user, int entity) {

        static Key any(SplittableRandom random, Timeline log, Scope scope) {
            int entities =
                    scope.entity() == Scope.ALL ? 0 : log.entityNames(scope).size();
            return new Key(
                    scope.hasUser() ? random.nextInt(-1, log.users().size()) : Names.NONE,
                    scope.entity() == Scope.ALL ? Names.NONE : random.nextInt(-1, entities));
        }

        boolean reaches(Timeline log, Scope scope, int event) {
            boolean ofUser = !scope.hasUser() || (user != Names.NONE && log.user(event) == user);
            return ofUser
                    && (scope.entity() == Scope.ALL || (entity != Names.NONE && log.entity(scope, event) == entity));
        }

        String userName(Timeline log) {
            return user == Names.NONE ? "" : log.users().name(user);
        }

        String entityName(Timeline log, Scope scope) {
            return entity == Names.NONE ? "" : log.entityNames(scope).name(entity);
        }
    }

    // Sums over the events of one key: as they are kept, and under the decay itself.
    private static final class Direct {

        private final FeatureDefinition definition;
        private final Axes axes;
        private final DecaySum sum;
        private final double[][] kept;
        private final double[][] absoluteKept;
        private final double[][] wanted;
        private final double[][] absolute;

        Direct(FeatureDefinition definition, Axes axes, DecaySum sum) {
            this.definition = definition;
            this.axes = axes;
            this.sum = sum;
            int names = definition.extractor().sums().size();
            int types = axes.types().size();
            kept = new double[names][types];
            absoluteKept = new double[names][types];
            wanted = new double[names][types];
            absolute = new double[names][types];
        }

        void add(Timeline.Cursor event, long eventMillis, long asOfMillis) {
            int slot = axes.types().indexOf(event.type());
            int type = slot >= 0 ? slot : axes.types().size() - 1;
            double left = sum.kept(eventMillis, asOfMillis);
            double trueLeft = sum.function().value(Days.between(eventMillis, asOfMillis));
            definition.extractor().add(event, (name, value) -> {
                kept[name][type] += left * value;
                absoluteKept[name][type] += left * Math.abs(value);
                wanted[name][type] += trueLeft * value;
                absolute[name][type] += Math.abs(value);
            });
        }
    }
}
