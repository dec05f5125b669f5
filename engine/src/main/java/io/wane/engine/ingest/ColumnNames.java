package io.wane.engine.ingest;

import io.wane.core.settings.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the column that a mistyped or foreign name may mean. */
final class ColumnNames {

    private static final int SHOWN = 10;

    // What other systems call our columns; without blanks, signs and a final "id".
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("time", "timestamp"),
            Map.entry("date", "timestamp"),
            Map.entry("datetime", "timestamp"),
            Map.entry("eventtime", "timestamp"),
            Map.entry("ts", "timestamp"),
            Map.entry("customer", "user"),
            Map.entry("visitor", "user"),
            Map.entry("product", "item"),
            Map.entry("article", "item"),
            Map.entry("sku", "item"),
            Map.entry("event", "type"),
            Map.entry("eventtype", "type"),
            Map.entry("action", "type"),
            Map.entry("behavior", "type"),
            Map.entry("behaviour", "type"),
            Map.entry("order", "basket"),
            Map.entry("qty", "quantity"),
            Map.entry("name", "title"),
            Map.entry("cat", "category"));

    private ColumnNames() {}

    /** The known column that a name may mean, if there is one. */
    static Optional<String> meant(String name, Collection<String> known) {
        for (String column : known) {
            if (bare(column).equals(bare(name))) {
                return Optional.of(column);
            }
        }
        return Optional.ofNullable(FOREIGN.get(bare(name)))
                .filter(known::contains)
                .or(() -> Spelling.nearest(name, known));
    }

    /** The name that may mean a missing column, if there is one. */
    static Optional<String> meaning(String column, Collection<String> names) {
        for (String name : names) {
            if (bare(name).equals(bare(column))) {
                return Optional.of(name);
            }
        }
        for (String name : names) {
            if (column.equals(FOREIGN.get(bare(name)))) {
                return Optional.of(name);
            }
        }
        return Spelling.nearest(column, names);
    }

    /**
     * Names further columns, each with the known one that may be meant.
     *
     * @param known columns that the file might have had
     */
    static String withHints(Collection<String> further, Collection<String> present, Collection<String> known) {
        List<String> free = new ArrayList<>(known);
        free.removeAll(present);
        String named = further.stream()
                .limit(SHOWN)
                .map(name -> name
                        + meant(name, free)
                                .map(near -> " (did you mean '" + near + "'?)")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return further.size() > SHOWN ? named + ", …" : named;
    }

    // userId, USER_ID and user are one name.
    private static String bare(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.length() > 2 && letters.endsWith("id") ? letters.substring(0, letters.length() - 2) : letters;
    }
}
