package io.wane.simulator;

/**
 * A visit and what it was about.
 *
 * @param user index of the user
 * @param second when it began
 * @param category index of the category that was chosen
 * @param probability what the choice model gave that category
 */
record Visit(int user, long second, int category, double probability) {}
