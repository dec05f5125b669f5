package io.wane.core.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param added events that are new
 * @param known events that stand in the store already, with the same content
 * @param conflicting ids that stand in the store with other content; the stored event was kept
 */
public record Appended(long added, long known, List<String> conflicting) {

    /**
     * Copies.
     *
     * @param added new events
     * @param known events that stood there
     * @param conflicting copied
     */
    public Appended {
        conflicting = List.copyOf(conflicting);
    }

    /**
     * {@return both together}
     *
     * @param other what became of another batch
     */
    public Appended plus(Appended other) {
        List<String> both = new ArrayList<>(conflicting);
        both.addAll(other.conflicting);
        return new Appended(added + other.added, known + other.known, both);
    }
}
