package io.wane.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a user turns to next: the choice model of SCIENCE §2.12 with its true parameters.
 *
 * <pre>
 * A(c) = γ π(c) + Σ w(z) · 2^(-age / h(z, c, user))     over the user's own earlier events of type z on category c
 * P(c) = ε π(c) + (1 - ε) A(c) / Σ A
 * </pre>
 *
 * <p>{@code h(z, c, user)} is the type's half-life times the category's and the user's multiplier; {@code π} is the shop's
 * fixed popularity. Every event counts, repeats within a visit too. The same sum without the prior is kept for each item.
 *
 * <p>Events are added in time order, and questions are asked at times after all of them. Not thread-safe.
 */
final class ChoiceModel {

    /** γ: how much the popularity prior weighs. */
    static final double GAMMA = 1;

    private final Shop shop;
    private final Shopper shopper;
    private final Map<Action, DecayedCounts> ofCategories = new EnumMap<>(Action.class);
    private final Map<Action, DecayedCounts> ofProducts = new EnumMap<>(Action.class);

    ChoiceModel(Shop shop, Shopper shopper) {
        this.shop = shop;
        this.shopper = shopper;
        for (Action action : Action.values()) {
            if (action.counts()) {
                ofCategories.put(action, new DecayedCounts(shop.categories().size()));
                ofProducts.put(action, new DecayedCounts(shop.products().size()));
            }
        }
    }

    /** Takes an event of a type that counts into the history. */
    void add(Action action, int product, long second) {
        int category = shop.products().get(product).category();
        double halfLife = halfLifeDays(action, category);
        ofCategories.get(action).add(category, halfLife, second);
        ofProducts.get(action).add(product, halfLife, second);
    }

    /** A of every category. */
    double[] interest(long second) {
        List<Shop.Category> categories = shop.categories();
        double[] interest = new double[categories.size()];
        for (int c = 0; c < interest.length; c++) {
            interest[c] = GAMMA * categories.get(c).popularity() + history(ofCategories, c, c, second);
        }
        return interest;
    }

    /** P of every category, given A. */
    double[] focus(double[] interest) {
        double total = 0;
        for (double a : interest) {
            total += a;
        }
        double[] focus = new double[interest.length];
        for (int c = 0; c < focus.length; c++) {
            double popularity = shop.categories().get(c).popularity();
            focus[c] = shopper.novelty() * popularity + (1 - shopper.novelty()) * interest[c] / total;
        }
        return focus;
    }

    /** Interest in one product, without a prior. */
    double interestIn(int product, long second) {
        return history(ofProducts, product, shop.products().get(product).category(), second);
    }

    private double history(Map<Action, DecayedCounts> counts, int key, int category, long second) {
        double history = 0;
        for (Map.Entry<Action, DecayedCounts> of : counts.entrySet()) {
            Action action = of.getKey();
            history += action.weight() * of.getValue().at(key, halfLifeDays(action, category), second);
        }
        return history;
    }

    private double halfLifeDays(Action action, int category) {
        return action.halfLifeDays()
                * shop.categories().get(category).halfLifeMultiplier()
                * shopper.halfLifeMultiplier();
    }

    /** Counts of events by key, each event halved once per half-life. */
    private static final class DecayedCounts {

        private static final double LN_2 = StrictMath.log(2);

        private final double[] counts;
        private final long[] seconds;

        DecayedCounts(int keys) {
            counts = new double[keys];
            seconds = new long[keys];
        }

        void add(int key, double halfLifeDays, long second) {
            counts[key] = at(key, halfLifeDays, second) + 1;
            seconds[key] = second;
        }

        double at(int key, double halfLifeDays, long second) {
            if (counts[key] == 0) {
                return 0;
            }
            double ageDays = (second - seconds[key]) / (double) Rhythm.SECONDS_PER_DAY;
            return counts[key] * StrictMath.exp(-LN_2 * ageDays / halfLifeDays);
        }
    }
}
