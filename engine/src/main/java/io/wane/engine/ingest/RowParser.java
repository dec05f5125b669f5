package io.wane.engine.ingest;

import io.wane.core.event.Item;
import java.util.Collection;
import java.util.List;

/** Reads the rows of one file, in one layout. May count; not thread-safe. */
interface RowParser {

    /**
     * Reads a record.
     *
     * @param row cleared; receives what the record holds. A type and a time are there afterwards
     * @throws RowException if the row is to be rejected
     */
    void parse(String record, Row row) throws RowException;

    /** What the user should know of how the rows were taken, one sentence each. */
    default List<String> notes() {
        return List.of();
    }

    /** Items that the rows describe. */
    default Collection<Item> items() {
        return List.of();
    }
}
