package io.wane.engine.pipeline;

import io.wane.core.event.Scope;
import io.wane.core.feature.Axes;
import io.wane.core.feature.FeatureExtractor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One block of features: what is summed, for which scope, told apart by type or not, under which decays.
 *
 * @param name block name, as configured
 * @param scope what a state is kept for
 * @param extractor turns events into sums and sums into columns
 * @param spelling the extractor's name and settings as configured, for provenance
 * @param bound all settings that the extractor was made with, defaults among them
 * @param byType whether event types have sums of their own
 * @param decays at least one
 */
public record FeatureDefinition(
        String name,
        Scope scope,
        FeatureExtractor extractor,
        String spelling,
        String bound,
        boolean byType,
        List<NamedDecay> decays) {

    /** A block whose extractor is spelled in full. */
    public FeatureDefinition(
            String name,
            Scope scope,
            FeatureExtractor extractor,
            String spelling,
            boolean byType,
            List<NamedDecay> decays) {
        this(name, scope, extractor, spelling, spelling, byType, decays);
    }

    /**
     * Copies; decays that would be called alike are told apart by their full spelling.
     *
     * @throws IllegalArgumentException if there is no decay or one stands twice
     */
    public FeatureDefinition {
        if (decays.isEmpty()) {
            throw new IllegalArgumentException("feature '" + name + "' needs a decay, 'none' at least");
        }
        Set<String> labels = new HashSet<>();
        Set<String> spellings = new HashSet<>();
        List<NamedDecay> distinct = new ArrayList<>();
        for (NamedDecay decay : decays) {
            if (!spellings.add(decay.spelling())) {
                throw new IllegalArgumentException(
                        "feature '" + name + "': decay '" + decay.spelling() + "' stands twice");
            }
            boolean taken = !labels.add(decay.label());
            distinct.add(taken ? new NamedDecay(decay.spelling(), decay.spelling(), decay.function()) : decay);
        }
        decays = List.copyOf(distinct);
    }

    /** The axes of this block, given the event types of the training log. */
    public Axes axes(List<String> types) {
        List<String> slots = new ArrayList<>();
        if (byType) {
            slots.addAll(types);
            slots.add(Axes.OTHER_TYPE);
        } else {
            slots.add(Axes.ANY_TYPE);
        }
        List<String> labels = new ArrayList<>();
        decays.forEach(decay -> labels.add(decay.label()));
        return new Axes(scope, slots, labels);
    }

    /** The same block over other fitted state. */
    public FeatureDefinition with(FeatureExtractor fitted) {
        return new FeatureDefinition(name, scope, fitted, spelling, bound, byType, decays);
    }

    /** The same block where nothing decays. */
    public FeatureDefinition withoutDecay() {
        return new FeatureDefinition(name, scope, extractor, spelling, bound, byType, List.of(NamedDecay.NONE));
    }

    /** Everything that decides the block's columns, in one line. */
    public String provenance() {
        List<String> spellings = new ArrayList<>();
        decays.forEach(decay -> spellings.add(decay.spelling()));
        return name + ": {scope: " + scope + ", extract: " + spelling + (byType ? ", by: type" : "") + ", decay: "
                + spellings + "}";
    }
}
