package io.wane.core.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One setting of a record, for people.
 *
 * @param key as a configuration spells it
 * @param type what kind of value it takes
 * @param defaultValue its default; empty when it must be given
 * @param description what it is
 */
public record SettingsDescription(String key, String type, Optional<String> defaultValue, String description) {

    /**
     * {@return the settings of a record, in order}
     *
     * @param settings a settings record
     */
    public static List<SettingsDescription> of(Class<? extends Record> settings) {
        List<SettingsDescription> described = new ArrayList<>();
        for (RecordComponent component : settings.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            boolean required = setting == null || setting.or().equals(Setting.REQUIRED);
            Class<?> type = component.getType();
            boolean emptyByDefault = type == Optional.class || type == List.class || type == Map.class;
            described.add(new SettingsDescription(
                    key(component),
                    component.getGenericType().getTypeName().replaceAll("[\\w.]+[.$]", ""),
                    required ? (emptyByDefault ? Optional.of("") : Optional.empty()) : Optional.of(setting.or()),
                    setting == null ? "" : setting.value()));
        }
        return described;
    }

    /**
     * {@return what the component of these settings does; empty when it does not say}
     *
     * @param settings a settings record
     */
    public static String purpose(Class<? extends Record> settings) {
        Setting setting = settings.getAnnotation(Setting.class);
        return setting == null ? "" : setting.value();
    }

    /** The key of a record component: {@code halfLife} is spelled {@code half-life}. */
    static String key(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
