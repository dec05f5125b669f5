package io.wane.decisions.report;

import io.wane.core.settings.DurationText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One axis of a {@link Chart}: where a value lies between both ends, and which values are written beside it.
 *
 * @param title what it measures, with the unit unless the ticks carry it
 * @param low value at its start: to the left, or at the bottom
 * @param high value at its end
 * @param logarithmic whether equal factors are equally far apart; then {@code low} is above 0
 * @param ticks what is written, in ascending order of value
 */
record Axis(String title, double low, double high, boolean logarithmic, List<Tick> ticks) {

    /**
     * A value with its name.
     *
     * @param value where
     * @param label what is written there
     */
    record Tick(double value, String label) {}

    /** How ticks are written. */
    enum Unit {
        /** As numbers. */
        NUMBER,
        /** A share of one, in percent. */
        PERCENT,
        /** Days, in the unit that reads well. */
        DURATION
    }

    private static final int MOST_TICKS = 7;
    private static final double NEAREST = 0.1; // of an axis, between two durations
    private static final double[] ROUND_DAYS = {
        1 / 86400.0, 10 / 86400.0, 1 / 1440.0, 10 / 1440.0, 1 / 24.0, 6 / 24.0, 1, 7, 30, 90, 365, 3650, 36500
    };

    /** {@return an axis on which equal differences are equally far apart} */
    static Axis linear(String title, double low, double high, Unit unit) {
        double room = high > low ? 0 : low == 0 ? 1 : Math.abs(low) * 0.1;
        return new Axis(title, low - room, high + room, false, roundTicks(low - room, high + room, unit));
    }

    /** {@return an axis on which equal factors are equally far apart} */
    static Axis logarithmic(String title, double low, double high, Unit unit) {
        double room = high > low * 1.2 ? 1 : 1.2;
        double from = low / room;
        double to = high * room;
        List<Tick> ticks = unit == Unit.DURATION ? durations(from, to) : decades(from, to, unit);
        if (ticks.size() < 3) {
            ticks = roundTicks(from, to, unit);
        }
        return new Axis(title, from, to, true, ticks);
    }

    /** {@return a horizontal axis with a column per name, the first at 0} */
    static Axis columns(String title, List<String> names) {
        return new Axis(title, -0.5, names.size() - 0.5, false, named(names));
    }

    /** {@return a vertical axis with a row per name, the first at 0 and on top} */
    static Axis rows(List<String> names) {
        return new Axis("", names.size() - 0.5, -0.5, false, named(names));
    }

    private static List<Tick> named(List<String> names) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ticks.add(new Tick(i, names.get(i)));
        }
        return ticks;
    }

    /** {@return where a value lies: 0 at the start, 1 at the end; not finite if it has no place} */
    double share(double value) {
        return logarithmic
                ? Math.log(value / low) / Math.log(high / low) // NaN or infinite at 0 and below
                : (value - low) / (high - low);
    }

    private static List<Tick> roundTicks(double low, double high, Unit unit) {
        if (unit == Unit.DURATION) { // round in the unit that the largest is written in
            double days = Figures.unit(high);
            return roundTicks(low / days, high / days, Unit.NUMBER).stream()
                    .map(tick -> new Tick(
                            tick.value() * days,
                            tick.label() + Figures.unitName(days).charAt(0)))
                    .toList();
        }
        double raw = (high - low) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                raw / power < 1.5 ? power : raw / power < 3.5 ? 2 * power : raw / power < 7.5 ? 5 * power : 10 * power;
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(new Tick(i * step, label(i * step, step, unit)));
        }
        return ticks;
    }

    private static List<Tick> decades(double low, double high, Unit unit) {
        List<Tick> fine = decades(low, high, unit, 1, 2, 5);
        return fine.size() <= MOST_TICKS ? fine : thinned(decades(low, high, unit, 1));
    }

    private static List<Tick> decades(double low, double high, Unit unit, double... within) {
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
            for (double digit : within) {
                double value = digit * Math.pow(10, power);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    ticks.add(new Tick(value, label(value, value, unit)));
                }
            }
        }
        return ticks;
    }

    private static List<Tick> durations(double low, double high) {
        List<Tick> ticks = new ArrayList<>();
        double nearest = NEAREST * Math.log(high / low);
        double last = Double.POSITIVE_INFINITY;
        for (int i = ROUND_DAYS.length - 1; i >= 0; i--) { // from the longest, which matter most
            double days = ROUND_DAYS[i];
            if (days >= low && days <= high && Math.log(last / days) >= nearest) {
                ticks.add(new Tick(days, DurationText.ofDays(days)));
                last = days;
            }
        }
        Collections.reverse(ticks);
        return ticks;
    }

    private static List<Tick> thinned(List<Tick> ticks) {
        int every = (ticks.size() + MOST_TICKS - 1) / MOST_TICKS;
        List<Tick> kept = new ArrayList<>();
        for (int i = ticks.size() - 1; i >= 0; i -= Math.max(1, every)) {
            kept.add(ticks.get(i));
        }
        Collections.reverse(kept);
        return kept;
    }

    // With the digits that tell a tick from its neighbour.
    private static String label(double value, double step, Unit unit) {
        return switch (unit) {
            case NUMBER -> Figures.fixed(value, decimals(step));
            case PERCENT -> Figures.fixed(100 * value, decimals(100 * step)) + "%";
            case DURATION -> DurationText.ofDays(value);
        };
    }

    private static int decimals(double step) {
        return (int) Math.max(0, Math.min(9, -Math.floor(Math.log10(step) + 1e-9)));
    }
}
