package io.wane.core.model;

/** Is told how far long work has come. Thread-safe. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (what, done, total) -> {};

    /**
     * Reports.
     *
     * @param what what is being counted, in the user's words: {@code events}, {@code rows}, {@code epochs}
     * @param done how many are done
     * @param total how many there are; negative if unknown
     */
    void report(String what, long done, long total);
}
