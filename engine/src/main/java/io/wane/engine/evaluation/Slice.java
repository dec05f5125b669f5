package io.wane.engine.evaluation;

import java.util.List;

/**
 * All contenders on some of the test rows.
 *
 * @param name {@code all}, {@code repeat} (the user had touched the entity before) or {@code explore}
 * @param rows how many rows
 * @param positives how many came true
 * @param users how many users
 * @param figures one per contender, in the order of the table
 */
public record Slice(String name, long rows, long positives, int users, List<Figures> figures) {

    /** Copies. */
    public Slice {
        figures = List.copyOf(figures);
    }
}
