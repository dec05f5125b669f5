package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.core.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * A decay above a lasting taste: {@code f + (1 - f)·d(a)} (SCIENCE.md §1.1). A share f of every event never fades. Exact in
 * one number more than the decay, where that is exact.
 *
 * @param share f; between 0 and 1, both excluded
 * @param of the decay of the rest
 */
record Plateau(double share, DecayFunction of) implements DecayFunction {

    Plateau {
        Ranges.fraction("share", share);
    }

    @Override
    public double value(double ageDays) {
        return share + (1 - share) * of.value(ageDays);
    }

    /** The age at which the decay is down to {@code (1/2 - f) / (1 - f)}; infinite if f is one half or more. */
    @Override
    public double halfLifeDays() {
        return horizonDays(0.5);
    }

    @Override
    public double horizonDays(double epsilon) {
        if (Ranges.positive("epsilon", epsilon) >= 1) {
            return 0;
        }
        return epsilon > share ? of.horizonDays((epsilon - share) / (1 - share)) : Double.POSITIVE_INFINITY;
    }

    @Override
    public List<Term> exponentialSum() {
        List<Term> fading = of.exponentialSum();
        if (fading.isEmpty()) {
            return List.of();
        }
        List<Term> terms = new ArrayList<>();
        for (Term term : fading) {
            terms.add(new Term((1 - share) * term.coefficient(), term.ratePerDay(), term.power()));
        }
        terms.add(new Term(share, 0, 0));
        return List.copyOf(terms);
    }

    @Override
    public String toString() {
        return "plateau(" + share + ", " + of + ")";
    }

    @Setting(
            "any decay above a share that never fades: share + (1 - share) · decay. Fitted, it is above an exponential")
    record Settings(
            @Setting("share of an event's weight that never fades, between 0 and 1")
            double share,

            @Setting("the decay of the rest, as { exponential: { half-life: 7d } }")
            DecayFunction of) {

        Settings {
            Ranges.fraction("share", share);
        }

        DecayFunction decay() {
            return of.equals(DecayFunction.NONE) ? of : new Plateau(share, of);
        }
    }
}
