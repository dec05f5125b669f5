package io.wane.engine.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * Times as people write them: epoch seconds ({@code 1291191960}, {@code 1291191960.25}), epoch milliseconds (12 or 13
 * digits), or ISO-8601 ({@code 2010-12-01T08:26:00Z}, {@code 2010-12-01 08:26+01:00}, {@code 2010-12-01}). Without a zone
 * ISO-8601 means UTC. What is finer than a millisecond is cut off.
 */
public final class TimeText {

    private static final String ALLOWED = "; write epoch seconds or ISO-8601: 1291191960, 2010-12-01T08:26:00Z";

    // From here on a number is milliseconds: as seconds it would be the year 5138, as milliseconds it is March 1973.
    private static final long FIRST_MILLIS = 100_000_000_000L;
    private static final int MOST_DIGITS = 13;

    // Offsets as ISO, Python and PostgreSQL write them: Z, +01:00, +0100, +01.
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .parseCaseInsensitive()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private TimeText() {}

    /**
     * Reads a time.
     *
     * @return milliseconds since 1970-01-01T00:00Z
     * @throws IllegalArgumentException with the text and the allowed forms
     */
    public static long parse(String text) {
        String stripped = text.strip();
        try {
            return isNumber(stripped) ? epoch(stripped) : iso(stripped);
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new IllegalArgumentException("'" + text + "' is not a time" + ALLOWED, notATime);
        }
    }

    /** Whether a text that {@link #parse} reads names no zone, so that UTC was taken. */
    public static boolean assumesUtc(String text) {
        String stripped = text.strip();
        return !isNumber(stripped) && !hasZone(stripped);
    }

    /** The shortest text that {@link #parse} reads as this time: epoch seconds, with a fraction only where needed. */
    public static String format(long millis) {
        if (millis > -FIRST_MILLIS * 1000 && millis < FIRST_MILLIS * 1000) {
            long size = Math.abs(millis);
            String whole = Long.toString(size / 1000);
            if (!looksLikeDate(whole)) {
                String fraction = size % 1000 == 0
                        ? ""
                        : "." + Long.toString(1000 + size % 1000).substring(1);
                while (fraction.endsWith("0")) {
                    fraction = fraction.substring(0, fraction.length() - 1);
                }
                return (millis < 0 ? "-" : "") + whole + fraction;
            }
        }
        return Instant.ofEpochMilli(millis).toString();
    }

    private static boolean isNumber(String text) {
        int digits = 0;
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point && digits > 0) {
                point = true;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0;
    }

    private static long epoch(String text) {
        int point = text.indexOf('.');
        boolean negative = text.charAt(0) == '-';
        String whole = text.substring(negative ? 1 : 0, point < 0 ? text.length() : point);
        if (whole.length() > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "'" + text + "' has too many digits for epoch seconds or milliseconds" + ALLOWED);
        }
        if (looksLikeDate(whole)) {
            throw new IllegalArgumentException("'" + text + "' looks like a date; write it as " + whole.substring(0, 4)
                    + "-" + whole.substring(4, 6) + "-" + whole.substring(6));
        }
        long number = Long.parseLong(whole);
        long millis = number;
        if (number < FIRST_MILLIS) {
            millis = number * 1000;
            if (point >= 0) {
                String fraction = (text.substring(point + 1) + "000").substring(0, 3);
                millis += Long.parseLong(fraction);
            }
        }
        return negative ? -millis : millis;
    }

    // yyyyMMdd read as seconds would silently be a day in 1970.
    private static boolean looksLikeDate(String digits) {
        if (digits.length() != 8) {
            return false;
        }
        int number = Integer.parseInt(digits);
        int month = number / 100 % 100;
        int day = number % 100;
        return number >= 1900_00_00 && number < 2100_00_00 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static long iso(String text) {
        int date = endOfDate(text);
        if (date == text.length()) {
            return LocalDate.parse(text)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        }
        String time = text.substring(date + 1);
        if (time.endsWith("UTC") || time.endsWith("GMT")) {
            time = time.substring(0, time.length() - 3).stripTrailing() + "Z";
        }
        String whole = text.substring(0, date) + "T" + time.replace(" ", "");
        if (time.endsWith("]")) {
            return ZonedDateTime.parse(whole).toInstant().toEpochMilli();
        }
        return hasZone(whole)
                ? OffsetDateTime.parse(whole, WITH_OFFSET).toInstant().toEpochMilli()
                : LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static boolean hasZone(String text) {
        int date = endOfDate(text);
        return text.endsWith("Z")
                || text.endsWith("z")
                || text.endsWith("UTC")
                || text.endsWith("GMT")
                || text.endsWith("]")
                || text.indexOf('+', date) >= 0
                || text.indexOf('-', date) >= 0;
    }

    private static int endOfDate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'T' || c == ' ' || c == 't') {
                return i;
            }
        }
        return text.length();
    }
}
