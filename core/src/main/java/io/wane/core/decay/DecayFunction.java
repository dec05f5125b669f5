package io.wane.core.decay;

import java.util.List;

/**
 * How much an observation still counts: a kernel with {@code value(0) = 1}, within [0, 1], never increasing.
 * Immutable and thread-safe; equal functions are {@code equal} and print alike, since models are refused when a decay
 * changed.
 */
public interface DecayFunction extends Kernel {

    /** No decay: an observation counts 1 for ever. Configurations call it {@code none}. */
    DecayFunction NONE = new DecayFunction() {
        @Override
        public double value(double ageDays) {
            return 1;
        }

        @Override
        public double horizonDays(double epsilon) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double halfLifeDays() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public List<Term> exponentialSum() {
            return List.of(new Term(1, 0, 0));
        }

        @Override
        public String toString() {
            return "none";
        }
    };

    /** {@return the age in days at which an observation counts half; positive infinity if it never falls that far} */
    double halfLifeDays();

    /**
     * {@return the terms whose sum is this function, exactly; empty if there is no such finite sum} With it a history
     * is one number per term and nothing is approximated.
     */
    default List<Term> exponentialSum() {
        return List.of();
    }
}
