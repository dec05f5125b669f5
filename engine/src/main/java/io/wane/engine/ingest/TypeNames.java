package io.wane.engine.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/** Finds event types that may be one type, spelled in two ways. */
final class TypeNames {

    // Beyond, the column holds something else than types.
    private static final int MOST = 100;
    private static final int LONGEST_ENDING = 2;

    private TypeNames() {}

    /** What the user should know of the spelling of types: nothing, or one sentence. */
    static List<String> notes(SortedSet<String> types) {
        if (types.size() > MOST) {
            return List.of();
        }
        List<String> known = List.copyOf(types);
        List<String> alike = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            for (int j = i + 1; j < known.size(); j++) {
                if (mayBeOne(bare(known.get(i)), bare(known.get(j)))) {
                    alike.add("'" + known.get(i) + "' and '" + known.get(j) + "'");
                }
            }
        }
        return alike.isEmpty()
                ? List.of()
                : List.of("types are counted apart, spelled as they are: " + String.join(", ", alike)
                        + "; if they are one type, spell them alike in the file");
    }

    // As view, VIEW, views and viewed; a review is something else.
    private static boolean mayBeOne(String a, String b) {
        String shorter = a.length() <= b.length() ? a : b;
        String longer = a.length() <= b.length() ? b : a;
        return shorter.length() > LONGEST_ENDING
                && longer.length() - shorter.length() <= LONGEST_ENDING
                && longer.startsWith(shorter);
    }

    private static String bare(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
