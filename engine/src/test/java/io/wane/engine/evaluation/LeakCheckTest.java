package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import io.wane.core.model.Progress;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.Offered;
import io.wane.engine.pipeline.RandomShop;
import io.wane.engine.training.Blocks;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeakCheckTest {

    private final Timeline log = RandomShop.timeline(91, 300);
    private final long cut = log.timeMillis(200);
    private final long horizon = 7 * RandomShop.DAY_MILLIS;
    private final Blocks blocks = Blocks.forTest(log, horizon, cut, log.endMillis());

    @ParameterizedTest
    @EnumSource(Level.class)
    void whatTheBundleOffersReadsNothingOfTheFuture(Level level) {
        List<NamedDecay> decays = List.of(
                Offered.decay("exponential", "half-life", "2d"),
                Offered.decay("power", "half-life", "3d", "exponent", "0.8"),
                Offered.decay("step", "window", "9d"));
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            definitions.add(Offered.feature(scope + " counts", scope, true, decays, "counts"));
            definitions.add(Offered.feature(scope + " amounts", scope, false, decays, "amounts"));
            definitions.add(Offered.feature(scope + " fresh", scope, true, List.of(NamedDecay.NONE), "recency"));
            if (scope != Scope.ALL) {
                definitions.add(Offered.feature(scope + " shares", scope, true, decays, "shares"));
            }
        }
        LeakCheck.Result result = check(level, definitions, blocks);

        assertThat(result.changed()).isZero();
        assertThat(result.planted()).isEqualTo(6 * log.before(cut).users().size() + 3);
        assertThat(result.soon()).isBetween(result.planted() / 2, result.planted() - 1);
        assertThat(result.features()).isGreaterThan(10_000);
    }

    @Test
    void theFutureBeginsAtTheCutItselfWithSomebodyNewSomethingNewAndANewType() {
        Timeline before = log.before(cut);
        List<Event> future = LeakCheck.future(before, cut, horizon, 1);

        List<Event> atOnce =
                future.stream().filter(event -> event.timeMillis() == cut).toList();
        assertThat(atOnce).hasSizeGreaterThanOrEqualTo(before.users().size() + 3);
        assertThat(atOnce).anyMatch(event -> before.users().code(event.user().orElseThrow()) == Names.NONE);
        assertThat(atOnce)
                .anyMatch(event -> event.item().isPresent()
                        && before.items().code(event.item().get()) == Names.NONE);
        assertThat(atOnce).anyMatch(event -> before.types().code(event.type()) == Names.NONE);
        assertThat(future).allMatch(event -> event.timeMillis() >= cut && event.timeMillis() < cut + horizon);
    }

    @Test
    void aLabelWindowThatPassesTheCutByAMillisecondIsFound() {
        List<FeatureDefinition> definitions =
                List.of(Offered.feature("own", Scope.USER_ITEM, false, List.of(NamedDecay.NONE), "counts"));
        Blocks late = new Blocks(blocks.training(), List.of(cut - horizon + 1), blocks.test(), horizon);

        assertThat(check(Level.ITEM, definitions, blocks).changed()).isZero();
        assertThat(check(Level.ITEM, definitions, late).changed()).isPositive();
    }

    @Test
    void testRowsTakenAMillisecondAfterTheCutAreFound() {
        Setup setup = Setup.of(log, Level.ITEM, List.of(), blocks, 1_000, 1);
        Blocks late = new Blocks(blocks.training(), blocks.validation(), List.of(cut + 1), horizon);
        Setup later = Setup.of(log, Level.ITEM, List.of(), late, 1_000, 1);

        assertThat(new Fingerprints(setup).differences(new Fingerprints(setup))).isZero();
        assertThat(new Fingerprints(setup).differences(new Fingerprints(later))).isPositive();
    }

    @Test
    void anExtractorThatLearnsFromTheTrainingLogOnlyPasses() {
        assertThat(check(new UserTotals(List.of(), false)).changed()).isZero();
    }

    @Test
    void anExtractorWhoseFitReadsPastTheCutIsFound() {
        LeakCheck.Result result = check(new UserTotals(List.of(), true));
        assertThat(result.changed()).isPositive();
    }

    private LeakCheck.Result check(FeatureExtractor extractor) {
        FeatureDefinition definition =
                new FeatureDefinition("totals", Scope.USER, extractor, "totals", false, List.of(NamedDecay.NONE));
        return check(Level.ITEM, List.of(definition), blocks);
    }

    // As part of an evaluation, so that what is checked is what that did.
    private LeakCheck.Result check(Level level, List<FeatureDefinition> definitions, Blocks when) {
        return new Evaluation(log, level, 2, Progress.NONE)
                .run(definitions, "base rate", new BaseRate(), when, 1_000, 1)
                .leak();
    }

    /** Weighs an event by how often its user was seen when it was fitted; reaching behind the timeline's end if told to. */
    private record UserTotals(List<Double> totals, boolean reachesBehind) implements FeatureExtractor {

        @Override
        public SumLayout sums() {
            return SumLayout.named("total");
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            int user =
                    event.user().isEmpty() ? -1 : Integer.parseInt(event.user().substring("user".length()));
            if (user >= 0) {
                out.put(0, totals.get(user));
            }
        }

        @Override
        public FeatureExtractor fit(Timeline training, Catalog items, long seed) {
            double[] seen = new double[100];
            int[] users = reachesBehind ? columnBehind(training) : new int[training.size()];
            for (int event = 0; event < users.length; event++) {
                int user = reachesBehind ? users[event] : training.user(event);
                if (user >= 0 && user < training.users().size()) {
                    seen[Integer.parseInt(training.users().name(user).substring("user".length()))]++;
                }
            }
            List<Double> fitted = new ArrayList<>();
            for (double total : seen) {
                fitted.add(total);
            }
            return new UserTotals(fitted, reachesBehind);
        }

        // The accessors refuse it; a prefix shares its columns with the whole log all the same.
        private static int[] columnBehind(Timeline timeline) {
            try {
                Field users = Timeline.class.getDeclaredField("users");
                users.setAccessible(true);
                return (int[]) users.get(timeline);
            } catch (ReflectiveOperationException gone) {
                throw new LinkageError("the column has another name now", gone);
            }
        }
    }
}
