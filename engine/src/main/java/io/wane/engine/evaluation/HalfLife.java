package io.wane.engine.evaluation;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.core.settings.DurationText;
import io.wane.engine.pipeline.NamedDecay;
import java.util.List;

/** The baselines' own exponential decay, {@code 2^(-age / halfLifeDays)}: they need no plugin. */
record HalfLife(double halfLifeDays) implements DecayFunction {

    @Override
    public double value(double ageDays) {
        return Math.exp(-rate() * ageDays);
    }

    @Override
    public double horizonDays(double epsilon) {
        return epsilon < 1 ? -Math.log(epsilon) / rate() : 0;
    }

    @Override
    public List<Term> exponentialSum() {
        return List.of(new Term(1, rate(), 0));
    }

    private double rate() {
        return Math.log(2) / halfLifeDays;
    }

    NamedDecay named() {
        String label = "half-life " + DurationText.ofDays(halfLifeDays);
        return new NamedDecay(label, label, this);
    }
}
