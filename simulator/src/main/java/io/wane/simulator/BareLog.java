package io.wane.simulator;

import io.wane.core.model.Progress;
import io.wane.simulator.ChoiceSimulation.Catalogue;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Spread;
import io.wane.simulator.ChoiceSimulation.Tastes;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A preset whose users do nothing but choose, as files in the layout of the others. Drawn while it is written: memory holds
 * what present users remember, not the log.
 */
final class BareLog {

    /** At pace 1; with instants and lifetimes as below, {@link Preset#BENCH} comes to 20 million events. */
    static final double VISITS_PER_DAY = 0.606;

    private static final double RATE_SPREAD = 0.5;
    private static final double INSTANTS = 3;
    private static final double LIFETIME_DAYS = 150;
    private static final double ZIPF = 0.8;
    private static final double NOVELTY = 0.3;
    private static final double CONCENTRATION = 10;
    private static final Map<Action, Double> TYPE_SHARES = shares();

    private final Preset preset;
    private final long seed;
    private final ChoiceSimulation simulation;

    BareLog(Preset preset, long seed) {
        this.preset = preset;
        this.seed = seed;
        List<EventType> types = new ArrayList<>();
        TYPE_SHARES.forEach((action, share) ->
                types.add(EventType.exponential(action.type(), share, action.weight(), action.halfLifeDays())));
        simulation = new ChoiceSimulation(
                new Visits(
                        preset.users(),
                        preset.days(),
                        VISITS_PER_DAY * preset.pace(),
                        RATE_SPREAD,
                        INSTANTS,
                        LIFETIME_DAYS,
                        0),
                new Catalogue(
                        preset.departments(),
                        preset.departments() * preset.categoriesPerDepartment(),
                        preset.mostItems(),
                        ZIPF),
                types,
                NOVELTY,
                Spread.NONE,
                preset.conduct() == Conduct.TASTES ? new Tastes(CONCENTRATION, 0) : Tastes.NONE);
    }

    private static Map<Action, Double> shares() {
        Map<Action, Double> shares = new LinkedHashMap<>();
        shares.put(Action.VIEW, 0.80);
        shares.put(Action.FAVORITE, 0.06);
        shares.put(Action.CART, 0.09);
        shares.put(Action.PURCHASE, 0.05);
        return shares;
    }

    /**
     * What is true of the log.
     *
     * @param note what this file is, for whoever opens it
     * @param version version of the simulator; another version draws another log
     * @param preset size of the log
     * @param seed seed
     * @param visits number of instants
     * @param events number of events by type
     * @param choice the choice model's constants; without types where nothing decays
     * @param novelty ε
     * @param concentration of tastes; 0 where history rules
     * @param categories every category, with the popularity that first choices follow
     */
    record BareTruth(
            String note,
            int version,
            Preset preset,
            long seed,
            long visits,
            Map<String, Long> events,
            Truth.Choice choice,
            double novelty,
            double concentration,
            List<FirstShare> categories) {}

    /** A category and its share of users' first choices. */
    record FirstShare(String category, double popularity) {}

    /** As {@link Simulation#write} says. */
    Simulation.Written writeTo(Path directory, Progress progress) {
        Rows rows = new Rows();
        Catalogue catalogue = simulation.catalogue();
        ShopFiles files = new ShopFiles(
                catalogue.items(),
                out -> rows.write(out, progress),
                out -> out.append(Truth.WRITER.writeValueAsString(truth(rows))).append('\n'));
        files.writeTo(directory);
        return new Simulation.Written(
                rows.written(),
                Simulation.sentence(
                        preset,
                        catalogue.categories() * catalogue.itemsOfEach(),
                        catalogue.categories(),
                        rows.written(),
                        seed));
    }

    /** The rows as they are drawn, and how many they were. */
    private final class Rows {

        private final long[] ofType = new long[TYPE_SHARES.size()];
        private long instants;

        void write(Writer out, Progress progress) throws IOException {
            List<EventType> types = simulation.types();
            Catalogue catalogue = simulation.catalogue();
            String[] items = new String[catalogue.categories() * catalogue.itemsOfEach()];
            for (int item = 0; item < items.length; item++) {
                items[item] = catalogue.item(item);
            }
            String[] users = new String[preset.users()];
            for (int user = 0; user < users.length; user++) {
                users[user] = simulation.user(user);
            }
            out.append(ShopFiles.HEADER);
            try {
                instants = simulation.draw(seed, progress, (second, user, item, type) -> {
                    ofType[type]++;
                    try {
                        out.append(users[user]).append(',');
                        out.append(items[item]).append(',');
                        out.append(types.get(type).name()).append(',');
                        out.append(Long.toString(preset.fromSecond() + second)).append(",,,,\n");
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            }
        }

        long written() {
            long written = 0;
            for (long number : ofType) {
                written += number;
            }
            return written;
        }
    }

    private BareTruth truth(Rows rows) {
        boolean decays = !simulation.tastes().rule();
        Map<String, Long> events = new LinkedHashMap<>();
        Map<String, Double> weights = new LinkedHashMap<>();
        Map<String, Double> halfLives = new LinkedHashMap<>();
        for (int type = 0; type < rows.ofType.length; type++) {
            EventType of = simulation.types().get(type);
            events.put(of.name(), rows.ofType[type]);
            if (decays) {
                weights.put(of.name(), of.weight());
                halfLives.put(of.name(), of.decay().halfLifeDays());
            }
        }
        String formula = decays
                ? "P(c) = novelty*pi(c) + (1 - novelty)*A(c)/sum(A); A(c) = gamma*pi(c) + sum of"
                        + " weight(type)*2^(-age/halfLifeDays(type)) over the user's events on c strictly before; pi(c) ="
                        + " (n(c) + 1/C)/(N + 1) counts everybody's events strictly before; a user's first choice follows"
                        + " the popularity below"
                : "P(c) = theta(user, c), drawn once from Dirichlet(concentration*popularity(c)); nothing decays";
        double[] popularity = simulation.catalogue().popularity();
        List<FirstShare> categories = new ArrayList<>();
        for (int c = 0; c < popularity.length; c++) {
            categories.add(new FirstShare(simulation.catalogue().category(c), popularity[c]));
        }
        return new BareTruth(
                "Simulated: shows whether a method is correct, never what it is worth to a business.",
                Simulation.VERSION,
                preset,
                seed,
                rows.instants,
                events,
                new Truth.Choice(formula, ChoiceSimulation.GAMMA, weights, halfLives),
                decays ? NOVELTY : 0,
                simulation.tastes().concentration(),
                categories);
    }
}
