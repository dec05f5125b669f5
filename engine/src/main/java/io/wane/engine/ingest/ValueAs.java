package io.wane.engine.ingest;

import io.wane.core.event.Event;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the column {@code value} of a file means: the event's number that it becomes. */
public enum ValueAs {
    /** Pieces; above 0. */
    QUANTITY(Event.QUANTITY),
    /** Price of one piece. */
    PRICE(Event.PRICE),
    /** Money of the whole line. */
    AMOUNT(Event.AMOUNT),
    /** Rating on the shop's own scale. */
    RATING(Event.RATING);

    private final String number;

    ValueAs(String number) {
        this.number = number;
    }

    /** Name of the event's number. */
    public String number() {
        return number;
    }

    /**
     * The meaning of a spelling.
     *
     * @throws IllegalArgumentException naming the allowed spellings
     */
    public static ValueAs parse(String spelling) {
        for (ValueAs meaning : values()) {
            if (meaning.toString().equals(spelling)) {
                return meaning;
            }
        }
        throw new IllegalArgumentException("value-as '" + spelling + "' is not known; allowed: "
                + Arrays.stream(values()).map(ValueAs::toString).collect(Collectors.joining(", ")));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
