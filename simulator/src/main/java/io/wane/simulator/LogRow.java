package io.wane.simulator;

/**
 * A line of the simulated log.
 *
 * @param user index of the user
 * @param second when, in seconds since 1970-01-01T00:00Z
 * @param action what was done
 * @param product index of the product; {@link #NONE} for a search
 * @param value pieces of a purchase or return, rating of a review; {@link #NONE} otherwise
 * @param text query of a search, text of a review; empty otherwise
 * @param basket order of a purchase or return; empty otherwise
 */
record LogRow(int user, long second, Action action, int product, int value, String text, String basket) {

    static final int NONE = -1;
}
