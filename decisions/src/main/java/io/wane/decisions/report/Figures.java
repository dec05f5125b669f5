package io.wane.decisions.report;

import io.wane.engine.fitting.FittedDecay;
import java.util.Locale;

/** Numbers as the report writes them: three digits, a true minus, a dash for what is not known. */
final class Figures {

    /** What is written where there is no number. */
    static final String UNKNOWN = "–";

    /** A space at which no line ends. */
    static final char FIXED_SPACE = '\u00a0';

    private static final double Z = 1.959963984540054;
    private static final double LARGEST = 1e6;

    private Figures() {}

    /** {@return a number to three significant digits} */
    static String number(double value) {
        double size = Math.abs(value);
        if (!(size < Double.POSITIVE_INFINITY)) {
            return UNKNOWN;
        }
        if (size >= LARGEST || (size > 0 && size < 1e-4)) {
            return signed(String.format(Locale.ROOT, "%.1e", value));
        }
        int decimals = size == 0 ? 0 : (int) Math.max(0, 2 - Math.floor(Math.log10(size) + 1e-12));
        return size >= 1000 ? count(Math.round(value)) : fixed(value, decimals);
    }

    /** {@return a number with so many decimals} */
    static String fixed(double value, int decimals) {
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            return UNKNOWN;
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return signed(text.matches("-[0.,]+") ? text.substring(1) : text);
    }

    /** {@return a whole number in groups of three digits} */
    static String count(long value) {
        return signed(String.format(Locale.ROOT, "%,d", value));
    }

    /** {@return so many of something: {@code 1 user}, {@code 814 users}} */
    static String count(long value, String noun) {
        return count(value) + " " + (value == 1 ? noun : Sentences.plural(noun));
    }

    /** {@return nats per event} */
    static String nats(double value) {
        return fixed(value, 4);
    }

    /** {@return nats per event with their interval} */
    static String nats(double value, double low, double high) {
        return nats(value) + interval(nats(low), nats(high));
    }

    /** {@return an interval in brackets, with a space before; nothing if neither end is known} */
    static String interval(String low, String high) {
        return low.equals(UNKNOWN) && high.equals(UNKNOWN) ? "" : " [" + low + "," + FIXED_SPACE + high + "]";
    }

    /** {@return a half-life with its interval: {@code 1.84 d [1.70, 1.99]}; {@code > 35 d} if it is not bounded} */
    static String halfLife(FittedDecay decay) {
        double low = decay.lowDays();
        if (decay.unbounded()) {
            return low > 0 && low < Double.POSITIVE_INFINITY ? ">" + FIXED_SPACE + days(low) : "unknown";
        }
        double half = decay.halfLifeDays();
        double unit = unit(half);
        return days(half) + interval(number(low / unit), number(decay.highDays() / unit));
    }

    /** {@return the weight of a fresh event with its interval, where its error is known} */
    static String weight(FittedDecay decay) {
        double factor = Math.exp(Z * decay.weightLogStandardError());
        return number(decay.weight()) + interval(number(decay.weight() / factor), number(decay.weight() * factor));
    }

    /** {@return days in days, hours, minutes or seconds: {@code 1.84 d}} */
    static String days(double days) {
        if (!(Math.abs(days) < Double.POSITIVE_INFINITY)) {
            return UNKNOWN;
        }
        double unit = unit(days);
        return number(days / unit) + FIXED_SPACE + unitName(unit);
    }

    static String unitName(double days) {
        return days == 1 ? "d" : days == 1 / 24.0 ? "h" : days == 1 / 1440.0 ? "min" : "s";
    }

    /** {@return the unit in which days are read, in days: from half a day on a day, else an hour, a minute, a second} */
    static double unit(double days) {
        return days >= 0.5 ? 1 : days >= 1 / 24.0 ? 1 / 24.0 : days >= 1 / 1440.0 ? 1 / 1440.0 : 1 / 86400.0;
    }

    private static String signed(String text) {
        return text.replace('-', '−');
    }
}
