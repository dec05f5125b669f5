package io.wane.engine.ingest;

import java.util.Locale;

/** Numbers as data files write them: {@code 6}, {@code -2.55}, {@code 1.5e-3}; a point, no thousands separator. */
final class NumberText {

    // More digits than a double holds would be another number when written again.
    private static final int EXACT_DIGITS = 15;

    private NumberText() {}

    /**
     * Reads a number; minus zero becomes zero.
     *
     * @throws NumberFormatException if it is not a finite decimal number
     */
    static double parse(String text) {
        String stripped = text.strip();
        if (isPlain(stripped)) {
            return plain(stripped);
        }
        // Double.parseDouble also takes 1d, 0x1p3, NaN and Infinity, which no data file means.
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
                throw new NumberFormatException(stripped);
            }
        }
        double number = Double.parseDouble(stripped);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(stripped);
        }
        return number + 0.0;
    }

    // Digits and power of ten are exact doubles, so their quotient is the double nearest to the text.
    private static double plain(String text) {
        long digits = 0;
        double scale = 1;
        boolean fraction = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                fraction = true;
            } else if (c != '-') {
                digits = digits * 10 + (c - '0');
                scale = fraction ? scale * 10 : scale;
            }
        }
        double number = digits / scale;
        return text.charAt(0) == '-' ? 0.0 - number : number;
    }

    /** Whether a text is a number that keeps all its digits: no leading zeros or plus, at most 15 digits, no exponent. */
    static boolean isPlain(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        if (whole == start || text.length() - start > EXACT_DIGITS || !isDigits(text, start, whole)) {
            return false;
        }
        if (text.charAt(start) == '0' && whole - start > 1) {
            return false;
        }
        return point < 0 || (point + 1 < text.length() && isDigits(text, point + 1, text.length()));
    }

    /** The shortest text that {@link #parse} reads as this number; whole numbers without a point. */
    static String format(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** A number for people: {@code 541,909}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things for people: {@code 1 row}, {@code 2,912 rows}. */
    static String count(long number, String one, String many) {
        return grouped(number) + " " + (number == 1 ? one : many);
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
