package io.wane.benchmarks;

import io.wane.core.decay.DecayFunction;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.model.Learner;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsNode;
import io.wane.core.store.EventStore;
import io.wane.engine.plugin.Offer;
import io.wane.engine.plugin.OfferedComponents;
import io.wane.engine.plugin.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plugins' components, chosen as a configuration does: by name and settings. */
final class Components {

    private static final Place HERE = new Place("benchmarks", 1, 1);

    private final SettingsBinder binder;

    /** Components that work in a directory. */
    Components(Path directory) {
        Plugins plugins = Plugins.fromClassPath();
        binder = new SettingsBinder(new OfferedComponents(
                Map.of(
                        DecayFunction.class, plugins.offers(DecayFunction.class),
                        FeatureExtractor.class, plugins.offers(FeatureExtractor.class),
                        Learner.class, plugins.offers(Learner.class),
                        EventStore.class, plugins.offers(EventStore.class)),
                new Offer.Workplace(directory, directory, 1),
                Optional::empty));
    }

    /**
     * The component of a name.
     *
     * @param settings keys and values in turn
     */
    <T> Chosen<T> choose(Class<T> kind, String name, String... settings) {
        List<SettingsNode.Entry> entries = new ArrayList<>();
        for (int at = 0; at < settings.length; at += 2) {
            entries.add(new SettingsNode.Entry(HERE, settings[at], new SettingsNode.Scalar(HERE, settings[at + 1])));
        }
        SettingsNode chosen = new SettingsNode.Mapping(
                HERE, List.of(new SettingsNode.Entry(HERE, name, new SettingsNode.Mapping(HERE, entries))));
        return binder.choose(kind, chosen, name);
    }
}
