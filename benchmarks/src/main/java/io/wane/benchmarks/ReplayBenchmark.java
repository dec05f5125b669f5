package io.wane.benchmarks;

import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Pipeline;
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

/**
 * Replaying a timeline into a pipeline, time per event: slice after slice, and from an empty pipeline again when the log
 * is used up. What it is compared with is in {@link ReplayBaselineBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplayBenchmark {

    /** Size of the log; with 2000000 a replay lasts seconds, so let iterations last longer ({@code -r 10}). */
    @Param("200000")
    public int events;

    /** What is summed. */
    @Param({"EXPONENTIAL", "POWER", "GAUSSIAN", "DEFAULTS"})
    public Workload workload;

    /** How many threads share a replay. */
    @Param({"1", "2"})
    public int threads;

    private SyntheticLog log;
    private Timeline timeline;
    private FeatureSet features;
    private Pipeline pipeline;
    private int slice;

    /** Makes the log. */
    @Setup
    public void makeLog() {
        log = new SyntheticLog(events);
        timeline = log.timeline();
        features = workload.over(timeline);
        slice = log.slices();
    }

    /** One slice. */
    @Benchmark
    @OperationsPerInvocation(SyntheticLog.SLICE)
    public Pipeline replay() {
        if (slice == log.slices()) {
            pipeline = new Pipeline(features, timeline);
            slice = 0;
        }
        pipeline.advanceTo(log.endOfSlice(slice++), threads);
        return pipeline;
    }
}
