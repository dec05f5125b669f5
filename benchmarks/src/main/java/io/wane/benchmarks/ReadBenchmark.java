package io.wane.benchmarks;

import io.wane.core.feature.FeatureMatrix;
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

/** Making rows of the default configuration, 500 candidates per user, another user each time; time per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadBenchmark {

    /** Size of the log. */
    @Param("200000")
    public int events;

    private Queries queries;
    private long asOfMillis;

    /** Replays the log. */
    @Setup
    public void replay() {
        queries = new Queries(new SyntheticLog(events));
        asOfMillis = queries.endMillis();
    }

    /** As in training: all users at one time, so that what depends on the item alone has been read before. */
    @Benchmark
    @OperationsPerInvocation(Queries.CANDIDATES)
    public FeatureMatrix snapshot() {
        return queries.rows(queries.nextCandidates(), asOfMillis);
    }

    /** As in serving: every user at a time of their own, so that everything is read. */
    @Benchmark
    @OperationsPerInvocation(Queries.CANDIDATES)
    public FeatureMatrix query() {
        return queries.rows(queries.nextCandidates(), ++asOfMillis);
    }
}
