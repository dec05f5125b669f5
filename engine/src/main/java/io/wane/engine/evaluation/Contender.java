package io.wane.engine.evaluation;

/**
 * One row of an evaluation: somebody who gives every test row a probability.
 *
 * @param name what it is called
 * @param note how it was made: the chosen penalty, the half-life
 * @param columns how many columns it reads
 * @param probabilities one per test row
 */
record Contender(String name, String note, int columns, double[] probabilities) {}
