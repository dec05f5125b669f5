package io.wane.engine.evaluation;

import io.wane.core.event.Timeline;
import io.wane.core.model.Learner;
import io.wane.core.model.Progress;
import io.wane.engine.pipeline.DecaySum;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.CategoryCoverage;
import io.wane.engine.training.RowPlan;
import io.wane.engine.training.RowWitness;
import io.wane.engine.training.Scaling;
import io.wane.engine.training.Snapshot;
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
    private final Level level;
    private final int threads;
    private final Progress progress;

    /** An evaluation over a log; {@code progress} is told of rows and of what the learner reports. */
    public Evaluation(Timeline timeline, Level level, int threads, Progress progress) {
        this.timeline = timeline;
        this.level = level;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs it. Of the test rows only probabilities are kept: 8 bytes per row and contender, some 20 more per row.
     *
     * @param definitions blocks of features, unfitted
     * @param learnerName what the table calls the learner
     * @param maxRows most training rows, and most validation rows
     * @param seed for anything random
     * @throws IllegalArgumentException if the rows cannot be learned from, saying why
     */
    public EvaluationReport run(
            List<FeatureDefinition> definitions,
            String learnerName,
            Learner learner,
            Blocks blocks,
            int maxRows,
            long seed) {
        Setup setup = Setup.of(timeline, level, definitions, blocks, maxRows, seed);
        FeatureSet features = setup.features();
        FeatureSet twin = features.withoutDecay(false);
        FeatureSet keepingRecency = features.withoutDecay(true);
        List<Contender> contenders = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Fingerprints read = new Fingerprints(setup);
        Judged own = judge(learnerName, features, learner, setup, seed, read);
        contenders.add(own.contender);
        contenders.add(judge(TWIN, twin, learner, setup, seed, RowWitness.NONE).contender);
        if (keepingRecency.schema().size() > twin.schema().size()) {
            contenders.add(judge(TWIN_WITH_RECENCY, keepingRecency, learner, setup, seed, RowWitness.NONE).contender);
        } else {
            notes.add("no column is made from ages, so the twin that keeps recency is the twin without decay");
        }
        contenders.addAll(Baselines.contenders(
                timeline, level, features.spanDays(), setup.training(), setup.validation(), setup.test(), threads));
        for (DecaySum sum : new Pipeline(features, timeline).approximate()) {
            notes.add(sum.function() + " is kept as a " + sum.description());
        }
        notes.add(CategoryCoverage.of(timeline).sentence());
        LeakCheck.Result leak = LeakCheck.run(
                timeline, level, definitions, blocks, maxRows, seed, threads, read, own.scaling.deviations());
        return new EvaluationReport(
                level.toString(),
                blocks,
                setup.training().counts(),
                setup.validation().counts(),
                setup.test().counts(),
                slices(setup.test(), contenders, seed),
                leak,
                notes);
    }

    private record Judged(Contender contender, Scaling scaling) {}

    private Judged judge(
            String name, FeatureSet features, Learner learner, Setup setup, long seed, RowWitness witness) {
        TrainingRun run = new TrainingRun(timeline, features, threads, progress, witness);
        try (TrainedModel trained = run.train(learner, setup.training(), setup.validation(), seed, progress)) {
            double[] probabilities = run.score(trained, setup.test());
            return new Judged(
                    new Contender(
                            name, trained.model().summary(), trained.schema().size(), probabilities),
                    trained.scaling());
        }
    }

    private static List<Slice> slices(RowPlan test, List<Contender> contenders, long seed) {
        int size = Math.toIntExact(test.counts().rows());
        boolean[] all = new boolean[size];
        boolean[] repeat = new boolean[size];
        boolean[] explore = new boolean[size];
        int[] users = new int[size];
        int row = 0;
        for (Snapshot snapshot : test.snapshots()) {
            for (int i = 0; i < snapshot.rows(); i++, row++) {
                all[row] = true;
                repeat[row] = snapshot.touched()[i];
                explore[row] = !repeat[row];
                users[row] = snapshot.users()[i];
            }
        }
        double[] labels = test.labels();
        return List.of(
                slice("all", labels, users, all, contenders, seed),
                slice("repeat", labels, users, repeat, contenders, seed),
                slice("explore", labels, users, explore, contenders, seed));
    }

    private static Slice slice(
            String name, double[] allLabels, int[] allUsers, boolean[] taken, List<Contender> contenders, long seed) {
        double[] labels = taken(allLabels, taken);
        int[] users = new int[labels.length];
        int size = 0;
        for (int row = 0; row < taken.length; row++) {
            if (taken[row]) {
                users[size++] = allUsers[row];
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
        return size == kept.length ? values : Arrays.copyOf(kept, size);
    }
}
