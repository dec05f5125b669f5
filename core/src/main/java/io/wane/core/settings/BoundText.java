package io.wane.core.settings;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bound settings in one line, in the order of the record: equal settings read alike, however they were written. */
final class BoundText {

    private BoundText() {}

    static String of(Object value) {
        if (value instanceof Chosen<?> chosen) {
            return chosen.bound();
        }
        if (value instanceof Duration duration) {
            return DurationText.of(duration);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(BoundText::of).orElse("none");
        }
        List<String> parts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> parts.add(of(element)));
            return parts.toString();
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> parts.add(key + ": " + of(element)));
            return "{" + String.join(", ", parts) + "}";
        }
        if (value instanceof Record settings) {
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                parts.add(SettingsDescription.key(component) + ": " + of(field(settings, component)));
            }
            return "{" + String.join(", ", parts) + "}";
        }
        return saysItself(value) ? value.toString() : value.getClass().getName();
    }

    private static Object field(Record settings, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("settings " + settings.getClass().getName() + " could not be read", broken);
        }
    }

    // Otherwise it would print where it lies in memory.
    private static boolean saysItself(Object value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
