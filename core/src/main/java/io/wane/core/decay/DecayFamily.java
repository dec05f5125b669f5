package io.wane.core.decay;

import java.util.List;

/**
 * The decay functions of one shape. With {@link #evaluate} alone the engine can fit a family and keep its state, so a
 * third party needs nothing else. Immutable and thread-safe.
 */
public interface DecayFamily {

    /** {@return the free parameters, in the order that {@link #of} and {@link #evaluate} take them} */
    List<Parameter> parameters();

    /**
     * {@return the function at these parameters}
     *
     * @param parameters one per {@link #parameters()}, inside its range
     * @throws IllegalArgumentException if their number is wrong or one is out of range, naming it
     */
    DecayFunction of(double... parameters);

    /**
     * Values and derivatives of many ages at once, without allocation.
     *
     * @param parameters as for {@link #of}
     * @param agesDays ages in days, at least 0
     * @param n how many of them to evaluate
     * @param value receives the values
     * @param gradient receives, per parameter, the derivative of the value with respect to it: {@code gradient[p][i]};
     *     at a kink, the derivative from the left
     */
    void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient);
}
