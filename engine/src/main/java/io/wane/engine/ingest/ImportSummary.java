package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of an event file. Every row is an event or rejected; every event is added, known or conflicting.
 *
 * @param file the file
 * @param layout its layout, for the workspace to record
 * @param valueAs what {@code value} meant, for the workspace to record; empty if the layout has no such column
 * @param rows rows read, without header and blank lines
 * @param added events that are new in the store
 * @param known events that stood in the store already: this file was imported before, or an equal row stands in another
 * @param conflicting events whose id stands in the store with other content, which was kept
 * @param conflictingIds the first of their ids
 * @param rejected rejected rows by kind of fault
 * @param byType events of known users, by type
 * @param anonymous events without a user
 * @param copies events equal to an earlier one of this file; they are kept
 * @param firstMillis earliest time, milliseconds; empty if there is no event
 * @param lastMillis latest time, milliseconds; empty if there is no event
 * @param users distinct users
 * @param items distinct items
 * @param newItems items that the file describes and the catalogue did not know; they stand in it now
 * @param notes how the rows were taken, one sentence each
 */
public record ImportSummary(
        Path file,
        Layout layout,
        Optional<ValueAs> valueAs,
        long rows,
        long added,
        long known,
        long conflicting,
        List<String> conflictingIds,
        List<Rejected> rejected,
        SortedMap<String, Long> byType,
        long anonymous,
        long copies,
        OptionalLong firstMillis,
        OptionalLong lastMillis,
        Distinct users,
        Distinct items,
        long newItems,
        List<String> notes) {

    /** Copies. */
    public ImportSummary {
        conflictingIds = List.copyOf(conflictingIds);
        rejected = List.copyOf(rejected);
        byType = sorted(byType);
        notes = List.copyOf(notes);
    }

    private static SortedMap<String, Long> sorted(Map<String, Long> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Rows that became events. */
    public long events() {
        return added + known + conflicting;
    }

    /** Rows that were rejected. */
    public long rejectedRows() {
        return rows - events();
    }

    /**
     * A number of distinct names.
     *
     * @param count how many were seen
     * @param exact whether that is all of them; beyond a million they are no longer told apart
     */
    public record Distinct(long count, boolean exact) {

        @Override
        public String toString() {
            return exact ? Long.toString(count) : "more than " + count;
        }
    }
}
