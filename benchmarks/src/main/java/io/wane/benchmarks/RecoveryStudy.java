package io.wane.benchmarks;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.DecayFitting;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.plugin.Plugins;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Tastes;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a fit finds what made a log, over the grid of SCIENCE 2.10: shape × half-life × users × seeds, each fitted with
 * its own shape; z is (ln of the estimate - ln of the truth) over its standard error by the Hessian.
 */
public final class RecoveryStudy {

    private static final double DAYS = 180;
    private static final double PER_USER = 40;
    private static final int CATEGORIES = 30;
    private static final double NOVELTY = 0.1;
    private static final double WEIGHT = 0.5;

    private RecoveryStudy() {}

    /**
     * Prints a table.
     *
     * @param args what to study, {@code grid}, {@code nulls}, {@code selection}, {@code follow-up} or {@code alarm}; seeds (20); then of the
     *     grid comma-separated shapes, half-lives in days and numbers of users
     *     ({@code exponential,bi-exponential,power,weibull 1,7,30 100,400,1600})
     */
    public static void main(String[] args) {
        String what = args.length > 0 ? args[0] : "grid";
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        Map<String, DecayFamily> families = families();
        switch (what) {
            case "grid" -> grid(families, seeds, args);
            case "nulls" -> nulls(families, seeds);
            case "selection" -> selection(families, seeds);
            case "follow-up" -> followUp(families, seeds);
            case "alarm" -> alarm(families, seeds);
            default ->
                throw new IllegalArgumentException(
                        "'" + what + "' is not studied here; grid, nulls, selection, follow-up and alarm are");
        }
    }

    private static void grid(Map<String, DecayFamily> families, int seeds, String[] args) {
        String[] shapes = (args.length > 2 ? args[2] : "exponential,bi-exponential,power,weibull").split(",", -1);
        String[] halfLives = (args.length > 3 ? args[3] : "1,7,30").split(",", -1);
        String[] users = (args.length > 4 ? args[4] : "100,400,1600").split(",", -1);
        System.out.println(
                "shape            half-life  users  fits  mean z  rms z  covered  bias of ln h   rmse  seconds");
        for (String shape : shapes) {
            for (String halfLife : halfLives) {
                for (String count : users) {
                    cell(families, shape, Double.parseDouble(halfLife), Integer.parseInt(count), seeds);
                }
            }
        }
    }

    // Which shape a later block picks, by the shape that made the log; half-life 7 d, 1,600 users.
    private static void selection(Map<String, DecayFamily> families, int seeds) {
        String[] shapes = {"none", "exponential", "bi-exponential", "power"};
        for (String shape : shapes) {
            Map<String, Integer> picked = new TreeMap<>();
            DecayFunction truth = shape.equals("none") ? DecayFunction.NONE : truth(families.get(shape), shape, 7);
            ChoiceSimulation shop = ChoiceSimulation.of(
                    Visits.of(1600, DAYS, PER_USER), CATEGORIES, NOVELTY, new EventType("view", 1, WEIGHT, truth));
            for (long seed = 1; seed <= seeds; seed++) {
                picked.merge(
                        fit(shop.timeline(seed), families, shapes)
                                .decay("view")
                                .orElseThrow()
                                .family(),
                        1,
                        Integer::sum);
            }
            System.out.println("made by " + shape + ", picked " + picked);
        }
    }

    // The same shop looked at for 180 and for its first 60 days: fitted half-life, and the mean time until a repeat.
    private static void followUp(Map<String, DecayFamily> families, int seeds) {
        ChoiceSimulation shop = ChoiceSimulation.of(
                Visits.of(1600, DAYS, PER_USER), CATEGORIES, NOVELTY, EventType.exponential("view", 1, WEIGHT, 20));
        System.out.println("seed  half-life, 180 d  60 d   mean time until a repeat, 180 d  60 d");
        for (long seed = 1; seed <= seeds; seed++) {
            Timeline whole = shop.timeline(seed);
            Timeline early = before(whole, whole.timeMillis(0) + 60 * 86_400_000L);
            System.out.printf(
                    Locale.ROOT,
                    "%4d  %16.2f  %5.2f  %30.2f  %5.2f%n",
                    seed,
                    fit(whole, families, "exponential")
                            .decay("view")
                            .orElseThrow()
                            .halfLifeDays(),
                    fit(early, families, "exponential")
                            .decay("view")
                            .orElseThrow()
                            .halfLifeDays(),
                    meanRepeatDays(whole),
                    meanRepeatDays(early));
        }
    }

    // How often an early fit is called out of date where nothing changes.
    private static void alarm(Map<String, DecayFamily> families, int seeds) {
        ChoiceSimulation shop = ChoiceSimulation.of(
                Visits.of(200, 120, PER_USER), CATEGORIES, NOVELTY, EventType.exponential("view", 1, WEIGHT, 8));
        for (int days : new int[] {30, 60}) {
            int raised = 0;
            for (long seed = 1; seed <= seeds; seed++) {
                Timeline whole = shop.timeline(seed);
                long until = whole.timeMillis(0) + days * 86_400_000L;
                Map<String, Double> earlier =
                        fit(before(whole, until), families, "exponential").coordinates();
                raised += fit(whole, families, Optional.of(new DecayFitting.Earlier(until, earlier)), "exponential")
                                .alarm()
                                .orElseThrow()
                                .raised()
                        ? 1
                        : 0;
            }
            System.out.println("nothing changes, fitted to " + days + " of 120 days: raised " + raised + "/" + seeds);
        }
    }

    private static Timeline before(Timeline log, long untilMillis) {
        Timeline.Builder builder = Timeline.builder(log.catalog());
        for (int event = 0; event < log.firstAt(untilMillis); event++) {
            builder.add(new Event(
                    Integer.toString(100_000_000 + event),
                    Optional.of(log.users().name(log.user(event))),
                    Optional.of(log.items().name(log.item(event))),
                    log.types().name(log.type(event)),
                    log.timeMillis(event),
                    Optional.empty(),
                    Map.of(),
                    Map.of()));
        }
        return builder.build();
    }

    private static double meanRepeatDays(Timeline log) {
        Map<Long, Long> last = new HashMap<>();
        double sum = 0;
        long repeats = 0;
        for (int event = 0; event < log.size(); event++) {
            Long before =
                    last.put(((long) log.user(event) << 32) | log.entity(Scope.CATEGORY, event), log.timeMillis(event));
            if (before != null) {
                sum += (log.timeMillis(event) - before) / 86_400_000.0;
                repeats++;
            }
        }
        return sum / repeats;
    }

    private static Map<String, DecayFamily> families() {
        Map<String, DecayFamily> families = new TreeMap<>();
        Plugins.fromClassPath()
                .offers(DecayFunction.class)
                .forEach((name, offer) -> offer.component().family().ifPresent(family -> families.put(name, family)));
        return families;
    }

    private static void cell(Map<String, DecayFamily> families, String shape, double halfLife, int users, int seeds) {
        DecayFunction truth = truth(families.get(shape), shape, halfLife);
        ChoiceSimulation shop = ChoiceSimulation.of(
                Visits.of(users, DAYS, PER_USER), CATEGORIES, NOVELTY, new EventType("view", 1, WEIGHT, truth));
        double sum = 0;
        double squares = 0;
        double errors = 0;
        int covered = 0;
        int fits = 0;
        List<Double> found = new ArrayList<>();
        long start = System.nanoTime();
        for (long seed = 1; seed <= seeds; seed++) {
            FittedDecay decay =
                    fit(shop.timeline(seed), families, shape).decay("view").orElseThrow();
            covered += decay.lowDays() <= halfLife && halfLife <= decay.highDays() ? 1 : 0;
            if (decay.halfLifeDays() < Double.POSITIVE_INFINITY) {
                double off = Math.log(decay.halfLifeDays() / halfLife);
                double z = off / decay.logStandardError();
                found.add(off);
                if (Double.isFinite(z)) {
                    sum += z;
                    squares += z * z;
                    fits++;
                }
                errors += off * off;
            }
        }
        found.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%-16s %9.0f  %5d  %4d  %6.2f  %5.2f  %3d/%-3d  %12.3f  %5.3f  %7.1f%n",
                shape,
                halfLife,
                users,
                fits,
                sum / fits,
                Math.sqrt(squares / fits),
                covered,
                seeds,
                found.isEmpty() ? Double.NaN : found.get(found.size() / 2),
                Math.sqrt(errors / Math.max(1, found.size())),
                (System.nanoTime() - start) / 1e9 / seeds);
    }

    // The half-life that is reported: of the slow part where there are two.
    private static DecayFunction truth(DecayFamily family, String shape, double halfLife) {
        return switch (shape) {
            case "exponential" -> family.of(Math.log(2) / halfLife);
            case "bi-exponential" ->
                family.of(0.6, Math.log(2) / (halfLife / 12) - Math.log(2) / halfLife, Math.log(2) / halfLife);
            case "power" -> family.of(halfLife, 1);
            case "weibull" -> family.of(halfLife, 0.6);
            default -> throw new IllegalArgumentException("no truth is set for shape '" + shape + "'");
        };
    }

    private static DecayFit fit(Timeline log, Map<String, DecayFamily> families, String... contenders) {
        return fit(log, families, Optional.empty(), contenders);
    }

    private static DecayFit fit(
            Timeline log,
            Map<String, DecayFamily> families,
            Optional<DecayFitting.Earlier> earlier,
            String... contenders) {
        DecayFitting.Request request = new DecayFitting.Request(
                Scope.CATEGORY,
                families,
                List.of(contenders),
                DecayFitting.By.TYPE,
                Map.of(),
                true,
                false,
                false,
                earlier,
                Runtime.getRuntime().availableProcessors());
        return new DecayFitting(log, new UserEvents(log), request, step -> {}).fit();
    }

    // Tastes that do not fade, and choices by popularity alone.
    private static void nulls(Map<String, DecayFamily> families, int seeds) {
        ChoiceSimulation plain = ChoiceSimulation.of(
                Visits.of(400, DAYS, PER_USER), CATEGORIES, NOVELTY, EventType.exponential("view", 1, 0, 7));
        ChoiceSimulation tastes = plain.with(new Tastes(4, 0));
        int unbounded = 0;
        int nothing = 0;
        int none = 0;
        double largest = 0;
        for (long seed = 1; seed <= seeds; seed++) {
            DecayFit still = fit(tastes.timeline(seed), families, "none", "exponential");
            FittedDecay all = still.decay(FittedDecay.ALL).orElseThrow();
            unbounded += all.highDays() > still.spanDays() ? 1 : 0;
            nothing += all.gain().low() <= 0 ? 1 : 0;
            none += still.decay("view").orElseThrow().family().equals("none") ? 1 : 0;
            DecayFit nobody = fit(plain.timeline(seed), families, "exponential");
            largest = Math.max(
                    largest, nobody.decay(FittedDecay.ALL).orElseThrow().gain().perEvent());
        }
        System.out.printf(
                Locale.ROOT,
                "static tastes, 400 users: interval beyond the span %d/%d, gain's interval holds 0 %d/%d, none chosen %d/%d%n",
                unbounded,
                seeds,
                nothing,
                seeds,
                none,
                seeds);
        System.out.printf(Locale.ROOT, "popularity alone: largest gain of decay %.5f nats per event%n", largest);
    }
}
