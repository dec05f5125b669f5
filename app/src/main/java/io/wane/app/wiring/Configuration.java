package io.wane.app.wiring;

import io.wane.core.model.Learner;
import io.wane.core.settings.Setting;
import io.wane.core.settings.SettingsNode;
import io.wane.core.store.EventStore;
import io.wane.engine.interest.InterestSettings;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSettings;
import io.wane.engine.training.TrainingSettings;
import java.util.List;
import java.util.Map;

/**
 * What a deployment is configured to be. The store and the learner are made when a command needs them, so that a missing
 * learner stops nobody who does not train.
 *
 * @param store the event store
 * @param interest parameters of the decayed choice model
 * @param features blocks of features by name
 * @param learner what learns from them
 * @param training how rows are made
 */
public record Configuration(
        @Setting(value = "the event store", or = "mapdb", chooses = EventStore.class)
        SettingsNode store,

        @Setting("parameters of interest, until they are fitted")
        InterestSettings interest,

        @Setting("blocks of features by name") Map<String, FeatureSettings> features,

        @Setting(value = "what learns from the features", or = "logistic", chooses = Learner.class)
        SettingsNode learner,

        @Setting("how training rows are made") TrainingSettings training) {

    /** The blocks of features. */
    public List<FeatureDefinition> definitions() {
        return features.entrySet().stream()
                .map(entry -> entry.getValue().definition(entry.getKey()))
                .toList();
    }
}
