package io.wane.simulator;

import io.wane.core.event.Event;

/**
 * What users do, and how much it tells of what they turn to next: the true weights and half-lives of the choice model.
 * Searches name no category and returns are no sign of interest, so neither enters a history.
 */
enum Action {
    VIEW("view", 0.3, 3),
    FAVORITE("favorite", 0.8, 14),
    CART("cart", 1.0, 7),
    PURCHASE("purchase", 1.5, 28),
    REVIEW("review", 0.6, 21),
    SEARCH("search", 0, Double.NaN),
    RETURN(Event.RETURN, 0, Double.NaN);

    private final String type;
    private final double weight;
    private final double halfLifeDays;

    Action(String type, double weight, double halfLifeDays) {
        this.type = type;
        this.weight = weight;
        this.halfLifeDays = halfLifeDays;
    }

    /** The event type in the log. */
    String type() {
        return type;
    }

    /** w: what one such event adds to interest, in units of the whole popularity prior. */
    double weight() {
        return weight;
    }

    /** h, before the multipliers of category and user; NaN where nothing is added. */
    double halfLifeDays() {
        return halfLifeDays;
    }

    /** Whether such events enter a history. */
    boolean counts() {
        return weight > 0;
    }
}
