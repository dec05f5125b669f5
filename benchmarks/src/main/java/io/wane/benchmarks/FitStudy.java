package io.wane.benchmarks;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.DecayFitting;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.plugin.Plugins;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.Catalogue;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Times one whole fit of a large simulated log: four event types, 3,000 categories, one exponential per type. */
public final class FitStudy {

    private FitStudy() {}

    /**
     * Prints seconds and what was found.
     *
     * @param args millions of events; 20 if not given
     */
    public static void main(String[] args) {
        double millions = args.length > 0 ? Double.parseDouble(args[0]) : 20;
        int users = (int) Math.round(millions * 1e6 / 80);
        ChoiceSimulation shop = ChoiceSimulation.of(
                        Visits.of(users, 365, 80),
                        3000,
                        0.3,
                        EventType.exponential("view", 0.8, 0.1, 4),
                        EventType.exponential("cart", 0.1, 0.4, 8),
                        EventType.exponential("favorite", 0.05, 0.3, 20),
                        EventType.exponential("purchase", 0.05, 0.6, 30))
                .with(new Catalogue(20, 3000, 1, 0.8));
        Map<String, DecayFamily> families = new TreeMap<>();
        Plugins.fromClassPath()
                .offers(DecayFunction.class)
                .forEach((name, offer) -> offer.component().family().ifPresent(family -> families.put(name, family)));
        long start = System.nanoTime();
        Timeline log = shop.timeline(1);
        System.out.printf(Locale.ROOT, "%,d events simulated in %.1f s%n", log.size(), seconds(start));
        long fitting = System.nanoTime();
        DecayFitting.Request request = new DecayFitting.Request(
                Scope.CATEGORY,
                families,
                List.of("exponential"),
                DecayFitting.By.TYPE,
                Map.of(),
                true,
                false,
                false,
                Optional.empty(),
                Runtime.getRuntime().availableProcessors());
        DecayFit fit = new DecayFitting(
                        log,
                        new UserEvents(log),
                        request,
                        step -> System.out.printf(Locale.ROOT, "  %6.1f s  %s%n", seconds(fitting), step))
                .fit();
        System.out.printf(
                Locale.ROOT,
                "fitted in %.1f s, heap limit %,d MiB%n",
                seconds(fitting),
                Runtime.getRuntime().maxMemory() >> 20);
        fit.decays()
                .forEach(decay -> System.out.printf(
                        Locale.ROOT,
                        "  %-9s %.3f d [%.3f, %.3f], se of ln %.4f%n",
                        decay.type(),
                        decay.halfLifeDays(),
                        decay.lowDays(),
                        decay.highDays(),
                        decay.logStandardError()));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
