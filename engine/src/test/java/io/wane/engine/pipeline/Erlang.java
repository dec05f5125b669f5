package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import java.util.List;

/** Falls in three stages of one rate: {@code (1 + k·a + k²·a²/2)·exp(-k·a)}, exact in powers 0, 1 and 2. */
record Erlang(double ratePerDay) implements DecayFunction {

    @Override
    public double value(double ageDays) {
        double x = ratePerDay * ageDays;
        return (1 + x + x * x / 2) * Math.exp(-x);
    }

    @Override
    public double horizonDays(double epsilon) {
        return ageAt(epsilon);
    }

    @Override
    public double halfLifeDays() {
        return ageAt(0.5);
    }

    private double ageAt(double level) {
        double low = 0;
        double high = 1e9;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (value(middle) > level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    @Override
    public List<Term> exponentialSum() {
        return List.of(
                new Term(1, ratePerDay, 0),
                new Term(ratePerDay, ratePerDay, 1),
                new Term(ratePerDay * ratePerDay / 2, ratePerDay, 2));
    }

    NamedDecay named() {
        return new NamedDecay("erlang " + ratePerDay, toString(), this);
    }
}
