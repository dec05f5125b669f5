package io.wane.decays;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Settings that say one thing in several ways. */
final class Spellings {

    private Spellings() {}

    /**
     * Refuses settings that follow none of the ways, or mix several.
     *
     * @param settings every optional setting by its key
     * @param ways an example of each way: {@code "fast: 1d, slow: 30d"} takes exactly the keys {@code fast} and {@code slow}
     */
    static void exactlyOne(Map<String, Optional<?>> settings, String... ways) {
        Set<String> given = new TreeSet<>();
        settings.forEach((key, value) -> {
            if (value.isPresent()) {
                given.add(key);
            }
        });
        if (Arrays.stream(ways).noneMatch(way -> keys(way).equals(given))) {
            throw new IllegalArgumentException(
                    Arrays.stream(ways).collect(Collectors.joining("' or '", "give exactly one of '", "'; given: "))
                            + (given.isEmpty() ? "none" : String.join(", ", given)));
        }
    }

    private static Set<String> keys(String way) {
        return List.of(way.split(", ")).stream()
                .map(setting -> setting.substring(0, setting.indexOf(':')))
                .collect(Collectors.toSet());
    }
}
