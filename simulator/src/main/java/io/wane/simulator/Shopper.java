package io.wane.simulator;

import java.util.Locale;

/**
 * A user and what is true of them.
 *
 * @param user name in the log
 * @param type name of their {@link UserType}
 * @param novelty ε: probability that a visit follows popularity and not the user's own history
 * @param halfLifeMultiplier the type's times their own: every half-life of theirs is multiplied by it
 * @param visitsPerDay rate of visits that no earlier visit brought about
 * @param arrivalSecond their first visit
 * @param departureSecond after which they never come again; may lie beyond the log
 * @param pricePosition the price they look for within a category, in standard deviations of log price
 * @param priceSensitivity how fast appeal falls with the distance from it
 * @param loyalty how much a unit of interest in an item multiplies its appeal
 */
public record Shopper(
        String user,
        String type,
        double novelty,
        double halfLifeMultiplier,
        double visitsPerDay,
        long arrivalSecond,
        long departureSecond,
        double pricePosition,
        double priceSensitivity,
        double loyalty) {

    // First visits fall in this part of the log, so that the newest users too can be seen coming back.
    private static final double ARRIVALS = 0.7;

    static Shopper draw(int index, UserType type, Preset preset, Draws draws) {
        Rhythm rhythm = new Rhythm(type.gifts());
        long arrival;
        do {
            arrival =
                    preset.fromSecond() + (long) (draws.uniform() * ARRIVALS * preset.days() * Rhythm.SECONDS_PER_DAY);
        } while (!draws.chance(rhythm.at(arrival) / rhythm.peak()));
        long lifetime = (long) (draws.exponential() * type.lifetimeDays() * Rhythm.SECONDS_PER_DAY);
        return new Shopper(
                String.format(Locale.ROOT, "u%04d", index + 1),
                type.name(),
                type.novelty(),
                draws.logNormal(type.halfLifeMultiplier(), Habits.ALL.halfLifeSpread()),
                draws.logNormal(type.visitsPerDay() * preset.pace(), Habits.ALL.activitySpread()),
                arrival,
                arrival + lifetime,
                type.priceLeaning() + Habits.ALL.priceSpread() * draws.gaussian(),
                type.priceSensitivity(),
                type.loyalty());
    }
}
