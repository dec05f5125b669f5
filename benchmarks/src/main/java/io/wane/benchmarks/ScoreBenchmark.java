package io.wane.benchmarks;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.Examples;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import io.wane.engine.training.Scaling;
import io.wane.engine.training.TrainedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Scaling and scoring the 500 rows of a user with a logistic model, time per row. The labels are made up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreBenchmark {

    private static final int USERS = 64;

    /** Size of the log. */
    @Param("200000")
    public int events;

    private final Examples[] examples = new Examples[USERS];
    private TrainedModel trained;
    private int next;

    /** Reads rows of some users and trains on those of the first. */
    @Setup
    public void train() {
        Queries queries = new Queries(new SyntheticLog(events));
        for (int user = 0; user < USERS; user++) {
            examples[user] = Examples.ungrouped(queries.rows(queries.nextCandidates(), queries.endMillis()));
        }
        FeatureMatrix rows = examples[0].rows();
        double[] labels = new double[rows.rows()];
        for (int row = 0; row < labels.length; row += 7) {
            labels[row] = 1;
        }
        double[] weights = new double[rows.rows()];
        Arrays.fill(weights, 1);
        Scaling scaling = Scaling.fit(rows, weights);
        TrainingSet data = new TrainingSet(
                queries.features().schema(), Examples.ungrouped(scaling.apply(rows)), labels, weights, Target.BINARY);
        Learner logistic = new Components(Path.of(""))
                .choose(Learner.class, "logistic", "penalty", "0.01")
                .component();
        Model model = logistic.train(data, Optional.empty(), 1, Progress.NONE);
        trained = new TrainedModel(queries.features(), data.schema(), scaling, model);
    }

    /** One user. */
    @Benchmark
    @OperationsPerInvocation(Queries.CANDIDATES)
    public double[] score() {
        next = (next + 1) % USERS;
        return trained.score(examples[next]);
    }
}
