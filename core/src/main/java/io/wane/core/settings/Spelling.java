package io.wane.core.settings;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Helps people who mistyped a name. */
public final class Spelling {

    private Spelling() {}

    /**
     * {@return the known name nearest to a mistyped one, if one is near: at most a third of its letters differ,
     * one in a short name}
     *
     * @param typed what was written
     * @param known the names there are; of equally near ones the first in order is taken
     */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        int best = Math.max(1, typed.length() / 3) + 1;
        String nearest = null;
        for (String name : new TreeSet<>(known)) {
            int distance = distance(typed, name);
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * {@return {@code Did you mean 'x'? } with a trailing blank, or nothing}
     *
     * @param typed what was written
     * @param known the names there are
     */
    public static String hint(String typed, Collection<String> known) {
        return nearest(typed, known)
                .map(name -> "Did you mean '" + name + "'? ")
                .orElse("");
    }

    // Edits between two words, a swap of neighbours counting as one (Damerau's restricted distance).
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(edits[i - 1][j - 1] + change, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, edits[i - 2][j - 2] + 1);
                }
                edits[i][j] = least;
            }
        }
        return edits[a.length()][b.length()];
    }
}
