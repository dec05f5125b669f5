package io.wane.simulator;

import java.util.List;

/**
 * One of the kinds of people who come to the shop.
 *
 * @param name name
 * @param share share of users, sums to 1
 * @param visitsPerDay median rate of visits that no earlier visit brought about
 * @param lifetimeDays mean time from the first visit until the user is gone for good
 * @param novelty ε: probability that a visit follows popularity and not the user's own history
 * @param halfLifeMultiplier how much longer than usual interest lasts, in the median
 * @param extraViews mean number of views in a visit beyond the first
 * @param favorite probability that a view is followed by a favourite
 * @param cart probability that a view is followed by a cart; up to twice that for familiar items
 * @param checkout probability that a visit's cart is bought
 * @param search probability that a visit starts with a search
 * @param priceLeaning mean of the price position that users look for, in standard deviations of log price
 * @param priceSensitivity how fast appeal falls with the distance from it
 * @param loyalty how much a unit of interest in an item multiplies its appeal
 * @param gifts how many times more often visits come at the peak before a gift day
 */
public record UserType(
        String name,
        double share,
        double visitsPerDay,
        double lifetimeDays,
        double novelty,
        double halfLifeMultiplier,
        double extraViews,
        double favorite,
        double cart,
        double checkout,
        double search,
        double priceLeaning,
        double priceSensitivity,
        double loyalty,
        double gifts) {

    /** Who comes to the shop. */
    public static final List<UserType> MIXTURE = List.of(
            new UserType("bargain hunter", .20, .085, 110, .25, .8, 2.6, .05, .06, .20, .35, -.8, 1.4, .5, .3),
            new UserType("loyal replenisher", .20, .085, 200, .10, 1.4, 1.4, .03, .08, .38, .20, .0, .4, 6, 0),
            new UserType("browser", .22, .135, 100, .30, .6, 3.4, .06, .02, .15, .15, .2, .3, .3, 0),
            new UserType("researcher", .13, .095, 90, .12, 1.6, 3.0, .10, .03, .25, .45, .3, .8, 2, 0),
            new UserType("gift giver", .12, .04, 150, .35, 1.0, 1.8, .05, .06, .40, .30, .3, .4, .2, 4),
            new UserType("one-off", .13, .04, 3, .30, 1.0, 2.0, .03, .07, .40, .50, .0, .5, .2, 0));

    static UserType draw(Draws draws) {
        return MIXTURE.get(
                draws.index(MIXTURE.stream().mapToDouble(UserType::share).toArray()));
    }
}
