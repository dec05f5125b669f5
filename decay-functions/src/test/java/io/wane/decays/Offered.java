package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Host;
import io.wane.core.settings.ComponentLookup;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsNode;
import java.nio.file.Path;
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

    static DecayFunction decay(String name, Map<String, String> settings) {
        SettingsNode node = new SettingsNode.Mapping(
                PLACE,
                settings.entrySet().stream()
                        .map(entry -> new SettingsNode.Entry(
                                PLACE, entry.getKey(), new SettingsNode.Scalar(PLACE, entry.getValue())))
                        .toList());
        Component<DecayFunction> component = component(name);
        return component.create(
                new SettingsBinder(ComponentLookup.NONE).bind(component.settings(), node, name),
                new Host(Path.of(""), Path.of(""), Path.of(""), 1));
    }
}
