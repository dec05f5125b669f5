package io.wane.engine.evaluation;

/**
 * A figure and where it would lie had other users been observed.
 *
 * <p>The value need not lie inside: a measure that noise pushes to one side, such as the calibration error, is pushed
 * further by resampling.
 *
 * @param value the figure on the rows as they are; NaN when it is undefined there
 * @param low lower end, at most {@code high}; NaN when undefined
 * @param high upper end; NaN when undefined
 */
public record Interval(double value, double low, double high) {

    public Interval {
        if (low > high || Double.isNaN(low) != Double.isNaN(high)) {
            throw new IllegalArgumentException("the ends of an interval must be in order: " + low + " to " + high);
        }
    }

    /** Whether zero lies outside: what a paired difference must show before anybody speaks of one. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
