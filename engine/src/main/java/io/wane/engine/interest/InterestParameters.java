package io.wane.engine.interest;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Kind;
import io.wane.engine.pipeline.NamedDecay;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The numbers of {@code A(u,c) = prior · π(c) + Σ weight(type) · decay(type, age)} and
 * {@code P = novelty · π + (1 - novelty) · A/B}, set by hand or learned from a log.
 *
 * @param weights weight of a fresh event per type
 * @param otherWeight weight of a type that is not named
 * @param decays how events fade, per type
 * @param otherDecay how a type fades that is not named
 * @param by what half-lives differ by besides the type; empty for nothing
 * @param factors on half-lives, per department or category; 1 where none is named
 * @param prior γ: weight of the whole popularity prior
 * @param novelty ε: share of choices that follow popularity alone
 * @param popularity how an event's part in popularity fades
 * @param chains whether events of a user on one entity and type, each within 30 minutes of the one before, count once
 * @param origin where the numbers come from, in words
 */
public record InterestParameters(
        Map<String, Double> weights,
        double otherWeight,
        Map<String, DecayFunction> decays,
        DecayFunction otherDecay,
        Optional<Kind> by,
        Map<String, Double> factors,
        double prior,
        double novelty,
        NamedDecay popularity,
        boolean chains,
        String origin) {

    /** Copies. */
    public InterestParameters {
        weights = Map.copyOf(new TreeMap<>(weights));
        decays = Map.copyOf(new TreeMap<>(decays));
        factors = Map.copyOf(new TreeMap<>(factors));
    }

    /** Set by hand. */
    public static InterestParameters of(InterestSettings settings) {
        return new InterestParameters(
                settings.weights(),
                1,
                Map.of(),
                settings.decay().component(),
                Optional.empty(),
                Map.of(),
                settings.prior(),
                0,
                NamedDecay.of(settings.popularity()),
                false,
                "set, not fitted");
    }

    /** Weight of a fresh event of a type; returns count only where they are named. */
    public double weight(String type) {
        return weights.getOrDefault(type, type.equals(Event.RETURN) ? 0.0 : otherWeight);
    }

    /** How events of a type fade. */
    public DecayFunction decay(String type) {
        return decays.getOrDefault(type, otherDecay);
    }

    /** By how much longer events on an entity last than elsewhere; one that is new starts as its department does. */
    double[] factors(Timeline timeline, Scope entity) {
        double[] of = new double[timeline.entityNames(entity).size()];
        Arrays.fill(of, 1);
        by.ifPresent(kind -> {
            String[] names = kind.names(timeline, entity);
            String[] departments = Kind.DEPARTMENT.names(timeline, entity);
            for (int code = 0; code < of.length; code++) {
                of[code] = factors.getOrDefault(names[code], factors.getOrDefault(departments[code], 1.0));
            }
        });
        return of;
    }
}
