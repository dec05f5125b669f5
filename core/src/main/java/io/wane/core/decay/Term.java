package io.wane.core.decay;

/**
 * One term {@code coefficient · a^power · exp(-ratePerDay · a)} of a decay. Rate 0 with power 0 is a plateau.
 *
 * @param coefficient finite
 * @param ratePerDay 1/day, at least 0
 * @param power 0, 1 or 2
 */
public record Term(double coefficient, double ratePerDay, int power) {

    /**
     * Checks the ranges.
     *
     * @param coefficient finite
     * @param ratePerDay 1/day, at least 0, finite
     * @param power 0, 1 or 2
     * @throws IllegalArgumentException naming the value out of range
     */
    public Term {
        if (!Double.isFinite(coefficient)) {
            throw new IllegalArgumentException("coefficient must be finite: " + coefficient);
        }
        if (!(ratePerDay >= 0 && ratePerDay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("rate per day must be at least 0 and finite: " + ratePerDay);
        }
        if (power < 0 || power > 2) {
            throw new IllegalArgumentException("power must be 0, 1 or 2: " + power);
        }
    }

    /**
     * {@return the term's value at an age}
     *
     * @param ageDays days, at least 0
     */
    public double value(double ageDays) {
        double exponential = coefficient * Math.exp(-ratePerDay * ageDays);
        return switch (power) {
            case 0 -> exponential;
            case 1 -> ageDays * exponential;
            default -> ageDays * ageDays * exponential;
        };
    }
}
