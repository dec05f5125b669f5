package io.wane.engine.pipeline;

import io.wane.behavior.BehaviorPlugin;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Host;
import io.wane.core.plugin.Plugin;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.ComponentLookup;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsNode;
import io.wane.decays.DecayFunctionsPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Components of the bundled plugins, made from settings as a shop writes them: {@code decay("exponential", "half-life", "7d")}. */
public final class Offered {

    private static final Place PLACE = new Place("wane.yaml", 1, 1);

    private Offered() {}

    public static NamedDecay decay(String name, String... settings) {
        return NamedDecay.of(chosenDecay(name, settings));
    }

    public static Chosen<DecayFunction> chosenDecay(String name, String... settings) {
        if (name.equals("none")) {
            return new Chosen<>("none", "none", DecayFunction.NONE);
        }
        SettingsNode.Mapping node = node(settings);
        return new Chosen<>(
                name,
                name + ": " + node.spelling(),
                DecayFunction.class.cast(create(new DecayFunctionsPlugin(), name, node)));
    }

    public static FeatureExtractor extractor(String name, String... settings) {
        return FeatureExtractor.class.cast(create(new BehaviorPlugin(), name, node(settings)));
    }

    /** A definition over an extractor of the bundle. */
    public static FeatureDefinition feature(
            String name, Scope scope, boolean byType, List<NamedDecay> decays, String extractor, String... settings) {
        return new FeatureDefinition(
                name,
                scope,
                extractor(extractor, settings),
                extractor + ": " + node(settings).spelling(),
                byType,
                decays);
    }

    private static Object create(Plugin plugin, String name, SettingsNode.Mapping node) {
        for (Component<?> component : plugin.components()) {
            if (component.name().equals(name)) {
                Record settings = new SettingsBinder(ComponentLookup.NONE).bind(component.settings(), node, name);
                return component.create(settings, new Host(Path.of(""), Path.of(""), Path.of(""), 1));
            }
        }
        throw new IllegalArgumentException("no component '" + name + "'");
    }

    private static SettingsNode.Mapping node(String... settings) {
        List<SettingsNode.Entry> entries = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            entries.add(new SettingsNode.Entry(PLACE, settings[i], new SettingsNode.Scalar(PLACE, settings[i + 1])));
        }
        return new SettingsNode.Mapping(PLACE, entries);
    }
}
