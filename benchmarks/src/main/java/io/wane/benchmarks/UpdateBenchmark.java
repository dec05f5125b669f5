package io.wane.benchmarks;

import io.wane.core.event.Event;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Pipeline;
import java.util.List;
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
 * Events arriving one at a time, time per event: the log of {@link ReplayBenchmark}, from an empty pipeline to the end and
 * again. The events are made beforehand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateBenchmark {

    /** Size of the log; about 350 bytes of heap per event. */
    @Param("200000")
    public int events;

    /** What is summed. */
    @Param({"EXPONENTIAL", "DEFAULTS"})
    public Workload workload;

    private List<Event> arriving;
    private Timeline empty;
    private FeatureSet features;
    private Pipeline pipeline;
    private int next;

    /** Makes the events. */
    @Setup
    public void makeEvents() {
        SyntheticLog log = new SyntheticLog(events);
        arriving = log.events(0, log.size());
        Timeline timeline = log.timeline();
        features = workload.over(timeline);
        empty = timeline.before(timeline.timeMillis(0));
        next = events;
    }

    /** One slice. */
    @Benchmark
    @OperationsPerInvocation(SyntheticLog.SLICE)
    public Pipeline update() {
        if (next == events) {
            pipeline = new Pipeline(features, empty);
            next = 0;
        }
        for (int end = Math.min(events, next + SyntheticLog.SLICE); next < end; next++) {
            pipeline.update(arriving.get(next));
        }
        return pipeline;
    }
}
