package io.wane.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param pace how often users come, relative to {@link UserType#visitsPerDay} or, where they only choose, to
 *     {@value BareLog#VISITS_PER_DAY} visits a day
 * @param conduct what users do; where they only choose, every category has as many items
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
        double pace,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Conduct.Usual.class)
        Conduct conduct) {

    // Monday, 2025-12-01T00:00Z.
    static final long START = 1_764_547_200L;

    /** 50 users over 30 days: for tests and the short demo. */
    public static final Preset TINY = new Preset("tiny", 50, 30, START, 4, 3, 8, 14, 6, Conduct.SHOP);

    /** 2,000 users over 180 days, about 150,000 events: the shop of {@code wane demo}. */
    public static final Preset DEMO = new Preset("demo", 2_000, 180, START, 7, 5, 20, 60, 1, Conduct.SHOP);

    /** 100,000 users over 365 days who only choose, about 20 million events: to measure fitting by. Written, not held. */
    public static final Preset BENCH = new Preset("bench", 100_000, 365, START, 60, 50, 5, 5, 1, Conduct.CHOICE);

    /** 1,000 users over 180 days with tastes that never change, about 140,000 events: a fit must find no decay. */
    public static final Preset TASTES = new Preset("tastes", 1_000, 180, START, 6, 5, 5, 5, 1, Conduct.TASTES);

    /** All presets. */
    public static final List<Preset> ALL = List.of(TINY, DEMO, BENCH, TASTES);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value out of range
     */
    public Preset {
        conduct = conduct == null ? Conduct.SHOP : conduct; // left out of a shop's truth.json
        if (users < 1 || days < 1 || departments < 1 || categoriesPerDepartment < 1) {
            throw new IllegalArgumentException("preset '" + name + "' needs at least one of each: users " + users
                    + ", days " + days + ", departments " + departments + ", categories per department "
                    + categoriesPerDepartment);
        }
        if (fewestItems < 1 || mostItems < fewestItems) {
            throw new IllegalArgumentException("preset '" + name
                    + "': items per category must be at least 1, fewest first: " + fewestItems + " to " + mostItems);
        }
        if (conduct != Conduct.SHOP && fewestItems != mostItems) {
            throw new IllegalArgumentException("preset '" + name + "': where users only choose, every category has as"
                    + " many items: " + fewestItems + " to " + mostItems);
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
