package io.wane.simulator;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/**
 * When people shop: by weekday, by hour and, for some, around gift days. Averages about 1 over a year without gifts.
 *
 * @param gifts how many times more often a visit comes at the peak before a gift day; 0 for none
 */
record Rhythm(double gifts) {

    static final long SECONDS_PER_DAY = 86_400;

    /** From Monday. */
    static final List<Double> WEEKDAYS = List.of(0.90, 0.85, 0.85, 0.90, 0.95, 1.20, 1.35);

    /** From midnight, UTC. */
    static final List<Double> HOURS = List.of(
            0.30, 0.15, 0.08, 0.05, 0.05, 0.12, 0.35, 0.70, 0.95, 1.10, 1.20, 1.20, //
            1.35, 1.25, 1.10, 1.05, 1.10, 1.25, 1.50, 1.85, 2.20, 2.25, 1.75, 1.10);

    /** Days of the year that gifts are bought for, a few days early: Christmas, Valentine's, Mother's Day. */
    static final List<Integer> GIFT_DAYS = List.of(354, 43, 128);

    private static final double GIFT_SPREAD_DAYS = 6;
    private static final double BUSIEST = Collections.max(WEEKDAYS) * Collections.max(HOURS);
    private static final int FIRST_WEEKDAY = 3; // 1970-01-01 was a Thursday

    /** How busy a moment is. */
    double at(long second) {
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        int hour = (int) (Math.floorMod(second, SECONDS_PER_DAY) / 3600);
        double usual = WEEKDAYS.get((int) Math.floorMod(day + FIRST_WEEKDAY, 7L)) * HOURS.get(hour);
        return gifts == 0 ? usual : usual * (1 + gifts * nearGiftDay(day));
    }

    /** No moment is busier. */
    double peak() {
        return BUSIEST * (1 + gifts);
    }

    private static double nearGiftDay(long epochDay) {
        int day = LocalDate.ofEpochDay(epochDay).getDayOfYear();
        double nearness = 0;
        for (int giftDay : GIFT_DAYS) {
            int distance = Math.abs(day - giftDay);
            double spreads = Math.min(distance, 365 - distance) / GIFT_SPREAD_DAYS;
            nearness = Math.max(nearness, StrictMath.exp(-spreads * spreads / 2));
        }
        return nearness;
    }
}
