package io.wane.core.decay;

/**
 * One free number of a decay family. An optimiser takes the logarithm where the range is open above and the logit where
 * it is bounded.
 *
 * @param name in words, kebab-case
 * @param unit {@code d}, {@code 1/d}, or empty for a pure number
 * @param lower lower end, exclusive
 * @param upper upper end, exclusive; may be infinite
 * @param start a sensible value to start from, inside the range
 */
public record Parameter(String name, String unit, double lower, double upper, double start) {

    /**
     * Checks the range.
     *
     * @param name in words, kebab-case
     * @param unit {@code d}, {@code 1/d}, or empty
     * @param lower below the start
     * @param upper above the start
     * @param start inside the range
     * @throws IllegalArgumentException if the start lies outside
     */
    public Parameter {
        if (!(lower < start && start < upper)) {
            throw new IllegalArgumentException(
                    "start of '" + name + "' must lie inside (" + lower + ", " + upper + "): " + start);
        }
    }
}
