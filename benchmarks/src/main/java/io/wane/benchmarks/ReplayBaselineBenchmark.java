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

/** What {@link ReplayBenchmark} is compared with, on the same log in the same slices, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplayBaselineBenchmark {

    private static final double HALF_LIFE_DAYS = 7;

    /** Size of the log. */
    @Param("200000")
    public int events;

    private SyntheticLog log;
    private Timeline timeline;
    private FeatureSet power;
    private AfternoonSums sums;
    private int slice;

    /** Makes the log. */
    @Setup
    public void makeLog() {
        log = new SyntheticLog(events);
        timeline = log.timeline();
        power = Workload.POWER.over(timeline);
        slice = log.slices();
    }

    /** The floor: each event's columns are read and one exponential is computed, but nothing is kept per key. */
    @Benchmark
    @OperationsPerInvocation(SyntheticLog.SLICE)
    public double scan() {
        nextSlice();
        double sum = 0;
        long before = 0;
        for (int event = from(); event < to(); event++) {
            long time = timeline.timeMillis(event);
            sum = sum * Math.exp(-1e-9 * (time - before))
                    + timeline.user(event)
                    + timeline.item(event)
                    + timeline.type(event);
            before = time;
        }
        return sum;
    }

    /** {@code EXPONENTIAL} in a hash map. */
    @Benchmark
    @OperationsPerInvocation(SyntheticLog.SLICE)
    public int hashMap() {
        nextSlice();
        for (int event = from(); event < to(); event++) {
            sums.add(timeline.user(event), timeline.item(event), timeline.timeMillis(event));
        }
        return sums.size();
    }

    /**
     * A new pipeline that has to fit a ladder, as {@code POWER} makes one per replay; time per pipeline. The other workloads
     * lay out in a fraction of it.
     */
    @Benchmark
    public Pipeline ladder() {
        return new Pipeline(power, timeline);
    }

    private void nextSlice() {
        if (++slice >= log.slices()) {
            sums = new AfternoonSums(HALF_LIFE_DAYS);
            slice = 0;
        }
    }

    private int from() {
        return slice * SyntheticLog.SLICE;
    }

    private int to() {
        return Math.min(timeline.size(), from() + SyntheticLog.SLICE);
    }
}
