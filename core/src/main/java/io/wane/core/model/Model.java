package io.wane.core.model;

import java.io.IOException;
import java.io.OutputStream;

/** What a learner learnt. Immutable and thread-safe; answers the empty row too (a user never seen). */
public interface Model extends AutoCloseable {

    /**
     * Scores rows.
     *
     * @param examples rows of the schema that the model was trained on
     * @param out receives one score per row, as {@link Target} says; at least as long as there are rows
     */
    void score(Examples examples, double[] out);

    /**
     * {@return why a row's score is what it is}
     *
     * @param examples rows of the schema that the model was trained on
     * @param row index of a row, from 0
     */
    Explanation explain(Examples examples, int row);

    /** {@return the chosen hyper-parameters and what training reached, one line per fact, for the manifest} */
    String summary();

    /**
     * Writes the model; {@link Learner#load} reads it.
     *
     * @param out receives the bytes; not closed
     * @throws IOException if they cannot be written
     */
    void save(OutputStream out) throws IOException;

    /** Frees what Java's garbage collector cannot; by default nothing. */
    @Override
    default void close() {}
}
