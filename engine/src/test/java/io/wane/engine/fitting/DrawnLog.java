package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Logs drawn from the choice model with spill-over inside departments, and with half-lives that grow by exp(slope) whenever
 * twice as many events lie before on the same category.
 */
final class DrawnLog {

    private static final int CATEGORIES = 24;
    private static final int DEPARTMENTS = 4;
    private static final double WEIGHT = 0.8;
    private static final double HALF_LIFE = 6;
    private static final double NOVELTY = 0.1;

    private DrawnLog() {}

    static Map<String, DecayFamily> families() {
        Map<String, DecayFamily> families = new TreeMap<>();
        for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
            for (Component<?> component : plugin.components()) {
                component.family().ifPresent(family -> families.put(component.name(), family));
            }
        }
        return families;
    }

    static DecayFit fit(Timeline log) {
        DecayFitting.Request request = new DecayFitting.Request(
                Scope.CATEGORY,
                families(),
                List.of("exponential"),
                DecayFitting.By.TYPE,
                Map.of(),
                true,
                false,
                false,
                Optional.empty(),
                2);
        return new DecayFitting(log, new UserEvents(log), request, step -> {}).fit();
    }

    private static Item category(int category) {
        return new Item(
                "i" + category,
                "",
                List.of("d" + category % DEPARTMENTS, "c" + category),
                Optional.empty(),
                OptionalDouble.empty(),
                Map.of());
    }

    // Users take turns, one choice each in every round of a day, by the model and nothing else.
    static Timeline of(int users, int rounds, double spillOver, double slope, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Item> items = new ArrayList<>();
        for (int category = 0; category < CATEGORIES; category++) {
            items.add(category(category));
        }
        Timeline.Builder builder = Timeline.builder(new Catalog(items));
        double[] counts = new double[CATEGORIES];
        double total = 0;
        double[][] sums = new double[users][CATEGORIES];
        double[][][] nth = new double[users][CATEGORIES][rounds]; // what is left of the n-th event
        int[][] earlier = new int[users][CATEGORIES];
        double[] fading = new double[rounds];
        for (int n = 0; n < rounds; n++) {
            fading[n] = Math.pow(2, -1 / (HALF_LIFE * Math.exp(slope * (Math.log(1 + n) / Math.log(2) - 1))));
        }
        int id = 100_000;
        for (int round = 0; round < rounds; round++) {
            for (int user = 0; user < users; user++) {
                for (int category = 0; category < CATEGORIES; category++) {
                    sums[user][category] = 0;
                    for (int n = 0; n < earlier[user][category]; n++) {
                        nth[user][category][n] *= fading[n];
                        sums[user][category] += nth[user][category][n];
                    }
                }
                double[] popularity = new double[CATEGORIES];
                for (int category = 0; category < CATEGORIES; category++) {
                    popularity[category] = (counts[category] + 1.0 / CATEGORIES) / (total + 1);
                }
                double[] chance = chances(popularity, sums[user], spillOver);
                int chosen = round == 0 ? random.nextInt(CATEGORIES) : drawn(chance, random);
                counts[chosen]++;
                total++;
                nth[user][chosen][earlier[user][chosen]++] = 1;
                builder.add(new Event(
                        Integer.toString(id++),
                        Optional.of("u" + user),
                        Optional.of("i" + chosen),
                        "view",
                        86_400_000L * round + 1000L * user,
                        Optional.empty(),
                        Map.of(),
                        Map.of()));
            }
        }
        return builder.build();
    }

    private static double[] chances(double[] popularity, double[] sums, double spillOver) {
        double[] ofDepartment = new double[DEPARTMENTS];
        double[] popularityOf = new double[DEPARTMENTS];
        double b = 1;
        for (int category = 0; category < CATEGORIES; category++) {
            ofDepartment[category % DEPARTMENTS] += sums[category];
            popularityOf[category % DEPARTMENTS] += popularity[category];
            b += WEIGHT * sums[category];
        }
        double[] chances = new double[CATEGORIES];
        for (int category = 0; category < CATEGORIES; category++) {
            double shared =
                    popularity[category] / popularityOf[category % DEPARTMENTS] * ofDepartment[category % DEPARTMENTS];
            double a = popularity[category] + WEIGHT * ((1 - spillOver) * sums[category] + spillOver * shared);
            chances[category] = NOVELTY * popularity[category] + (1 - NOVELTY) * a / b;
        }
        return chances;
    }

    private static int drawn(double[] chances, SplittableRandom random) {
        double at = random.nextDouble();
        for (int category = 0; category < CATEGORIES; category++) {
            at -= chances[category];
            if (at < 0) {
                return category;
            }
        }
        return CATEGORIES - 1;
    }
}
