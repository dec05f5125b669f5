package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Host;
import io.wane.core.settings.ComponentLookup;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the plugin offers, made from settings as a shop writes them. */
final class Offered {

    private static final Place PLACE = new Place("wane.yaml", 1, 1);

    private Offered() {}

    @SuppressWarnings("unchecked") // every component of this plugin is a decay function
    static Component<DecayFunction> component(String name) {
        return (Component<DecayFunction>) new DecayFunctionsPlugin()
                .components().stream()
                        .filter(component -> component.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    /** A decay by its name and settings: texts, lists and maps of them, a nested decay being a map of its name. */
    static DecayFunction decay(String name, Map<String, ?> settings) {
        SettingsNode chosen = node(Map.of(name, settings));
        return new SettingsBinder(new Lookup())
                .choose(DecayFunction.class, chosen, "decay")
                .component();
    }

    private static SettingsNode node(Object written) {
        if (written instanceof Map<?, ?> settings) {
            return new SettingsNode.Mapping(
                    PLACE,
                    settings.entrySet().stream()
                            .map(entry ->
                                    new SettingsNode.Entry(PLACE, (String) entry.getKey(), node(entry.getValue())))
                            .toList());
        }
        if (written instanceof List<?> elements) {
            return new SettingsNode.Sequence(
                    PLACE, elements.stream().map(Offered::node).toList());
        }
        return new SettingsNode.Scalar(PLACE, (String) written);
    }

    private static final class Lookup implements ComponentLookup {

        @Override
        public boolean isKind(Class<?> type) {
            return type == DecayFunction.class;
        }

        @Override
        public Collection<String> names(Class<?> kind) {
            return new DecayFunctionsPlugin()
                    .components().stream().map(Component::name).toList();
        }

        @Override
        public Class<? extends Record> settings(Class<?> kind, String name) {
            return component(name).settings();
        }

        @Override
        public Object create(Class<?> kind, String name, Record settings) {
            return component(name).create(settings, new Host(Path.of(""), Path.of(""), Path.of(""), 1));
        }
    }
}
