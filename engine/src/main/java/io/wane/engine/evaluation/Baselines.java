package io.wane.engine.evaluation;

import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.SumsView;
import io.wane.core.settings.DurationText;
import io.wane.engine.interest.TypeWeight;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.KeyReader;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.Workers;
import io.wane.engine.training.RowPlan;
import io.wane.engine.training.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The simple predictors that a learner must beat. Each is one score per row, made a probability by a logistic regression
 * on ln(1 + score). Where a score has a half-life or a scale, the one is taken that, fitted to the training rows, has the
 * least log loss on the validation rows; the regression is then fitted to both. Returns are no sign of popularity and do
 * not count.
 */
final class Baselines {

    /** Half-lives that decayed popularity chooses from, in days. */
    static final List<Double> HALF_LIVES = List.of(0.25, 1.0, 7.0, 30.0, 90.0);

    /** Ages at which recency is one half to choose from, in days. */
    static final List<Double> SCALES = List.of(1 / 24.0, 0.25, 1.0, 7.0, 30.0, 100.0, 365.0);

    // What is read per row: both counts, the days since the last event, popularity under every half-life.
    private static final int POPULARITY = 0;
    private static final int FREQUENCY = 1;
    private static final int AGE = 2;
    private static final int DECAYED = 3;
    private static final int NUMBERS = DECAYED + HALF_LIVES.size();

    private final Pipeline pipeline;
    private final int threads;
    private final List<KeyReader> own = new ArrayList<>();
    private final List<KeyReader> everybody = new ArrayList<>();

    private Baselines(Timeline timeline, Level level, double spanDays, int threads) {
        this.threads = threads;
        List<NamedDecay> decays = new ArrayList<>();
        decays.add(NamedDecay.NONE);
        for (double days : HALF_LIVES) {
            decays.add(new HalfLife(days).named());
        }
        FeatureSet sums = new FeatureSet(
                level,
                List.of(),
                List.of(
                        sum("own", level.userEntity(), List.of(NamedDecay.NONE)),
                        sum("everybody", level.entity(), decays)),
                true,
                spanDays);
        pipeline = new Pipeline(sums, timeline);
        for (int worker = 0; worker < threads; worker++) {
            own.add(pipeline.keyReader(0, level.userEntity()));
            everybody.add(pipeline.keyReader(1, level.entity()));
        }
    }

    private static FeatureDefinition sum(String name, Scope scope, List<NamedDecay> decays) {
        return new FeatureDefinition(name, scope, TypeWeight.BUT_RETURNS, "events but returns", false, decays);
    }

    /**
     * Their probabilities of the test rows.
     *
     * @param spanDays largest age that sums are laid out for
     */
    static List<Contender> contenders(
            Timeline timeline,
            Level level,
            double spanDays,
            RowPlan training,
            RowPlan validation,
            RowPlan test,
            int threads) {
        Baselines baselines = new Baselines(timeline, level, spanDays, threads);
        Block learned = baselines.block(training);
        Block chosenOn = baselines.block(validation);
        List<Fitted> fitted = new ArrayList<>();
        for (Family family : families()) {
            fitted.add(fit(family, learned, chosenOn));
        }
        return baselines.judge(fitted, test);
    }

    /** One way to score: ln(1 + score) from one of the numbers of a row. */
    private record Way(String note, int number, DoubleUnaryOperator score) {

        double x(double number) {
            return Math.log1p(score.applyAsDouble(number));
        }

        double[] xs(Block block) {
            double[] xs = new double[block.labels.length];
            for (int row = 0; row < xs.length; row++) {
                xs[row] = x(block.numbers[number][row]);
            }
            return xs;
        }
    }

    private record Family(String name, List<Way> ways) {}

    private record Fitted(String name, Way way, LogisticCurve curve) {}

    private static List<Family> families() {
        List<Way> decayed = new ArrayList<>();
        for (int i = 0; i < HALF_LIVES.size(); i++) {
            String note = "half-life " + DurationText.ofDays(HALF_LIVES.get(i));
            decayed.add(new Way(note, DECAYED + i, count -> count));
        }
        List<Way> fresh = new ArrayList<>();
        for (double scale : SCALES) {
            // NaN, never touched, fails the comparison.
            fresh.add(new Way("scale " + DurationText.ofDays(scale), AGE, age -> age >= 0 ? scale / (scale + age) : 0));
        }
        return List.of(
                new Family("popularity", List.of(new Way("", POPULARITY, count -> count))),
                new Family("decayed popularity", decayed),
                new Family("recency", fresh),
                new Family("frequency", List.of(new Way("", FREQUENCY, count -> count))));
    }

    private static Fitted fit(Family family, Block training, Block validation) {
        Way best = family.ways.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (Way way : family.ways.size() == 1 ? List.<Way>of() : family.ways) {
            LogisticCurve curve = LogisticCurve.fit(way.xs(training), training.labels, training.weights);
            double loss = loss(curve, way.xs(validation), validation);
            if (loss < least) {
                least = loss;
                best = way;
            }
        }
        LogisticCurve curve = LogisticCurve.fit(
                joined(best.xs(training), best.xs(validation)),
                joined(training.labels, validation.labels),
                joined(training.weights, validation.weights));
        return new Fitted(family.name, best, curve);
    }

    private static double loss(LogisticCurve curve, double[] xs, Block block) {
        for (int row = 0; row < xs.length; row++) {
            xs[row] = curve.probability(xs[row]);
        }
        double[] losses = ProbabilityMetrics.logLosses(xs, block.labels);
        double sum = 0;
        for (int row = 0; row < losses.length; row++) {
            sum += block.weights[row] * losses[row];
        }
        return sum;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private List<Contender> judge(List<Fitted> fitted, RowPlan test) {
        double[][] probabilities =
                new double[fitted.size()][Math.toIntExact(test.counts().rows())];
        read(test, (row, numbers) -> {
            for (int i = 0; i < probabilities.length; i++) {
                Way way = fitted.get(i).way;
                probabilities[i][row] = fitted.get(i).curve.probability(way.x(numbers[way.number]));
            }
        });
        List<Contender> contenders = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            contenders.add(new Contender(fitted.get(i).name, fitted.get(i).way.note, 1, probabilities[i]));
        }
        return contenders;
    }

    // The numbers of a block's rows, column by column.
    private record Block(double[][] numbers, double[] labels, double[] weights) {}

    private Block block(RowPlan plan) {
        double[][] columns = new double[NUMBERS][Math.toIntExact(plan.counts().rows())];
        read(plan, (row, numbers) -> {
            for (int i = 0; i < NUMBERS; i++) {
                columns[i][row] = numbers[i];
            }
        });
        return new Block(columns, plan.labels(), plan.weights());
    }

    // Takes the numbers of a row; several threads call, each with its own rows and array.
    private interface Taker {
        void take(int row, double[] numbers);
    }

    private void read(RowPlan plan, Taker taker) {
        int first = 0;
        for (Snapshot snapshot : plan.snapshots()) {
            pipeline.advanceTo(snapshot.atMillis(), threads);
            int start = first;
            Workers.run(threads, worker -> {
                int from = (int) ((long) snapshot.rows() * worker / threads);
                int to = (int) ((long) snapshot.rows() * (worker + 1) / threads);
                double[] numbers = new double[NUMBERS];
                for (int row = from; row < to; row++) {
                    int user = snapshot.users()[row];
                    int entity = snapshot.entities()[row];
                    SumsView pair = own.get(worker).at(user, entity, snapshot.atMillis());
                    numbers[FREQUENCY] = pair.sum(0, 0, 0);
                    numbers[AGE] = pair.lastAgeDays(0);
                    SumsView all = everybody.get(worker).at(user, entity, snapshot.atMillis());
                    numbers[POPULARITY] = all.sum(0, 0, 0);
                    for (int i = 0; i < HALF_LIVES.size(); i++) {
                        numbers[DECAYED + i] = all.sum(0, 0, 1 + i);
                    }
                    taker.take(start + row, numbers);
                }
            });
            first += snapshot.rows();
        }
    }
}
