package io.wane.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.Offered;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.RandomShop;
import io.wane.engine.pipeline.RowReader;
import io.wane.engine.pipeline.UserEvents;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a log to a model's scores, with a learner of a few lines. */
class TrainingRunTest {

    private static final long DAY = RandomShop.DAY_MILLIS;
    private static final long HORIZON = 4 * DAY;

    private final Timeline log = RandomShop.timeline(81, 400);
    private final UserEvents userEvents = new UserEvents(log);
    private final long testStart = log.endMillis() - 2 * HORIZON;
    private final Blocks blocks = Blocks.forTest(log, HORIZON, testStart, log.endMillis());

    @ParameterizedTest
    @EnumSource(Level.class)
    void aModelServesTheScoresThatItWasJudgedBy(Level level) {
        FeatureSet features = features(level);
        TrainingRun run = new TrainingRun(log, features, 2, Progress.NONE);
        Linear learner = new Linear();
        RowPlan training = plan(level, blocks.training(), 500);
        RowPlan validation = plan(level, blocks.validation(), Long.MAX_VALUE);
        try (TrainedModel trained = run.train(learner, training, validation, 7, Progress.NONE)) {
            assertThat(learner.seen.examples().size())
                    .isEqualTo((int) training.counts().rows());
            assertThat(learner.seen.schema()).isEqualTo(features.schema());
            assertThat(learner.seen.target()).isEqualTo(Target.BINARY);
            assertThat(learner.validated.examples().size())
                    .isEqualTo((int) validation.counts().rows());
            assertThat(Scaling.fit(learner.seen.examples().rows(), learner.seen.weights())
                            .deviations())
                    .as("of scaled rows")
                    .containsOnly(new double[] {1}, within(1e-9));
            assertThat(loss(learner.seen, trained.model())).isLessThan(lossOfTheBaseRate(learner.seen));

            RowPlan test = plan(level, List.of(testStart), Long.MAX_VALUE);
            double[] judged = run.score(trained, test);
            Snapshot snapshot = test.snapshots().get(0);
            FeatureMatrix rows = builder(features, 1).read(test).examples().rows();

            // A scorer over the same log, and one over a log that ends where the question is asked.
            ModelScorer replayed = new ModelScorer(trained, log, 1);
            ModelScorer served = new ModelScorer(trained, log.before(testStart), 1);
            replayed.advanceTo(testStart);
            served.advanceTo(testStart);
            assertThat(judged).hasSize(snapshot.rows()).hasSizeGreaterThan(20);
            for (int row = 0; row < judged.length; row++) {
                int user = snapshot.users()[row];
                int[] entity = {snapshot.entities()[row]};
                assertThat(replayed.score(user, entity)).containsExactly(judged[row]);
                assertThat(served.score(user, entity)).containsExactly(judged[row]);
                assertExplained(trained, rows, row, replayed.explain(user, entity[0]), judged[row]);
            }
            assertThat(replayed.score(Names.NONE, new int[] {0, 1})).hasSize(2);
            assertThat(replayed.trained()).isSameAs(trained);
        }
    }

    private static void assertExplained(
            TrainedModel trained, FeatureMatrix matrix, int row, Explanation explanation, double score) {
        double[] unscaled = new double[matrix.width()];
        for (int at = matrix.rowStarts()[row]; at < matrix.rowStarts()[row + 1]; at++) {
            unscaled[matrix.columns()[at]] = matrix.values()[at];
        }
        double margin = explanation.base();
        for (Explanation.Contribution part : explanation.contributions()) {
            margin += part.contribution();
            boolean log1p = trained.schema().columns().get(part.column()).log1p();
            double original = log1p ? Math.expm1(unscaled[part.column()]) : unscaled[part.column()];
            assertThat(part.value()).isEqualTo(original, within(1e-12 * (1 + Math.abs(original))));
        }
        assertThat(margin).isEqualTo(explanation.margin(), within(1e-12));
        assertThat(1 / (1 + Math.exp(-explanation.margin()))).isEqualTo(score, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 40})
    void rowsAreTheSameBitsForAnyNumberOfThreads(int threads) {
        FeatureSet features = features(Level.ITEM);
        RowPlan plan = plan(Level.ITEM, blocks.training(), 300);
        LabelledRows alone = builder(features, 1).read(plan);
        LabelledRows together = builder(features, threads).read(plan);

        FeatureMatrix expected = alone.examples().rows();
        FeatureMatrix actual = together.examples().rows();
        int end = expected.rowStarts()[expected.rows()];
        assertThat(actual.rowStarts()).isEqualTo(expected.rowStarts());
        assertThat(Arrays.copyOf(actual.columns(), end)).isEqualTo(Arrays.copyOf(expected.columns(), end));
        assertThat(Arrays.copyOf(actual.values(), end)).isEqualTo(Arrays.copyOf(expected.values(), end));
        assertThat(together.examples().groupStarts()).isEqualTo(alone.examples().groupStarts());
        assertThat(together.labels()).isEqualTo(alone.labels());
        assertThat(together.weights()).isEqualTo(alone.weights());
    }

    @Test
    void rowsComeInTheOrderOfThePlanAndWeighWhatTheyStandFor() {
        FeatureSet features = features(Level.ITEM);
        RowPlan plan = plan(Level.ITEM, blocks.training(), 300);
        List<Long> reported = new ArrayList<>();
        LabelledRows rows = new RowBuilder(
                        new Pipeline(features, log), 2, (what, done, total) -> reported.add(done), RowWitness.NONE)
                .read(plan);

        int row = 0;
        int group = 0;
        for (Snapshot snapshot : plan.snapshots()) {
            for (int i = 0; i < snapshot.rows(); i++, row++) {
                if (i == 0 || snapshot.users()[i] != snapshot.users()[i - 1]) {
                    assertThat(rows.examples().groupStarts()[group++]).isEqualTo(row);
                }
                assertThat(rows.labels()[row]).isEqualTo(snapshot.labels()[i]);
                assertThat(rows.weights()[row]).isEqualTo(rows.labels()[row] == 1 ? 1 : 1 / plan.negativeRate());
            }
        }
        assertThat(row).isEqualTo(rows.examples().size());
        assertThat(rows.examples().groupStarts()).hasSize(group + 1);
        assertThat(plan.negativeRate()).isLessThan(1);
        double population = plan.counts().population();
        assertThat(Arrays.stream(rows.weights()).sum()).isEqualTo(population, within(1e-6));
        assertThat(reported).hasSize(plan.snapshots().size()).isSorted();
        assertThat(reported.get(reported.size() - 1)).isEqualTo(rows.examples().size());
    }

    @Test
    void aRowHasWhatWasKnownStrictlyBeforeItsSnapshot() {
        FeatureSet features = features(Level.ITEM);
        RowPlan plan = plan(Level.ITEM, blocks.test(), Long.MAX_VALUE);
        LabelledRows rows = builder(features, 2).read(plan);
        int first = 0;
        for (Snapshot snapshot : plan.snapshots()) {
            Timeline past = log.before(snapshot.atMillis());
            Pipeline pipeline = new Pipeline(features, past);
            pipeline.advanceTo(snapshot.atMillis(), 1);
            RowReader reader = pipeline.reader();
            FeatureMatrix.Builder expected = FeatureMatrix.builder(reader.width());
            for (int i = 0; i < snapshot.rows(); i++) {
                reader.read(snapshot.users()[i], snapshot.entities()[i], snapshot.atMillis(), expected);
            }
            FeatureMatrix known = expected.build();
            int from = rows.examples().rows().rowStarts()[first];
            int size = known.rowStarts()[known.rows()];
            assertThat(Arrays.copyOfRange(rows.examples().rows().values(), from, from + size))
                    .isEqualTo(Arrays.copyOf(known.values(), size));
            first += snapshot.rows();
        }
    }

    @Test
    void scoresOfALaterBlockNeedNoMoreRowsAtATimeThanAStretch() {
        Timeline crowd = crowd();
        UserEvents users = new UserEvents(crowd);
        FeatureSet features = new FeatureSet(
                Level.ITEM,
                List.of(),
                List.of(Offered.feature("own", Scope.USER_ITEM, false, List.of(NamedDecay.NONE), "counts")),
                true,
                30);
        long end = crowd.endMillis();
        RowPlan test = RowPlan.whole(crowd, users, Level.ITEM, List.of(end - DAY, end), DAY);
        assertThat(test.counts().rows()).isGreaterThan(5L * RowBuilder.STRETCH);

        AtomicInteger largest = new AtomicInteger();
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        RowWitness witness = (plan, first, rows) -> {
            assertThat(plan).isSameAs(test);
            largest.accumulateAndGet(rows.rows(), Math::max);
            for (int row = 0; row < rows.rows(); row++) {
                assertThat(seen.add((long) first + row)).isTrue();
            }
        };
        try (TrainedModel trained = new TrainedModel(
                features, features.schema(), new Scaling(new double[] {1}), new LinearModel(new double[] {0.5, -1}))) {
            double[] streamed = new TrainingRun(crowd, features, 2, Progress.NONE, witness).score(trained, test);

            assertThat(seen).hasSize((int) test.counts().rows());
            assertThat(largest.get()).isBetween(RowBuilder.STRETCH, RowBuilder.STRETCH + 500);
            Examples kept = new RowBuilder(new Pipeline(features, crowd), 1, Progress.NONE, RowWitness.NONE)
                    .read(test)
                    .examples();
            assertThat(streamed).isEqualTo(trained.score(kept));
        }
    }

    // 250 users of 300 items over four days.
    private static Timeline crowd() {
        Timeline.Builder log = Timeline.builder(Catalog.EMPTY);
        for (int i = 0; i < 20_000; i++) {
            log.add(new Event(
                    String.format("%06d", i),
                    Optional.of("user" + (i * 31) % 250),
                    Optional.of("item" + (i * 37 + i / 250) % 300),
                    "view",
                    i * (4 * DAY / 20_000),
                    Optional.empty(),
                    Map.of(),
                    Map.of()));
        }
        return log.build();
    }

    private RowBuilder builder(FeatureSet features, int threads) {
        return new RowBuilder(new Pipeline(features, log), threads, Progress.NONE, RowWitness.NONE);
    }

    private FeatureSet features(Level level) {
        List<NamedDecay> decays =
                List.of(Offered.decay("exponential", "half-life", "2d"), Offered.decay("gaussian", "half-life", "6d"));
        List<FeatureDefinition> definitions = List.of(
                Offered.feature("own", level.userEntity(), false, decays, "counts"),
                Offered.feature("share", level.userEntity(), false, decays, "shares"),
                Offered.feature("popular", level.entity(), false, decays, "counts"),
                Offered.feature("active", Scope.USER, true, decays, "counts"),
                Offered.feature(
                        "fresh", level.userEntity(), false, List.of(NamedDecay.NONE), "recency", "scale", "1d"));
        return FeatureSet.fit(level, definitions, log.before(testStart), log.catalog(), 1);
    }

    private RowPlan plan(Level level, List<Long> snapshots, long maxRows) {
        return RowPlan.sampled(log, userEvents, level, snapshots, HORIZON, maxRows, 3);
    }

    private static double loss(TrainingSet data, Model model) {
        double[] scores = new double[data.labels().length];
        model.score(data.examples(), scores);
        return loss(data, scores);
    }

    private static double lossOfTheBaseRate(TrainingSet data) {
        double positives = 0;
        double total = 0;
        for (int row = 0; row < data.labels().length; row++) {
            positives += data.weights()[row] * data.labels()[row];
            total += data.weights()[row];
        }
        double[] scores = new double[data.labels().length];
        Arrays.fill(scores, positives / total);
        return loss(data, scores);
    }

    private static double loss(TrainingSet data, double[] scores) {
        double loss = 0;
        for (int row = 0; row < scores.length; row++) {
            loss -= data.weights()[row] * Math.log(data.labels()[row] == 1 ? scores[row] : 1 - scores[row]);
        }
        return loss;
    }

    /** Logistic regression by plain gradient descent. */
    private static final class Linear implements Learner {

        private TrainingSet seen;
        private TrainingSet validated;

        @Override
        public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
            seen = data;
            validated = validation.orElseThrow();
            double[] weights = new double[data.schema().size() + 1];
            double total = Arrays.stream(data.weights()).sum();
            for (int epoch = 0; epoch < 100; epoch++) {
                double[] gradient = new double[weights.length];
                FeatureMatrix rows = data.examples().rows();
                for (int row = 0; row < rows.rows(); row++) {
                    double p = 1 / (1 + Math.exp(-margin(weights, rows, row)));
                    double slope = data.weights()[row] * (p - data.labels()[row]) / total;
                    for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                        gradient[rows.columns()[at]] += slope * rows.values()[at];
                    }
                    gradient[weights.length - 1] += slope;
                }
                for (int w = 0; w < weights.length; w++) {
                    weights[w] -= 0.3 * gradient[w];
                }
            }
            return new LinearModel(weights);
        }

        @Override
        public Model load(InputStream in, FeatureSchema schema, Target target) {
            throw new UnsupportedOperationException();
        }
    }

    private static double margin(double[] weights, FeatureMatrix rows, int row) {
        double margin = weights[weights.length - 1];
        for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
            margin += weights[rows.columns()[at]] * rows.values()[at];
        }
        return margin;
    }

    private record LinearModel(double[] weights) implements Model {

        @Override
        public void score(Examples examples, double[] out) {
            for (int row = 0; row < examples.size(); row++) {
                out[row] = 1 / (1 + Math.exp(-margin(weights, examples.rows(), row)));
            }
        }

        @Override
        public Explanation explain(Examples examples, int row) {
            FeatureMatrix rows = examples.rows();
            List<Explanation.Contribution> parts = new ArrayList<>();
            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                int column = rows.columns()[at];
                parts.add(new Explanation.Contribution(column, rows.values()[at], weights[column] * rows.values()[at]));
            }
            return new Explanation(weights[weights.length - 1], parts, margin(weights, rows, row));
        }

        @Override
        public String summary() {
            return "plain gradient descent";
        }

        @Override
        public void save(OutputStream out) {
            throw new UnsupportedOperationException();
        }
    }
}
