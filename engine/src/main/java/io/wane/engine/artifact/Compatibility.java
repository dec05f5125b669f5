package io.wane.engine.artifact;

import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.IncompatibleModelException;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.NamedDecay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds a manifest against what is configured and installed now; every refusal says what to do, what was then and what is now.
 *
 * @param directory of the model
 * @param manifest the model's
 */
record Compatibility(Path directory, Manifest manifest) {

    private static final String INSTALL = " train the model again, or install the plugin that it was trained with:";

    /**
     * The definitions must be spelled as they were, and their extractors and decays be what they were.
     *
     * @throws IncompatibleModelException otherwise
     */
    void requireFeatures(List<FeatureDefinition> definitions) {
        List<String> now =
                definitions.stream().map(FeatureDefinition::provenance).toList();
        if (!now.equals(manifest.features())) {
            throw new IncompatibleModelException(directory + ": the model was trained with other features;"
                    + " train the model again, or configure the features as they were:"
                    + differences(manifest.features(), now));
        }
        // Spelled alike, an extractor may have another default.
        extractors(definitions).forEach((name, settings) -> {
            String then = manifest.extractors().get(name);
            if (!settings.equals(then)) {
                throw new IncompatibleModelException(directory + ": the extractor of feature '" + name
                        + "' does not have the settings that the model was trained with;" + INSTALL
                        + thenAndNow(then, settings));
            }
        });
        // Spelled alike, a decay may still be another one: a plugin's new version has another default, say.
        decays(definitions).forEach((spelling, function) -> {
            String then = manifest.decays().get(spelling);
            if (!function.equals(then)) {
                throw new IncompatibleModelException(directory + ": decay '" + spelling
                        + "' is not the one that the model was trained with;" + INSTALL + thenAndNow(then, function));
            }
        });
    }

    /** What each definition's extractor was made with. */
    static Map<String, String> extractors(List<FeatureDefinition> definitions) {
        Map<String, String> extractors = new TreeMap<>();
        for (FeatureDefinition definition : definitions) {
            extractors.put(definition.name(), definition.bound());
        }
        return extractors;
    }

    /** What each decay, as spelled in the definitions, was made into. */
    static Map<String, String> decays(List<FeatureDefinition> definitions) {
        Map<String, String> decays = new TreeMap<>();
        for (FeatureDefinition definition : definitions) {
            for (NamedDecay decay : definition.decays()) {
                decays.put(decay.spelling(), decay.function().toString());
            }
        }
        return decays;
    }

    private static String differences(List<String> then, List<String> now) {
        Map<String, String> byName = new LinkedHashMap<>();
        then.forEach(line -> byName.put(name(line), line));
        StringBuilder differences = new StringBuilder();
        for (String line : now) {
            String before = byName.remove(name(line));
            if (!line.equals(before)) {
                differences.append(thenAndNow(before, line));
            }
        }
        byName.values().forEach(line -> differences.append(thenAndNow(line, null)));
        return differences.isEmpty() ? "\n    the same definitions in another order" : differences.toString();
    }

    private static String name(String provenance) {
        return provenance.substring(0, provenance.indexOf(':'));
    }

    private static String thenAndNow(String then, String now) {
        return "\n    then: " + (then == null ? "(absent)" : then) + "\n    now:  " + (now == null ? "(absent)" : now);
    }

    /**
     * The installed extractors must make the columns that the model was trained with.
     *
     * @throws IncompatibleModelException otherwise
     */
    void requireColumns(FeatureSchema schema) {
        if (schema.fingerprint().equals(manifest.fingerprint()) && manifest.deviations().length == schema.size()) {
            return;
        }
        List<String> now = schema.columns().stream().map(Column::name).toList();
        throw new IncompatibleModelException(directory
                + ": the installed extractors do not make the columns that the model was trained with;" + INSTALL
                + thenAndNow(
                        describe(manifest.fingerprint(), manifest.columns(), now),
                        describe(schema.fingerprint(), now, manifest.columns())));
    }

    private static String describe(String fingerprint, List<String> columns, List<String> others) {
        List<String> own = new ArrayList<>(columns);
        own.removeAll(others);
        String some = own.size() <= 3 ? String.join(", ", own) : String.join(", ", own.subList(0, 3)) + ", …";
        return columns.size() + " columns" + (own.isEmpty() ? "" : ", among them " + some) + " (fingerprint "
                + fingerprint + ")";
    }
}
