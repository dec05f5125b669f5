package io.wane.simulator;

import io.wane.core.model.Progress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A simulated shop with its log and its truth. Preset and seed fix every byte of it, whatever the number of threads.
 * Immutable and thread-safe. Memory: about 100 bytes per event.
 */
public final class Simulation {

    /** The log, in the shop's own layout: {@code user,item,type,timestamp,value,text,basket,rating}. */
    public static final String EVENTS = "events.csv";

    /** The catalogue: {@code item,title,category,price,brand}. */
    public static final String ITEMS = "items.csv";

    /** What is true of the log; {@link Truth#read} reads it. */
    public static final String TRUTH = "truth.json";

    /** Rises when a preset and seed give another log than before. */
    static final int VERSION = 1;

    private static final int SAMPLED_USERS = 100;

    private final Shop shop;
    private final List<LogRow> rows;
    private final List<Visit> visits;
    private final Truth truth;

    private Simulation(Shop shop, List<LogRow> rows, List<Visit> visits, Truth truth) {
        this.shop = shop;
        this.rows = rows;
        this.visits = visits;
        this.truth = truth;
    }

    /**
     * Simulates.
     *
     * @param preset size of the shop
     * @param seed another seed, another shop
     * @param threads how many threads to use, at least 1
     * @param progress told how many users are done
     * @throws IllegalArgumentException if the preset's users only choose: such a log can only be written
     */
    public static Simulation run(Preset preset, long seed, int threads, Progress progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
        if (preset.conduct() != Conduct.SHOP) {
            throw new IllegalArgumentException("preset '" + preset.name() + "' can only be written, not held");
        }
        Shop shop = Shop.open(preset, seed);
        List<LogRow> rows = new ArrayList<>();
        List<Visit> visits = new ArrayList<>();
        List<Shopper> shoppers = new ArrayList<>();
        List<Truth.Interest> interests = new ArrayList<>();
        int every = Math.max(1, preset.users() / SAMPLED_USERS);
        for (Journey journey : journeys(shop, preset, seed, threads, progress)) {
            if (shoppers.size() % every == 0) {
                interests.add(journey.interest());
            }
            shoppers.add(journey.shopper());
            rows.addAll(journey.rows());
            visits.addAll(journey.visits());
        }
        // Stable: what happens in one second stays in order of user and sequence.
        rows.sort(Comparator.comparingLong(LogRow::second));
        Truth truth = truth(preset, seed, shop, rows, visits.size(), shoppers, interests);
        return new Simulation(shop, rows, visits, truth);
    }

    /**
     * Simulates any preset into a directory, as {@link #writeTo} does. Where users only choose, memory does not hold the
     * log.
     *
     * @param preset size of the shop
     * @param seed another seed, another shop
     * @param threads how many threads to use, at least 1
     * @param directory where the files go
     * @param progress told how far it is
     */
    public static Written write(Preset preset, long seed, int threads, Path directory, Progress progress) {
        if (preset.conduct() != Conduct.SHOP) {
            return new BareLog(preset, seed).writeTo(directory, progress);
        }
        Simulation simulation = run(preset, seed, threads, progress);
        simulation.writeTo(directory);
        return new Written(simulation.events(), simulation.sentence());
    }

    /**
     * What was written.
     *
     * @param events number of events
     * @param sentence what was simulated, in one sentence for people
     */
    public record Written(long events, String sentence) {}

    private static List<Journey> journeys(Shop shop, Preset preset, long seed, int threads, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        List<Callable<Journey>> tasks = new ArrayList<>();
        for (int i = 0; i < preset.users(); i++) {
            int user = i;
            tasks.add(() -> {
                Journey journey = new Life(shop, preset, seed, user).journey();
                progress.report("users", done.incrementAndGet(), preset.users());
                return journey;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Journey> journeys = new ArrayList<>();
            for (Future<Journey> journey : pool.invokeAll(tasks)) {
                journeys.add(journey.get());
            }
            return journeys;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was interrupted; nothing was written", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the simulation failed: " + failed.getCause(), failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Truth truth(
            Preset preset,
            long seed,
            Shop shop,
            List<LogRow> rows,
            int visits,
            List<Shopper> shoppers,
            List<Truth.Interest> interests) {
        Map<String, Long> events = new LinkedHashMap<>();
        Map<String, Double> weights = new LinkedHashMap<>();
        Map<String, Double> halfLives = new LinkedHashMap<>();
        for (Action action : Action.values()) {
            events.put(action.type(), 0L);
            if (action.counts()) {
                weights.put(action.type(), action.weight());
                halfLives.put(action.type(), action.halfLifeDays());
            }
        }
        for (LogRow row : rows) {
            events.merge(row.action().type(), 1L, Long::sum);
        }
        Truth.Choice choice = new Truth.Choice(
                "P(c) = novelty*popularity(c) + (1 - novelty)*A(c)/sum(A); A(c) = gamma*popularity(c) + sum of"
                        + " weight(type)*2^(-age/h) over the user's events on c strictly before the visit; h ="
                        + " halfLifeDays(type)*halfLifeMultiplier(c)*halfLifeMultiplier(user); popularity never changes",
                ChoiceModel.GAMMA,
                weights,
                halfLives);
        return new Truth(
                "Simulated: shows whether a method is correct, never what it is worth to a business.",
                VERSION,
                preset,
                seed,
                visits,
                events,
                choice,
                Habits.ALL,
                UserType.MIXTURE,
                shop.categories(),
                shoppers,
                interests);
    }

    /** What the shop sells. */
    public Shop shop() {
        return shop;
    }

    /** What is true of the log. */
    public Truth truth() {
        return truth;
    }

    /** Number of events. */
    public int events() {
        return rows.size();
    }

    /** In (time, user, sequence) order. */
    List<LogRow> rows() {
        return rows;
    }

    /** In (user, time) order. */
    List<Visit> visits() {
        return visits;
    }

    /** What was simulated, in one sentence for people. */
    public String sentence() {
        return sentence(
                truth.preset(), shop.products().size(), shop.categories().size(), rows.size(), truth.seed());
    }

    static String sentence(Preset preset, int items, int categories, long events, long seed) {
        return String.format(
                Locale.ROOT,
                "A shop that never was: %,d users, %d days, %,d items in %,d categories, %,d events (seed %d).",
                preset.users(),
                preset.days(),
                items,
                categories,
                events,
                seed);
    }

    /**
     * Asks, before the work, whether a directory may be written to: it is new, empty, or holds nothing but a simulated
     * shop.
     *
     * @throws IllegalArgumentException if it holds something else, naming it
     * @throws UncheckedIOException if it cannot be listed
     */
    public static void requireOwn(Path directory) {
        ShopFiles.requireOwn(directory);
    }

    /**
     * Writes {@value #EVENTS}, {@value #ITEMS} and {@value #TRUTH} into a directory, which is made if it is missing. Each
     * file appears whole or not at all; files of these names are replaced.
     *
     * @throws UncheckedIOException if the directory cannot be written to, naming it
     */
    public void writeTo(Path directory) {
        ShopFiles.of(shop, rows, truth).writeTo(directory);
    }
}
