package io.wane.simulator;

/** What kind of goods a category holds. */
public enum Kind {
    /** Used up and bought again. */
    CONSUMABLE(0.8, 0.6),
    /** Bought once, after long looking. */
    DURABLE(1.4, 0.05),
    /** Of the moment. */
    FASHION(0.7, 0.05),
    /** Of the time of year. */
    SEASONAL(1, 0.4);

    private final double halfLifeMultiplier;
    private final double extraPieces;

    Kind(double halfLifeMultiplier, double extraPieces) {
        this.halfLifeMultiplier = halfLifeMultiplier;
        this.extraPieces = extraPieces;
    }

    /** How much longer than usual interest in such a category lasts. */
    double halfLifeMultiplier() {
        return halfLifeMultiplier;
    }

    /** Mean number of pieces beyond the first in one order line. */
    double extraPieces() {
        return extraPieces;
    }
}
