package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A block of features as it is configured.
 *
 * @param scope what a state is kept for
 * @param extract turns events into sums and sums into columns
 * @param by what has sums of its own
 * @param decay decays of the sums; without any, nothing decays
 */
public record FeatureSettings(
        @Setting("what a state is kept for: user, item, category, brand, user*item, user*category, user*brand, all")
        Scope scope,

        @Setting("extractor that turns events into numbers") Chosen<FeatureExtractor> extract,

        @Setting("'type' gives every event type sums of its own")
        Optional<By> by,

        @Setting("one decay or a list of them; none if not given")
        List<Chosen<DecayFunction>> decay) {

    /** What may have sums of its own. */
    public enum By {
        /** Each event type. */
        TYPE
    }

    /** The block under its name. */
    public FeatureDefinition definition(String name) {
        List<NamedDecay> decays = new ArrayList<>();
        decay.forEach(chosen -> decays.add(NamedDecay.of(chosen, scope)));
        if (decays.isEmpty()) {
            decays.add(NamedDecay.NONE);
        }
        return new FeatureDefinition(
                name, scope, extract.component(), extract.spelling(), extract.bound(), by.isPresent(), decays);
    }
}
