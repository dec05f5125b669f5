package io.wane.simulator;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Timeline;
import io.wane.core.model.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A log drawn from the choice model of SCIENCE §2.12 and from nothing else: what a fit of that model must find again. A
 * user's events of type z on category c, strictly earlier, draw them back to it:
 *
 * <pre>
 * A(c) = π(c) + Σ w(z) · d_z(age / (f(c) · f(user)))
 * P(c) = ε π(c) + (1 - ε) A(c) / Σ A
 * </pre>
 *
 * <p>π counts everybody's events strictly before, as §2.12 says; a user's first instant, which no likelihood scores,
 * follows Zipf's law instead. All weights 0 is the null: choice by popularity alone. With {@link Tastes} there is no
 * memory at all.
 *
 * <p>A user's instants lie more than 30 minutes apart, so that no chain of repeats collapses and the model holds exactly.
 * Settings and seed fix the log, whatever the Java version, if the decays are exactly specified. Immutable, thread-safe.
 * Time: on average (1 + Σ w) / (1 + Σ w·d) draws per event, sums over the user's history. Memory: 8 bytes per event of
 * users who are still there.
 *
 * @param visits who comes, and when
 * @param catalogue what there is to choose from
 * @param types the event types; shares need not sum to 1
 * @param novelty ε: probability that a choice follows popularity and not the user's own history; in [0, 1]
 * @param spread how half-lives differ, in standard deviations of their logarithm
 * @param tastes tastes that rule instead of history
 */
public record ChoiceSimulation(
        Visits visits, Catalogue catalogue, List<EventType> types, double novelty, Spread spread, Tastes tastes) {

    /** γ: how much popularity weighs beside the history. */
    static final double GAMMA = 1;

    // Longer than the half hour within which repeats count once.
    static final int LEAST_GAP_SECONDS = 31 * 60;

    static final int MOST_LINES = 4;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException naming the value out of range
     */
    public ChoiceSimulation {
        types = List.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("a simulated log needs at least one event type");
        }
        if (!(novelty >= 0 && novelty <= 1)) {
            throw new IllegalArgumentException("novelty must lie in [0, 1]: " + novelty);
        }
    }

    /**
     * Who comes, and when: visits by a Poisson process from a first one, uniform over the first seven tenths of the log,
     * until the user is gone.
     *
     * @param users number of users, above 0
     * @param days length of the log in days, above 0
     * @param perDay mean rate of visits, 1/day, above 0
     * @param rateSpread standard deviation of the logarithm of a user's own rate, at least 0
     * @param instants mean number of instants in a visit, 31 to 61 minutes apart; at least 1
     * @param lifetimeDays mean time from the first visit until the user is gone for good, exponential; infinite for never
     * @param baskets share of instants of 2 to 4 lines, equally often; in [0, 1]. A basket holds no category and type
     *     twice
     */
    public record Visits(
            int users,
            double days,
            double perDay,
            double rateSpread,
            double instants,
            double lifetimeDays,
            double baskets) {

        // First visits fall in this part of the log (SCIENCE §6.2).
        static final double ARRIVALS = 0.7;

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException naming the value out of range
         */
        public Visits {
            if (users < 1) {
                throw new IllegalArgumentException("users must be at least 1: " + users);
            }
            if (!(days > 0 && days <= 20_000)) {
                throw new IllegalArgumentException("days must be above 0 and at most 20000: " + days);
            }
            if (!(perDay > 0 && perDay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("visits per day must be above 0 and finite: " + perDay);
            }
            requireSpread("rate", rateSpread);
            if (!(instants >= 1 && instants < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("instants of a visit must be at least 1 and finite: " + instants);
            }
            if (!(lifetimeDays > 0)) {
                throw new IllegalArgumentException("lifetime must be above 0 days: " + lifetimeDays);
            }
            if (!(baskets >= 0 && baskets <= 1)) {
                throw new IllegalArgumentException("share of baskets must lie in [0, 1]: " + baskets);
            }
        }

        /**
         * Users who never leave, in visits of one instant of one line.
         *
         * @param users number of users, above 0
         * @param days length of the log in days, above 0
         * @param instantsPerUser about how many events each has on average, above 0
         */
        public static Visits of(int users, double days, double instantsPerUser) {
            double meanDays = days * (1 - ARRIVALS / 2);
            return new Visits(users, days, instantsPerUser / meanDays, 0.5, 1, Double.POSITIVE_INFINITY, 0);
        }
    }

    /**
     * What there is to choose from.
     *
     * @param departments number of departments, above 0; categories are dealt out to them in turn
     * @param categories number of categories, at least that of departments
     * @param itemsOfEach items of each category, equally often chosen; above 0
     * @param zipf exponent of the popularity that first choices follow, by rank; at least 0
     */
    public record Catalogue(int departments, int categories, int itemsOfEach, double zipf) {

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException naming the value out of range
         */
        public Catalogue {
            if (departments < 1 || categories < departments || itemsOfEach < 1) {
                throw new IllegalArgumentException(
                        "needs at least one department, a category of each and an item of" + " each: departments "
                                + departments + ", categories " + categories + ", items " + itemsOfEach);
            }
            if (!(zipf >= 0 && zipf < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("exponent of popularity must be at least 0 and finite: " + zipf);
            }
        }

        /**
         * Categories of one item each, in one department, with exponent 0.8.
         *
         * @param categories number of categories, above 0
         */
        public static Catalogue of(int categories) {
            return new Catalogue(1, categories, 1, 0.8);
        }

        /** Name of a category in the catalogue: {@code department > category}. */
        public String category(int category) {
            return String.join(Item.PATH_SEPARATOR, path(category));
        }

        private List<String> path(int category) {
            return List.of(
                    String.format(Locale.ROOT, "department %02d", category % departments),
                    String.format(Locale.ROOT, "category %04d", category));
        }

        /** Id of an item; those of a category follow each other. */
        String item(int item) {
            return String.format(Locale.ROOT, "i%05d", item);
        }

        /** The catalogue, in order of category. */
        List<Item> items() {
            List<Item> items = new ArrayList<>(categories * itemsOfEach);
            for (int item = 0; item < categories * itemsOfEach; item++) {
                items.add(new Item(
                        item(item), "", path(item / itemsOfEach), Optional.empty(), OptionalDouble.empty(), Map.of()));
            }
            return items;
        }

        /** Share of first choices by category. */
        double[] popularity() {
            double[] popularity = new double[categories];
            double total = 0;
            for (int c = 0; c < categories; c++) {
                popularity[c] = StrictMath.pow(c + 1, -zipf);
                total += popularity[c];
            }
            for (int c = 0; c < categories; c++) {
                popularity[c] /= total;
            }
            return popularity;
        }
    }

    /**
     * An event type and its part of the truth.
     *
     * @param name name, as in the log
     * @param share how often it is drawn, relative to the others; at least 0
     * @param weight w, in units of the whole popularity prior; at least 0
     * @param decay d
     */
    public record EventType(String name, double share, double weight, DecayFunction decay) {

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException naming the value out of range
         */
        public EventType {
            if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("share of '" + name + "' must be at least 0 and finite: " + share);
            }
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight of '" + name + "' must be at least 0 and finite: " + weight);
            }
        }

        /**
         * A type whose weight halves every half-life.
         *
         * @param halfLifeDays days, above 0
         */
        public static EventType exponential(String name, double share, double weight, double halfLifeDays) {
            return new EventType(name, share, weight, new Halving(halfLifeDays));
        }
    }

    /**
     * How half-lives differ: every age is divided by f(c) · f(user), log-normal factors of median 1.
     *
     * @param department standard deviation of the logarithm of a department's factor, at least 0
     * @param category of a category's own factor, at least 0; f(c) is its product with the department's
     * @param user of a user's factor, at least 0
     */
    public record Spread(double department, double category, double user) {

        /** The same half-lives everywhere. */
        public static final Spread NONE = new Spread(0, 0, 0);

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException naming the value out of range
         */
        public Spread {
            requireSpread("department", department);
            requireSpread("category", category);
            requireSpread("user", user);
        }
    }

    /**
     * Tastes that rule instead of history: each user has shares θ ~ Dirichlet(concentration · popularity) and chooses by
     * them alone. Nothing decays, whatever the types say.
     *
     * @param concentration how alike users are, above 0; 0 for no tastes
     * @param redrawsPerDay drift: how often a user's θ is drawn anew, 1/day, at least 0
     */
    public record Tastes(double concentration, double redrawsPerDay) {

        /** History rules. */
        public static final Tastes NONE = new Tastes(0, 0);

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException naming the value out of range
         */
        public Tastes {
            if (!(concentration >= 0 && concentration < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "concentration of tastes must be at least 0 and finite: " + concentration);
            }
            if (!(redrawsPerDay >= 0 && redrawsPerDay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("redraws per day must be at least 0 and finite: " + redrawsPerDay);
            }
        }

        boolean rule() {
            return concentration > 0;
        }
    }

    /** Takes a log, event by event, in order of time and then of user. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Takes an event.
         *
         * @param second seconds since the log began
         * @param user index of the user
         * @param item index of the item; {@code item / itemsOfEach} is that of its category
         * @param type index of the type
         */
        void event(int second, int user, int item, int type);
    }

    /**
     * The plain model: the same half-lives everywhere, no tastes.
     *
     * @param visits who comes, and when
     * @param categories number of categories, above 0
     * @param novelty ε, in [0, 1]
     * @param types the event types
     */
    public static ChoiceSimulation of(Visits visits, int categories, double novelty, EventType... types) {
        return new ChoiceSimulation(
                visits, Catalogue.of(categories), List.of(types), novelty, Spread.NONE, Tastes.NONE);
    }

    /** The same with another catalogue. */
    public ChoiceSimulation with(Catalogue other) {
        return new ChoiceSimulation(visits, other, types, novelty, spread, tastes);
    }

    /** The same with half-lives that differ. */
    public ChoiceSimulation with(Spread other) {
        return new ChoiceSimulation(visits, catalogue, types, novelty, other, tastes);
    }

    /** The same with tastes that rule. */
    public ChoiceSimulation with(Tastes other) {
        return new ChoiceSimulation(visits, catalogue, types, novelty, spread, other);
    }

    private static void requireSpread(String of, double spread) {
        if (!(spread >= 0 && spread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("spread by " + of + " must be at least 0 and finite: " + spread);
        }
    }

    /** Name of a user in the log. */
    public String user(int user) {
        return String.format(Locale.ROOT, "u%06d", user);
    }

    /** f(c) of every category: how much longer than usual its half-lives are. */
    public double[] categoryFactors(long seed) {
        Draws draws = Draws.ofShop(seed);
        double[] ofDepartment = new double[catalogue.departments];
        for (int i = 0; i < ofDepartment.length; i++) {
            ofDepartment[i] = draws.logNormal(1, spread.department);
        }
        double[] factors = new double[catalogue.categories];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = ofDepartment[c % catalogue.departments] * draws.logNormal(1, spread.category);
        }
        return factors;
    }

    /** f(user): how much longer than usual their half-lives are. */
    public double userFactor(long seed, int user) {
        return Draws.ofUser(seed, user).logNormal(1, spread.user);
    }

    /**
     * The log as a timeline from 2025-12-01 on, with the categories in its catalogue. With one item of each category, as
     * {@link #of} has it, items and categories are the same choice.
     *
     * @param seed another seed, another log
     */
    public Timeline timeline(long seed) {
        List<Item> sold = catalogue.items();
        Timeline.Builder builder = Timeline.builder(new Catalog(sold));
        List<Optional<String>> items =
                sold.stream().map(item -> Optional.of(item.id())).toList();
        List<Optional<String>> users = new ArrayList<>();
        for (int user = 0; user < visits.users; user++) {
            users.add(Optional.of(user(user)));
        }
        int[] nextId = {100_000_000}; // ids of one length, so that their order is that of numbers
        draw(
                seed,
                Progress.NONE,
                (second, user, item, type) -> builder.add(new Event(
                        Integer.toString(nextId[0]++),
                        users.get(user),
                        items.get(item),
                        types.get(type).name,
                        (Preset.START + second) * 1000,
                        Optional.empty(),
                        Map.of(),
                        Map.of())));
        return builder.build();
    }

    /**
     * Draws the log.
     *
     * @param seed another seed, another log
     * @param progress told how many days are done
     * @param sink takes the log
     * @return number of instants
     */
    public long draw(long seed, Progress progress, Sink sink) {
        return new ChoiceDrawing(this, seed).run(progress, sink);
    }
}
