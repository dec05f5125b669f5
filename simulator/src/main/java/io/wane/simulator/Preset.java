package io.wane.simulator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How large a shop is simulated, and for how long.
 *
 * @param name what {@code --preset} calls it
 * @param users number of users, above 0
 * @param days length of the log in days, above 0
 * @param fromSecond when the log starts, in seconds since 1970-01-01T00:00Z
 * @param departments how many of the assortment's departments the shop carries
 * @param categoriesPerDepartment how many categories of each
 * @param fewestItems least number of items in a category
 * @param mostItems greatest number of items in a category
 * @param pace how often users come, relative to {@link UserType#visitsPerDay}
 */
public record Preset(
        String name,
        int users,
        int days,
        long fromSecond,
        int departments,
        int categoriesPerDepartment,
        int fewestItems,
        int mostItems,
        double pace) {

    // Monday, 2025-12-01T00:00Z.
    private static final long START = 1_764_547_200L;

    /** 50 users over 30 days: for tests and the short demo. */
    public static final Preset TINY = new Preset("tiny", 50, 30, START, 4, 3, 8, 14, 6);

    /** 2,000 users over 180 days, about 150,000 events: the shop of {@code wane demo}. */
    public static final Preset DEMO = new Preset("demo", 2_000, 180, START, 7, 5, 20, 60, 1);

    /** All presets. */
    public static final List<Preset> ALL = List.of(TINY, DEMO);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value out of range
     */
    public Preset {
        if (users < 1 || days < 1 || departments < 1 || categoriesPerDepartment < 1) {
            throw new IllegalArgumentException("preset '" + name + "' needs at least one of each: users " + users
                    + ", days " + days + ", departments " + departments + ", categories per department "
                    + categoriesPerDepartment);
        }
        if (fewestItems < 1 || mostItems < fewestItems) {
            throw new IllegalArgumentException("preset '" + name
                    + "': items per category must be at least 1, fewest first: " + fewestItems + " to " + mostItems);
        }
        if (!(pace > 0 && pace < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("preset '" + name + "': pace must be above 0 and finite: " + pace);
        }
    }

    /**
     * The preset of a name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static Preset named(String name) {
        for (Preset preset : ALL) {
            if (preset.name.equals(name)) {
                return preset;
            }
        }
        throw new IllegalArgumentException("preset '" + name + "' is not known. Allowed: "
                + ALL.stream().map(Preset::name).collect(Collectors.joining(", ")));
    }

    /** When the log ends: every event lies strictly before this second. */
    long endSecond() {
        return fromSecond + days * Rhythm.SECONDS_PER_DAY;
    }
}
