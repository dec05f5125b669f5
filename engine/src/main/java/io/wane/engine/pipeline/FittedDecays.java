package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.core.event.Scope;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code fitted} means in a workspace: the decays that were learned for items, categories and brands. A block of
 * features takes those of what its scope names; one that names nothing of the three, or nothing that was fitted, takes the
 * first that was, in this order.
 *
 * @param byEntity learned decays by what was chosen; not empty
 */
public record FittedDecays(Map<Scope, TypedDecay> byEntity) implements DecayFunction {

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if nothing was fitted
     */
    public FittedDecays {
        if (byEntity.isEmpty()) {
            throw new IllegalArgumentException("nothing has been fitted");
        }
        byEntity = Collections.unmodifiableMap(new EnumMap<>(byEntity));
    }

    /** The decays of a block's scope. */
    public TypedDecay of(Scope scope) {
        TypedDecay own = byEntity.get(scope.entity());
        return own == null ? byEntity.values().iterator().next() : own;
    }

    private TypedDecay first() {
        return byEntity.values().iterator().next();
    }

    @Override
    public double value(double ageDays) {
        return first().value(ageDays);
    }

    @Override
    public double horizonDays(double epsilon) {
        return first().horizonDays(epsilon);
    }

    @Override
    public double halfLifeDays() {
        return first().halfLifeDays();
    }

    @Override
    public List<Term> exponentialSum() {
        return first().exponentialSum();
    }
}
