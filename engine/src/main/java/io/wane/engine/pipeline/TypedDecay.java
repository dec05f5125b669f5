package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A decay that differs by event type, as one learned from a log does. By itself, where types are not told apart, it is the
 * pooled one.
 *
 * @param pooled the decay of all types together, and of a type that is not named
 * @param byType decays by event type
 */
public record TypedDecay(DecayFunction pooled, Map<String, DecayFunction> byType) implements DecayFunction {

    /** Copies. */
    public TypedDecay {
        byType = Collections.unmodifiableMap(new TreeMap<>(byType)); // prints alike in every JVM
    }

    /** The decay of an event type. */
    public DecayFunction ofType(String type) {
        return byType.getOrDefault(type, pooled);
    }

    @Override
    public double value(double ageDays) {
        return pooled.value(ageDays);
    }

    @Override
    public double horizonDays(double epsilon) {
        return pooled.horizonDays(epsilon);
    }

    @Override
    public double halfLifeDays() {
        return pooled.halfLifeDays();
    }

    @Override
    public List<Term> exponentialSum() {
        return pooled.exponentialSum();
    }

    @Override
    public String toString() {
        return "pooled " + pooled + ", " + byType;
    }
}
