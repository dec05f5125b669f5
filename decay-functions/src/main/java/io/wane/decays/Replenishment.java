package io.wane.decays;

import io.wane.core.decay.Kernel;

/**
 * The wish to buy again what is used up: a bump around the cycle, {@code G(a) = exp(-(a - m)² / (2s²))} (SCIENCE.md §1.7).
 *
 * @param cycleDays m, days from one purchase to the next; finite, above 0
 * @param spreadDays s, days; finite, above 0
 */
record Replenishment(double cycleDays, double spreadDays) implements Kernel {

    /**
     * Checks the ranges.
     *
     * @param cycleDays finite, above 0
     * @param spreadDays finite, above 0
     * @throws IllegalArgumentException naming the value out of range
     */
    public Replenishment {
        Ranges.positive("cycle in days", cycleDays);
        Ranges.positive("spread in days", spreadDays);
    }

    @Override
    public double value(double ageDays) {
        double z = (ageDays - cycleDays) / spreadDays;
        return Math.exp(-0.5 * z * z);
    }

    @Override
    public double horizonDays(double epsilon) {
        return Ranges.positive("epsilon", epsilon) < 1 ? cycleDays + spreadDays * Math.sqrt(-2 * Math.log(epsilon)) : 0;
    }
}
