package io.wane.engine.evaluation;

import io.wane.core.event.Timeline;
import io.wane.core.model.Learner;
import io.wane.core.model.Progress;
import io.wane.engine.pipeline.DecaySum;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.LabelledRows;
import io.wane.engine.training.RowPlan;
import io.wane.engine.training.TrainedModel;
import io.wane.engine.training.TrainingRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains a learner on the past and judges it on the future, beside its twins without decay and the simple baselines: the
 * same rows, the same validation block to choose on, one look at the test block.
 */
public final class Evaluation {

    /** Name of the twin: every decay replaced by none, columns that read time left out. */
    public static final String TWIN = "without decay";

    /** Name of the twin that keeps the columns of recency. */
    public static final String TWIN_WITH_RECENCY = "keeping recency";

    private static final int REPLICATES = 1000;

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final Level level;
    private final int threads;
    private final Progress progress;

    /** An evaluation over a log; {@code progress} is told of rows and of what the learner reports. */
    public Evaluation(Timeline timeline, UserEvents userEvents, Level level, int threads, Progress progress) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.level = level;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param definitions blocks of features, unfitted
     * @param learnerName what the table calls the learner
     * @param popularityDecay decay of the baseline 'decayed popularity'
     * @param maxRows most training rows
     * @param seed for anything random
     * @throws IllegalArgumentException if the rows cannot be learned from, saying why
     */
    public EvaluationReport run(
            List<FeatureDefinition> definitions,
            String learnerName,
            Learner learner,
            NamedDecay popularityDecay,
            Blocks blocks,
            int maxRows,
            long seed) {
        long testStart = blocks.test().get(0);
        Timeline training = timeline.before(testStart);
        FeatureSet features = FeatureSet.fit(level, definitions, training, timeline.catalog(), seed);
        RowPlan trainingPlan =
                RowPlan.sampled(timeline, userEvents, level, blocks.training(), blocks.horizonMillis(), maxRows, seed);
        RowPlan validationPlan = plan(blocks.validation(), blocks.horizonMillis());
        RowPlan testPlan = plan(blocks.test(), blocks.horizonMillis());

        List<Contender> contenders = new ArrayList<>();
        Plans plans = new Plans(trainingPlan, validationPlan, testPlan);
        LabelledRows test = judge(contenders, learnerName, features, learner, plans, seed);
        judge(contenders, TWIN, features.withoutDecay(false), learner, plans, seed);
        FeatureSet keepingRecency = features.withoutDecay(true);
        List<String> notes = new ArrayList<>();
        if (keepingRecency.schema().size()
                > features.withoutDecay(false).schema().size()) {
            judge(contenders, TWIN_WITH_RECENCY, keepingRecency, learner, plans, seed);
        } else {
            notes.add("no column is made from ages, so the twin that keeps recency is the twin without decay");
        }
        contenders.addAll(Baselines.contenders(
                timeline,
                level,
                popularityDecay,
                features.spanDays(),
                trainingPlan,
                validationPlan,
                testPlan,
                threads));
        for (DecaySum sum : new Pipeline(features, training).approximate()) {
            notes.add(sum.function() + " is kept as a " + sum.description());
        }
        LeakCheck.Result leak = LeakCheck.run(timeline, level, definitions, testStart, blocks.horizonMillis(), seed);
        return new EvaluationReport(
                level.toString(),
                blocks,
                trainingPlan.counts(),
                validationPlan.counts(),
                testPlan.counts(),
                slices(test, contenders, seed),
                leak,
                notes);
    }

    private record Plans(RowPlan training, RowPlan validation, RowPlan test) {}

    private RowPlan plan(List<Long> snapshots, long horizonMillis) {
        return RowPlan.whole(timeline, userEvents, level, snapshots, horizonMillis);
    }

    private LabelledRows judge(
            List<Contender> contenders, String name, FeatureSet features, Learner learner, Plans plans, long seed) {
        TrainingRun run = new TrainingRun(timeline, features, threads, progress);
        try (TrainedModel trained = run.train(learner, plans.training(), plans.validation(), seed, progress)) {
            LabelledRows test = run.rows(plans.test());
            contenders.add(new Contender(
                    name, trained.model().summary(), trained.schema().size(), trained.score(test.examples())));
            return test;
        }
    }

    private static List<Slice> slices(LabelledRows test, List<Contender> contenders, long seed) {
        boolean[] all = new boolean[test.size()];
        Arrays.fill(all, true);
        boolean[] explore = new boolean[test.size()];
        for (int row = 0; row < explore.length; row++) {
            explore[row] = !test.touched()[row];
        }
        List<Slice> slices = new ArrayList<>();
        slices.add(slice("all", test, all, contenders, seed));
        slices.add(slice("repeat", test, test.touched(), contenders, seed));
        slices.add(slice("explore", test, explore, contenders, seed));
        return slices;
    }

    private static Slice slice(String name, LabelledRows test, boolean[] taken, List<Contender> contenders, long seed) {
        double[] labels = taken(test.labels(), taken);
        int[] users = new int[labels.length];
        int size = 0;
        for (int row = 0; row < taken.length; row++) {
            if (taken[row]) {
                users[size++] = test.users()[row];
            }
        }
        long positives = 0;
        for (double label : labels) {
            positives += label == 1 ? 1 : 0;
        }
        if (positives == 0 || positives == labels.length) {
            return new Slice(name, labels.length, positives, 0, List.of());
        }
        UserBootstrap bootstrap = new UserBootstrap(users, REPLICATES, seed);
        double[] twinLosses =
                ProbabilityMetrics.logLosses(taken(contenders.get(1).probabilities(), taken), labels);
        List<Figures> figures = new ArrayList<>();
        for (Contender contender : contenders) {
            double[] p = taken(contender.probabilities(), taken);
            double[] losses = ProbabilityMetrics.logLosses(p, labels);
            figures.add(new Figures(
                    contender.name(),
                    contender.note(),
                    contender.columns(),
                    bootstrap.mean(losses),
                    bootstrap.mean(ProbabilityMetrics.squaredErrors(p, labels)),
                    bootstrap.auc(p, labels),
                    bootstrap.calibrationError(p, labels, ProbabilityMetrics.CALIBRATION_BINS),
                    bootstrap.meanDifference(twinLosses, losses)));
        }
        return new Slice(name, labels.length, positives, bootstrap.users(), figures);
    }

    private static double[] taken(double[] values, boolean[] taken) {
        double[] kept = new double[values.length];
        int size = 0;
        for (int row = 0; row < values.length; row++) {
            if (taken[row]) {
                kept[size++] = values[row];
            }
        }
        return Arrays.copyOf(kept, size);
    }
}
