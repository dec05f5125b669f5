package io.wane.core.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30m}, {@code 12h}, {@code 1.5d}, {@code 8w}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d|w)");
    private static final double MILLIS_PER_DAY = 86_400_000;

    private DurationText() {}

    /**
     * Reads a duration: a number and one of {@code ms s m h d w}.
     *
     * @param text at least 0, rounded to milliseconds
     * @return the duration
     * @throws IllegalArgumentException with the value and the allowed forms
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write a number and a unit: 30m, 12h, 7d, 8w");
        }
        double millis = Double.parseDouble(matcher.group(1)) * millisPerUnit(matcher.group(2));
        if (millis > 0x1p62) {
            throw new IllegalArgumentException("'" + text + "' is too long for a duration");
        }
        return Duration.ofMillis(Math.round(millis));
    }

    /**
     * {@return a duration exactly, in the largest of days, hours, minutes, seconds and milliseconds that it is whole
     * in: {@code 7d}, {@code 100h}, {@code 90m}} {@link #parse} reads it back.
     *
     * @param duration whole milliseconds, at least 0; what is finer is dropped
     */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            if (millis % millisPerUnit(unit) == 0) {
                return millis / millisPerUnit(unit) + unit;
            }
        }
        return millis + "ms";
    }

    private static long millisPerUnit(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 604_800_000;
        };
    }

    /**
     * {@return a duration in days}
     *
     * @param duration whole milliseconds; what is finer is dropped
     */
    public static double days(Duration duration) {
        return duration.toMillis() / MILLIS_PER_DAY;
    }

    /**
     * {@return days in the largest unit that reads well, to three digits: {@code 7d}, {@code 1.5h}, {@code 20m};
     * {@code never} if infinite}
     *
     * @param days days, at least 0
     */
    public static String ofDays(double days) {
        if (Double.isInfinite(days) || Double.isNaN(days)) {
            return "never";
        }
        if (days >= 1 || days == 0) {
            return number(days) + "d";
        }
        double hours = days * 24;
        if (hours >= 1) {
            return number(hours) + "h";
        }
        double minutes = hours * 60;
        return minutes >= 1 ? number(minutes) + "m" : number(minutes * 60) + "s";
    }

    // Three significant digits, without trailing zeros.
    private static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
