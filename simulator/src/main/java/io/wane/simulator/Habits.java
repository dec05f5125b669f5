package io.wane.simulator;

import java.util.List;

/**
 * The constants that all users share, beside the choice model's.
 *
 * @param visitExcitation mean number of visits that one visit brings about
 * @param excitationPerDay how fast that urge fades, 1/day
 * @param activitySpread standard deviation of the logarithm of a user's own rate of visits
 * @param halfLifeSpread standard deviation of the logarithm of a user's own half-life multiplier
 * @param priceSpread standard deviation of the price position that users of a type look for
 * @param typo probability of a typing error in a search
 * @param review probability that a line of an order is reviewed
 * @param returned probability that a line of an order is returned
 * @param dwellSeconds median time that a view takes
 * @param dwellSpread standard deviation of its logarithm
 * @param reviewAfterDays median time from an order to a review
 * @param returnAfterDays median time from an order to a return
 * @param delaySpread standard deviation of the logarithm of both
 * @param appealSpread standard deviation of the logarithm of items' appeal
 * @param weekdays how busy the days are, from Monday
 * @param hours how busy the hours are, from midnight UTC
 * @param giftDays days of the year around which gifts are bought
 */
public record Habits(
        double visitExcitation,
        double excitationPerDay,
        double activitySpread,
        double halfLifeSpread,
        double priceSpread,
        double typo,
        double review,
        double returned,
        double dwellSeconds,
        double dwellSpread,
        double reviewAfterDays,
        double returnAfterDays,
        double delaySpread,
        double appealSpread,
        List<Double> weekdays,
        List<Double> hours,
        List<Integer> giftDays) {

    /** The habits of every simulated shop. */
    public static final Habits ALL = new Habits(
            .3, 1, .8, .35, .5, .05, .15, .05, 40, 1, 6, 5, .5, 1.6, Rhythm.WEEKDAYS, Rhythm.HOURS, Rhythm.GIFT_DAYS);
}
