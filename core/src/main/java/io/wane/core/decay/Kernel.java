package io.wane.core.decay;

/** Any response to an age; it may be negative or rise (satiation, replenishment). Immutable and thread-safe. */
public interface Kernel {

    /**
     * {@return the response at an age}
     *
     * @param ageDays days, at least 0
     */
    double value(double ageDays);

    /**
     * The smallest age from which on the response stays within {@code epsilon} of zero.
     *
     * @param epsilon above 0
     * @return days; positive infinity if it never does
     */
    double horizonDays(double epsilon);
}
