package io.wane.decays;

import io.wane.core.decay.Kernel;

/**
 * Base-level activation of the cognitive architecture ACT-R (SCIENCE.md §1.5): a trace of age a counts {@code a^(-δ)}, and a
 * memory of many traces is active by {@code B = ln Σ a^(-δ)}. Ages below a floor count as the floor, since a trace of age
 * 0 would count without end; for the same reason this is no decay function.
 *
 * @param decay δ; finite, above 0; one half by convention
 * @param floorDays smallest age that is told apart, days; finite, above 0
 */
record BaseLevel(double decay, double floorDays) implements Kernel {

    /** One half, and a floor of a minute. */
    public static final BaseLevel CONVENTIONAL = new BaseLevel(0.5, 1.0 / (24 * 60));

    /**
     * Checks the ranges.
     *
     * @param decay finite, above 0
     * @param floorDays finite, above 0
     * @throws IllegalArgumentException naming the value out of range
     */
    public BaseLevel {
        Ranges.positive("decay", decay);
        Ranges.positive("floor in days", floorDays);
    }

    /** {@return what one trace counts, {@code a^(-δ)}} */
    @Override
    public double value(double ageDays) {
        return Math.exp(log(ageDays));
    }

    @Override
    public double horizonDays(double epsilon) {
        double age = Math.pow(Ranges.positive("epsilon", epsilon), -1 / decay);
        return age > floorDays ? age : 0;
    }

    /**
     * {@return B of all traces, exactly; negative infinity if there are none}
     *
     * @param agesDays ages in days, at least 0, in any order
     */
    public double activation(double... agesDays) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double age : agesDays) {
            largest = Math.max(largest, log(age));
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double age : agesDays) {
            sum += Math.exp(log(age) - largest);
        }
        return largest + Math.log(sum);
    }

    /**
     * {@return B of traces spread evenly from the first one until now: {@code ln(n / (1 - δ)) - δ·ln L}} Needs two numbers
     * of a history.
     *
     * @param traces n, at least 1
     * @param firstAgeDays L, age of the first trace in days
     * @throws IllegalArgumentException if δ is not below 1, for which evenly spread traces count without end
     */
    public double optimised(long traces, double firstAgeDays) {
        if (!(decay < 1)) {
            throw new IllegalArgumentException("evenly spread traces need a decay below 1: " + decay);
        }
        return Math.log(atLeastOne(traces) / (1 - decay)) + log(firstAgeDays);
    }

    /**
     * {@return B of the latest traces exactly, and the others spread evenly between the last of them and the first trace
     * (Petrov 2006)} Needs a few numbers of a history.
     *
     * @param latestAgesDays ages of the latest traces in days, ascending, at least one
     * @param traces n, how many traces there are in all
     * @param firstAgeDays age of the first trace in days, at least the last of the latest
     */
    public double hybrid(double[] latestAgesDays, long traces, double firstAgeDays) {
        int exact = latestAgesDays.length;
        if (exact == 0 || exact > traces) {
            throw new IllegalArgumentException("the latest traces must be 1 to all " + traces + ": " + exact);
        }
        double from = Math.max(floorDays, latestAgesDays[exact - 1]);
        double to = Math.max(floorDays, firstAgeDays);
        if (!(from <= to)) {
            throw new IllegalArgumentException(
                    "the first trace must be at least as old as the latest ones, " + from + " d: " + to);
        }
        double latest = activation(latestAgesDays);
        if (exact == traces) {
            return latest;
        }
        double rest = Math.log((double) (traces - exact)) + logMean(from, to);
        double larger = Math.max(latest, rest);
        return larger + Math.log1p(Math.exp(-Math.abs(latest - rest)));
    }

    // ln of the mean of a^(-δ) over ages between two: from^(-δ) times the mean of e^(-δu) over e^u, u up to ln(to /
    // from).
    private double logMean(double from, double to) {
        double span = Math.log(to / from);
        if (span == 0) {
            return log(from);
        }
        double power = (1 - decay) * span;
        double area = Math.abs(power) < 1e-300 ? span : span * Math.expm1(power) / power;
        return log(from) + Math.log(area / Math.expm1(span));
    }

    private double log(double ageDays) {
        return -decay * Math.log(Math.max(floorDays, ageDays));
    }

    private static long atLeastOne(long traces) {
        if (traces < 1) {
            throw new IllegalArgumentException("traces must be at least 1: " + traces);
        }
        return traces;
    }
}
