package io.wane.core.settings;

import java.util.Locale;
import java.util.Set;

/**
 * Spells a text as a scalar in the flow style of YAML: plain where YAML reads it back as this text, else in double quotes.
 */
final class FlowText {

    private static final Set<String> WORDS = Set.of("null", "Null", "NULL", "~", "=", "<<", "...");
    private static final String SIGNS_AT_START = "-&*!|>'\"%@`";
    private static final String SIGNS = ",:?{}[]#";

    private FlowText() {}

    static String of(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.equals(text.strip())
                && !WORDS.contains(text)
                && (SIGNS_AT_START.indexOf(text.charAt(0)) < 0 || isNegative(text))
                && text.codePoints().noneMatch(c -> SIGNS.indexOf(c) >= 0 || isUnprintable(c));
    }

    private static boolean isNegative(String text) {
        return text.length() > 1 && text.charAt(0) == '-' && "0123456789.".indexOf(text.charAt(1)) >= 0;
    }

    // What a YAML reader refuses, or takes for the end of a line.
    private static boolean isUnprintable(int c) {
        return c < ' '
                || (c >= 0x7F && c < 0xA0)
                || c == 0x2028
                || c == 0x2029
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || c == 0xFEFF
                || c == 0xFFFE
                || c == 0xFFFF;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isUnprintable(c)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
