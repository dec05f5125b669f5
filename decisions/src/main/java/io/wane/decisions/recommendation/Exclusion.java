package io.wane.decisions.recommendation;

import io.wane.core.settings.DurationText;
import java.time.Duration;

/**
 * What a list leaves out.
 *
 * @param kind which entities
 * @param within for {@link Kind#LAST}: how young the user's last event must be
 */
public record Exclusion(Kind kind, Duration within) {

    /** Leaves nothing out. */
    public static final Exclusion NONE = new Exclusion(Kind.NONE, Duration.ZERO);

    private static final String LAST = "last:";

    /** Which entities. */
    public enum Kind {
        /** None. */
        NONE,
        /** All that the user has touched. */
        SEEN,
        /** All that the user has bought. */
        PURCHASED,
        /** That of the user's last event, while it is young. */
        LAST
    }

    /**
     * Reads {@code none}, {@code seen}, {@code purchased} or {@code last:30m}.
     *
     * @throws IllegalArgumentException with the value and the allowed forms
     */
    public static Exclusion parse(String text) {
        if (text.startsWith(LAST)) {
            return new Exclusion(Kind.LAST, DurationText.parse(text.substring(LAST.length())));
        }
        return switch (text) {
            case "none" -> NONE;
            case "seen" -> new Exclusion(Kind.SEEN, Duration.ZERO);
            case "purchased" -> new Exclusion(Kind.PURCHASED, Duration.ZERO);
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is no exclusion; allowed: none, seen, purchased, last:30m");
        };
    }
}
