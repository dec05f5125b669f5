package io.wane.simulator;

import io.wane.core.decay.DecayFunction;
import io.wane.core.model.Progress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * One log of a {@link ChoiceSimulation} as it is drawn: all users together in the order of time, because each one's
 * popularity is everybody's past. Each user draws from a source of their own. Not thread-safe.
 */
final class ChoiceDrawing {

    private static final double SECONDS_PER_DAY = Rhythm.SECONDS_PER_DAY;

    private final ChoiceSimulation settings;
    private final int itemsOfEach;
    private final double[] typeShares;
    private final double[] weights;
    private final DecayFunction[] decays;
    private final double[] factors;
    private final double endSecond;
    private final Shares first;
    private final Shares popularity;
    private final PriorityQueue<Chooser> agenda = new PriorityQueue<>(
            Comparator.comparingInt((Chooser who) -> who.second).thenComparingInt(who -> who.user));

    // What happens in a second counts for popularity from the next one on.
    private int now;
    private int[] unsettled = new int[16];
    private int unsettledSize;

    ChoiceDrawing(ChoiceSimulation settings, long seed) {
        this.settings = settings;
        itemsOfEach = settings.catalogue().itemsOfEach();
        typeShares = settings.types().stream()
                .mapToDouble(ChoiceSimulation.EventType::share)
                .toArray();
        weights = settings.types().stream()
                .mapToDouble(ChoiceSimulation.EventType::weight)
                .toArray();
        decays =
                settings.types().stream().map(ChoiceSimulation.EventType::decay).toArray(DecayFunction[]::new);
        factors = settings.categoryFactors(seed);
        endSecond = settings.visits().days() * SECONDS_PER_DAY;
        int categories = settings.catalogue().categories();
        first = new Shares(settings.catalogue().popularity());
        double[] even = new double[categories];
        Arrays.fill(even, 1.0 / categories);
        popularity = new Shares(even);
        for (int user = 0; user < settings.visits().users(); user++) {
            agenda.add(new Chooser(user, Draws.ofUser(seed, user)));
        }
    }

    /** As {@link ChoiceSimulation#draw} says. */
    long run(Progress progress, ChoiceSimulation.Sink sink) {
        long instants = 0;
        int day = 0;
        int[] categories = new int[ChoiceSimulation.MOST_LINES];
        int[] types = new int[ChoiceSimulation.MOST_LINES];
        while (!agenda.isEmpty()) {
            Chooser who = agenda.remove();
            settleBefore(who.second);
            for (; day < (int) (now / SECONDS_PER_DAY); day++) {
                progress.report("days", day + 1, (long) settings.visits().days());
            }
            int lines = who.lines(categories, types);
            for (int i = 0; i < lines; i++) {
                int item = categories[i] * itemsOfEach + (itemsOfEach == 1 ? 0 : who.draws.below(itemsOfEach));
                sink.event(now, who.user, item, types[i]);
                settleLater(categories[i]);
            }
            who.remember(categories, types, lines);
            instants++;
            if (who.comesAgain()) {
                agenda.add(who);
            }
        }
        return instants;
    }

    private void settleLater(int category) {
        if (unsettledSize == unsettled.length) {
            unsettled = Arrays.copyOf(unsettled, 2 * unsettledSize);
        }
        unsettled[unsettledSize++] = category;
    }

    private void settleBefore(int second) {
        if (second > now) {
            for (int i = 0; i < unsettledSize; i++) {
                popularity.add(unsettled[i], 1);
            }
            unsettledSize = 0;
            now = second;
        }
    }

    /** A user: when they come, what they choose, what they remember. */
    private final class Chooser {

        private final int user;
        private final Draws draws;
        private final double factor;
        private final double perDay;
        private final double departureSecond;
        private int second;
        private double redrawSecond;
        private boolean newcomer = true;
        private Past[] pasts;

        Chooser(int user, Draws draws) {
            ChoiceSimulation.Visits visits = settings.visits();
            this.user = user;
            this.draws = draws;
            factor = draws.logNormal(1, settings.spread().user()); // first: ChoiceSimulation.userFactor draws it too
            double spread = visits.rateSpread();
            perDay = visits.perDay() * draws.logNormal(StrictMath.exp(-spread * spread / 2), spread);
            second = (int) (draws.uniform() * ChoiceSimulation.Visits.ARRIVALS * endSecond);
            double lifetime = visits.lifetimeDays();
            departureSecond = lifetime == Double.POSITIVE_INFINITY
                    ? endSecond
                    : Math.min(endSecond, second + draws.exponential() * lifetime * SECONDS_PER_DAY);
            redrawSecond = redrawAfter(second);
        }

        private double redrawAfter(double from) {
            double perDay = settings.tastes().redrawsPerDay();
            return perDay == 0 ? endSecond : from + draws.exponential() / perDay * SECONDS_PER_DAY;
        }

        /** Moves to the next instant; false if there is none. */
        boolean comesAgain() {
            boolean stays = draws.chance(1 - 1 / settings.visits().instants());
            double away = stays ? draws.uniform() * 1800 : draws.exponential() / perDay * SECONDS_PER_DAY;
            double next = second + ChoiceSimulation.LEAST_GAP_SECONDS + away;
            second = (int) next;
            return next < departureSecond;
        }

        /** Draws the lines of an instant; returns how many. */
        int lines(int[] categories, int[] types) {
            boolean basket = draws.chance(settings.visits().baskets());
            int drawn = basket ? 2 + draws.below(ChoiceSimulation.MOST_LINES - 1) : 1;
            int kept = 0;
            for (int i = 0; i < drawn; i++) {
                int category = settings.tastes().rule() ? byTaste() : byHistory();
                int type = draws.index(typeShares);
                if (!holds(categories, types, kept, category, type)) {
                    categories[kept] = category;
                    types[kept++] = type;
                }
            }
            return kept;
        }

        private boolean holds(int[] categories, int[] types, int lines, int category, int type) {
            for (int i = 0; i < lines; i++) {
                if (categories[i] == category && types[i] == type) {
                    return true;
                }
            }
            return false;
        }

        // The lines of an instant see only what was before all of them.
        void remember(int[] categories, int[] types, int lines) {
            newcomer = false;
            if (!settings.tastes().rule()) {
                for (int i = 0; i < lines; i++) {
                    past(types[i]).add(categories[i], second);
                }
            }
        }

        // Events as if none had faded; each one counts with the probability that it has not. The popularity prior never
        // fades, so the loop ends.
        private int byHistory() {
            if (newcomer) {
                return first.draw(draws);
            }
            if (draws.chance(settings.novelty())) {
                return popularity.draw(draws);
            }
            double unfaded = ChoiceSimulation.GAMMA;
            for (int type = 0; type < weights.length; type++) {
                unfaded += weights[type] * past(type).size;
            }
            while (true) {
                double left = draws.uniform() * unfaded - ChoiceSimulation.GAMMA;
                int type = 0;
                while (left >= 0 && type < weights.length && left >= weights[type] * past(type).size) {
                    left -= weights[type] * past(type).size;
                    type++;
                }
                if (left < 0 || type == weights.length) {
                    return popularity.draw(draws);
                }
                Past past = past(type);
                int event = Math.min((int) (left / weights[type]), past.size - 1);
                int category = past.categories[event];
                double ageDays = (second - past.seconds[event]) / SECONDS_PER_DAY;
                if (draws.chance(decays[type].value(ageDays / (factors[category] * factor)))) {
                    return category;
                }
            }
        }

        // Blackwell and MacQueen's urn: choosing from θ ~ Dirichlet(κ π), without ever writing θ down.
        private int byTaste() {
            if (second >= redrawSecond) {
                pasts = null;
                redrawSecond = redrawAfter(second);
            }
            Past urn = past(0);
            double concentration = settings.tastes().concentration();
            int category = draws.chance(concentration / (concentration + urn.size))
                    ? first.draw(draws)
                    : urn.categories[draws.below(urn.size)];
            urn.add(category, second);
            return category;
        }

        private Past past(int type) {
            if (pasts == null) {
                pasts = new Past[weights.length];
                Arrays.setAll(pasts, any -> new Past());
            }
            return pasts[type];
        }
    }

    /** A user's events of one type, in the order of time. */
    private static final class Past {

        private static final int[] NONE = {};

        private int[] categories = NONE;
        private int[] seconds = NONE;
        private int size;

        void add(int category, int second) {
            if (size == categories.length) {
                int longer = size + (size >> 1) + 4;
                categories = Arrays.copyOf(categories, longer);
                seconds = Arrays.copyOf(seconds, longer);
            }
            categories[size] = category;
            seconds[size++] = second;
        }
    }
}
