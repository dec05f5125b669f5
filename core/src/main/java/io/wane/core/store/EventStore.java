package io.wane.core.store;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps a shop's events and catalogue. Durable: what a call acknowledged survives {@code kill -9}. Idempotent by event
 * id. One process at a time; within it thread-safe, one writer at a time.
 *
 * <p>A broken or full disk shows as {@link java.io.UncheckedIOException}, whose message says where, what is wrong and
 * how to go on; what was acknowledged before stays readable.
 */
public interface EventStore extends AutoCloseable {

    /**
     * Adds events; returns when they are durable. A known id is never overwritten: with equal content it is counted,
     * with other content it is reported. Within one batch the first of an id counts.
     *
     * @param batch in any order
     * @return what became of it
     */
    Appended append(List<Event> batch);

    /**
     * Reads events of {@code fromMillis <= time < toMillis} in (time, id) order, ids by {@link String#compareTo}.
     * The consumer must not call the store.
     *
     * @param fromMillis milliseconds, inclusive
     * @param toMillis milliseconds, exclusive
     * @param out receives the events
     */
    void scan(long fromMillis, long toMillis, Consumer<Event> out);

    /** {@return number of events} */
    long size();

    /** {@return the newest catalogue} */
    Catalog catalog();

    /**
     * Adds items or replaces those of the same id; durable on return.
     *
     * @param items of two with one id the later wins
     */
    void putItems(List<Item> items);

    /**
     * Removes a user's events for good: no file of the store holds them afterwards.
     *
     * @param user the user's id, known or not
     * @return how many were removed
     */
    long eraseUser(String user);

    /**
     * Reads everything and verifies every checksum.
     *
     * @return what is wrong, one sentence each; empty when all is well
     */
    List<String> verify();

    /** Frees the files. */
    @Override
    void close();
}
