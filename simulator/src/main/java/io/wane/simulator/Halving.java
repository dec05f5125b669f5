package io.wane.simulator;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import java.util.List;

/**
 * Counts half after every half-life; of exactly specified arithmetic, unlike the plugins' exponential.
 *
 * @param halfLifeDays days, finite, above 0
 */
record Halving(double halfLifeDays) implements DecayFunction {

    private static final double LN_2 = StrictMath.log(2);

    Halving {
        if (!(halfLifeDays > 0 && halfLifeDays < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("half-life must be a positive number of days: " + halfLifeDays);
        }
    }

    @Override
    public double value(double ageDays) {
        return StrictMath.exp(-LN_2 * ageDays / halfLifeDays);
    }

    @Override
    public double horizonDays(double epsilon) {
        return Math.max(0, -halfLifeDays * StrictMath.log(epsilon) / LN_2);
    }

    @Override
    public List<Term> exponentialSum() {
        return List.of(new Term(1, LN_2 / halfLifeDays, 0));
    }
}
