package io.wane.app.cli;

import io.wane.core.settings.DurationText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers and times are written for people. Times are UTC. */
final class Words {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private static final double YEAR = 365.25;
    private static final double TWO_YEARS = 2 * YEAR;

    private Words() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    static String minute(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis));
    }

    static String day(long millis) {
        return DAY.format(Instant.ofEpochMilli(millis));
    }

    /** A share; one decimal where whole percents would hide that something is left, or that it is not all. */
    static String percent(double share) {
        if (share > 0 && share < 0.0005) {
            return "< 0.1 %";
        }
        if (share < 1 && share >= 0.9995) {
            return "> 99.9 %";
        }
        boolean fine = (share > 0 && share < 0.0995) || (share > 0.99 && share < 1);
        return String.format(Locale.ROOT, fine ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    /** A span of time in the unit that reads well: {@code 1.5d}, {@code 73 years}. */
    static String span(double days) {
        return days < TWO_YEARS ? DurationText.ofDays(days) : count(Math.round(days / YEAR)) + " years";
    }

    /** A number as people write it: {@code 3}, {@code 0.5}. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    static String decimals(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    /** A number with three significant digits. */
    static String significant(double number) {
        double size = Math.abs(number);
        int decimals = size == 0 || size >= 100 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return size != 0 && size < 1e-6
                ? String.format(Locale.ROOT, "%.2e", number)
                : decimals(number, Math.min(decimals, 8));
    }

    /** A curve as a row of blocks, each as high as its number against the largest. */
    static String curve(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        StringBuilder blocks = new StringBuilder();
        for (double value : values) {
            int height = largest == 0 ? 0 : (int) Math.round(value / largest * (BLOCKS.length() - 1));
            blocks.append(BLOCKS.charAt(height));
        }
        return blocks.toString();
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    static String shortened(String text, int width) {
        int characters = text.codePointCount(0, text.length());
        return characters <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
