package io.wane.engine.fitting;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.plugin.Plugins;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.Catalogue;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One pass of the choice likelihood with its gradient: an exponential for each of four types, two million lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ChoicePassBenchmark {

    /** How many work on a pass. */
    @Param({"1", "2"})
    public int threads;

    private ChoiceLikelihood likelihood;
    private double[] x;

    /** Draws the log. */
    @Setup
    public void draw() {
        Timeline timeline = ChoiceSimulation.of(
                        Visits.of(25_000, 365, 80),
                        3000,
                        0.3,
                        EventType.exponential("view", 0.8, 0.1, 4),
                        EventType.exponential("cart", 0.1, 0.4, 8),
                        EventType.exponential("favorite", 0.05, 0.3, 20),
                        EventType.exponential("purchase", 0.05, 0.6, 30))
                .with(new Catalogue(20, 3000, 1, 0.8))
                .timeline(1);
        ChoiceLog log = ChoiceLog.of(
                timeline, new UserEvents(timeline), io.wane.core.event.Scope.CATEGORY, Double.POSITIVE_INFINITY);
        ChoiceForm form = ChoiceForm.byType(
                log,
                Plugins.fromClassPath()
                        .offers(DecayFunction.class)
                        .get(DecayFitting.EXPONENTIAL)
                        .component()
                        .family());
        likelihood = new ChoiceLikelihood(log, form, threads);
        x = form.start(0.3, 10, 0.3);
        System.out.printf("%,d lines%n", log.lines());
    }

    /** A pass. */
    @Benchmark
    public double pass() {
        return likelihood.at(x).value();
    }
}
