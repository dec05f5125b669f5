package io.wane.behavior;

import io.wane.core.event.EventView;
import java.util.Locale;

/** A number of an event that {@link Amounts} can sum. */
enum Measure {
    /** Money of the line: the amount, else quantity times price. */
    AMOUNT,
    /** Pieces. */
    QUANTITY,
    /** Rating on the shop's own scale. */
    RATING;

    /** As a configuration and a column spell it. */
    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** NaN when the event does not say. */
    double of(EventView event) {
        return switch (this) {
            case AMOUNT -> event.amount();
            case QUANTITY -> event.quantity();
            case RATING -> event.rating();
        };
    }

    /** Whether a {@code return} subtracts it. */
    boolean canBeTakenBack() {
        return this != RATING;
    }
}
