package io.wane.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VisitTimesTest {

    private static final long DAY = 86_400;
    private static final long MONDAY = Preset.DEMO.fromSecond();
    private static final int WEEKS = 2_000;

    @Test
    void everyVisitBringsAboutThreeTenthsOfAnother() {
        double perDay = 0.2;
        int visits = 0;
        for (int day : visitsByWeekday(perDay)) {
            visits += day;
        }

        // a branching process of ratio α has 1 / (1 - α) visits for each that came of itself
        double expected = perDay / (1 - Habits.ALL.visitExcitation()) * 7 * WEEKS;
        assertThat((double) visits).isEqualTo(expected, within(0.05 * expected));
    }

    @Test
    void sundaysAreBusierThanTuesdays() {
        int[] visits = visitsByWeekday(0.2);

        assertThat((double) visits[6] / visits[1]).isBetween(1.3, 2.0);
    }

    @Test
    void nobodyComesAfterTheyHaveLeft() {
        VisitTimes times =
                new VisitTimes(shopper(5, MONDAY + 3 * DAY), new Rhythm(0), MONDAY + 100 * DAY, Draws.ofUser(1, 0));
        long last = times.first();
        for (long next = last; next != Long.MAX_VALUE; next = times.next(next + 1)) {
            last = next;
        }

        assertThat(last).isBetween(MONDAY + DAY, MONDAY + 3 * DAY - 1);
    }

    private static int[] visitsByWeekday(double perDay) {
        long end = MONDAY + WEEKS * 7L * DAY;
        VisitTimes times = new VisitTimes(shopper(perDay, end), new Rhythm(0), end, Draws.ofUser(3, 0));
        int[] visits = new int[7];
        for (long next = times.first(); next != Long.MAX_VALUE; next = times.next(next + 1)) {
            visits[(int) ((next - MONDAY) / DAY % 7)]++;
        }
        return visits;
    }

    private static Shopper shopper(double visitsPerDay, long departure) {
        return new Shopper("u", "browser", .2, 1, visitsPerDay, MONDAY, departure, 0, 0, 0);
    }
}
