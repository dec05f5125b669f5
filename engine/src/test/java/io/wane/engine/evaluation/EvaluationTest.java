package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Catalog;
import io.wane.core.event.EventView;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes a comparison fair, with a learner that sees nothing and remembers all. */
class EvaluationTest {

    private static final int MAX_ROWS = 400;

    private final Timeline log = RandomShop.timeline(91, 400);
    private final Blocks blocks = Blocks.forTest(log, 7 * RandomShop.DAY_MILLIS, log.timeMillis(300), log.endMillis());
    private final BaseRate learner = new BaseRate();
    private final EvaluationReport report = run(
            learner,
            List.of(
                    Offered.feature("own", Scope.USER_ITEM, true, List.of(week(), NamedDecay.NONE), "counts"),
                    Offered.feature("fresh", Scope.USER_ITEM, false, List.of(NamedDecay.NONE), "recency")));

    private static NamedDecay week() {
        return Offered.decay("exponential", "half-life", "7d");
    }

    private EvaluationReport run(BaseRate taught, List<FeatureDefinition> definitions) {
        return new Evaluation(log, Level.ITEM, 2, Progress.NONE)
                .run(definitions, "base rate", taught, blocks, MAX_ROWS, 1);
    }

    private List<Figures> figures() {
        return report.slices().get(0).figures();
    }

    @Test
    void theLearnerAndItsTwinsLearnFromTheSameRows() {
        assertThat(learner.calls).hasSize(3);
        BaseRate.Call own = learner.calls.get(0);
        for (BaseRate.Call call : learner.calls) {
            assertThat(call.training().labels()).isEqualTo(own.training().labels());
            assertThat(call.training().weights()).isEqualTo(own.training().weights());
            assertThat(call.training().examples().groupStarts())
                    .isEqualTo(own.training().examples().groupStarts());
            assertThat(call.validation().labels()).isEqualTo(own.validation().labels());
            assertThat(call.validation().weights()).isEqualTo(own.validation().weights());
        }
        assertThat(own.training().labels())
                .hasSize((int) report.training().rows())
                .hasSizeLessThanOrEqualTo(MAX_ROWS);
        assertThat(own.validation().labels())
                .hasSize((int) report.validation().rows())
                .hasSizeLessThanOrEqualTo(MAX_ROWS);
    }

    @Test
    void everybodyIsJudgedOnEveryTestRow() {
        assertThat(figures())
                .extracting(Figures::name)
                .containsExactly(
                        "base rate",
                        Evaluation.TWIN,
                        Evaluation.TWIN_WITH_RECENCY,
                        "popularity",
                        "decayed popularity",
                        "recency",
                        "frequency");
        Slice all = report.slices().get(0);
        assertThat(all.rows())
                .isEqualTo(report.test().rows())
                .isEqualTo(report.test().population());
        assertThat(all.positives()).isEqualTo(report.test().positives());
        assertThat(report.slices().get(1).rows() + report.slices().get(2).rows())
                .isEqualTo(all.rows());
    }

    @Test
    void everyTwinIsTrainedOnItsOwnColumnsAndChoosesForItself() {
        List<Integer> columns = new ArrayList<>();
        for (BaseRate.Call call : learner.calls) {
            assertThat(call.validation().schema()).isEqualTo(call.training().schema());
            columns.add(call.training().schema().size());
        }
        int types = log.before(blocks.validation().get(0)).types().size() + 1;
        assertThat(columns).containsExactly(2 * types + 4, types, types + 4);
        assertThat(figures().subList(0, 3)).extracting(Figures::columns).isEqualTo(columns);
        assertThat(figures().subList(0, 3))
                .extracting(Figures::note)
                .containsExactly("training 1", "training 2", "training 3");
    }

    @Test
    void whatIsBetterIsPairedRowByRow() {
        Interval loss = figures().get(0).logLoss();
        assertThat(loss.high()).isGreaterThan(loss.low());
        assertThat(figures().get(0).better())
                .as("equal probabilities, whoever is drawn")
                .isEqualTo(new Interval(0, 0, 0));
        double twin = figures().get(1).logLoss().value();
        for (Figures each : figures()) {
            assertThat(each.better().value()).isEqualTo(twin - each.logLoss().value(), within(1e-12));
        }
    }

    @Test
    void nothingOfTheValidationWindowIsInTheColumnsThatTheLearnerChoosesBy() {
        Ends ends = new Ends(new ArrayList<>());
        run(
                new BaseRate(),
                List.of(new FeatureDefinition("ends", Scope.USER, ends, "ends", false, List.of(NamedDecay.NONE))));
        assertThat(ends.seen).isNotEmpty().containsOnly(blocks.validation().get(0));
    }

    @Test
    void theNotesSayWhereCategoriesComeFrom() {
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("newest catalogue", "without one"));
    }

    /** Remembers until when the logs went that it was fitted to. */
    private record Ends(List<Long> seen) implements FeatureExtractor {

        @Override
        public SumLayout sums() {
            return SumLayout.named("one");
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            out.put(0, 1);
        }

        @Override
        public FeatureExtractor fit(Timeline training, Catalog items, long seed) {
            seen.add(training.endMillis());
            return this;
        }
    }
}
