package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Kernel;

/**
 * What a purchase does to the interest in its kind: a short tail of browsing, satiation, and for what is used up the wish to
 * buy it again, {@code κ(a) = w·d(a) - w'·d'(a) + w''·G(a)} (SCIENCE.md §1.7). It may be negative and may rise.
 *
 * @param directWeight w, at least 0, finite
 * @param direct d, how browsing fades
 * @param satiationWeight w', at least 0, finite
 * @param satiation d', how satiation fades
 * @param replenishmentWeight w'', at least 0, finite
 * @param replenishment G, when the next one is due
 */
record PurchaseResponse(
        double directWeight,
        DecayFunction direct,
        double satiationWeight,
        DecayFunction satiation,
        double replenishmentWeight,
        Replenishment replenishment)
        implements Kernel {

    private static final double RESOLUTION = 1e-12;

    /**
     * Checks the weights.
     *
     * @param directWeight at least 0, finite
     * @param direct how browsing fades
     * @param satiationWeight at least 0, finite
     * @param satiation how satiation fades
     * @param replenishmentWeight at least 0, finite
     * @param replenishment when the next one is due
     * @throws IllegalArgumentException naming the weight out of range
     */
    public PurchaseResponse {
        weight("direct weight", directWeight);
        weight("satiation weight", satiationWeight);
        weight("replenishment weight", replenishmentWeight);
    }

    /**
     * {@return the response to a purchase that is not repeated soon, as of a washing machine}
     *
     * @param directWeight at least 0, finite
     * @param direct how browsing fades
     * @param satiationWeight at least 0, finite
     * @param satiation how satiation fades
     */
    public static PurchaseResponse ofDurable(
            double directWeight, DecayFunction direct, double satiationWeight, DecayFunction satiation) {
        return new PurchaseResponse(directWeight, direct, satiationWeight, satiation, 0, new Replenishment(1, 1));
    }

    private static void weight(String name, double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be at least 0 and finite: " + weight);
        }
    }

    @Override
    public double value(double ageDays) {
        return directWeight * direct.value(ageDays)
                - satiationWeight * satiation.value(ageDays)
                + replenishmentWeight * replenishment.value(ageDays);
    }

    /** Infinite where one of its parts never fades, even if others make up for it. */
    @Override
    public double horizonDays(double epsilon) {
        Ranges.positive("epsilon", epsilon);
        double late = Math.max(
                horizon(directWeight, direct, epsilon),
                Math.max(
                        horizon(satiationWeight, satiation, epsilon),
                        horizon(replenishmentWeight, replenishment, epsilon)));
        return late == Double.POSITIVE_INFINITY ? late : lastBeyond(epsilon, 0, late);
    }

    // Where every part is within a third, the sum is within the whole.
    private static double horizon(double weight, Kernel part, double epsilon) {
        return weight == 0 ? 0 : part.horizonDays(epsilon / (3 * weight));
    }

    // The end of the last stretch of [early, late] that is not within epsilon, 0 if there is none. Every part lies
    // between
    // its values at the ends of a stretch, so most stretches need no second look.
    private double lastBeyond(double epsilon, double early, double late) {
        double bump = replenishmentWeight * Math.max(replenishment.value(early), replenishment.value(late));
        double valley = replenishmentWeight * Math.min(replenishment.value(early), replenishment.value(late));
        boolean peak = early < replenishment.cycleDays() && replenishment.cycleDays() < late;
        double highest = directWeight * direct.value(early)
                - satiationWeight * satiation.value(late)
                + (peak ? replenishmentWeight : bump);
        double lowest = directWeight * direct.value(late) - satiationWeight * satiation.value(early) + valley;
        if (highest <= epsilon && lowest >= -epsilon) {
            return 0;
        }
        double middle = early + (late - early) / 2;
        if (late - early <= RESOLUTION * late || !(middle > early && middle < late)) {
            return late;
        }
        double last = lastBeyond(epsilon, middle, late);
        return last > 0 ? last : lastBeyond(epsilon, early, middle);
    }
}
