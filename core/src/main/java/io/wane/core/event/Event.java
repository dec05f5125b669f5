package io.wane.core.event;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened: a view, a cart, a purchase, a review, a search, a return.
 *
 * <p>Immutable and thread-safe. Maps are copied and iterate in key order.
 *
 * @param id unique within a store; not blank
 * @param user who did it; empty for an anonymous event, which feeds only scopes without a user
 * @param item what it was done to; empty for events without an item, such as a search
 * @param type what was done, in the shop's own words; not blank. {@link #RETURN} takes a purchase back
 * @param timeMillis milliseconds since 1970-01-01T00:00Z
 * @param basket order or session that the event belongs to
 * @param text named texts (title, review, query)
 * @param numbers named finite numbers; see {@link #QUANTITY}, {@link #PRICE}, {@link #AMOUNT}, {@link #RATING}
 */
public record Event(
        String id,
        Optional<String> user,
        Optional<String> item,
        String type,
        long timeMillis,
        Optional<String> basket,
        Map<String, String> text,
        Map<String, Double> numbers) {

    /** Type of an event that takes a purchase back; its quantity is positive. It counts as no positive label. */
    public static final String RETURN = "return";

    /** Number: pieces, positive. */
    public static final String QUANTITY = "quantity";

    /** Number: price of one piece, in the shop's currency. */
    public static final String PRICE = "price";

    /** Number: money of the whole line, in the shop's currency. */
    public static final String AMOUNT = "amount";

    /** Number: rating on the shop's own scale. */
    public static final String RATING = "rating";

    /**
     * Checks and copies.
     *
     * @param id not blank
     * @param user not blank, if known
     * @param item not blank, if there is one
     * @param type not blank
     * @param timeMillis milliseconds since 1970-01-01T00:00Z
     * @param basket not blank, if there is one
     * @param text copied
     * @param numbers copied; finite
     * @throws IllegalArgumentException if an id or the type is blank, or a number is not finite
     */
    public Event {
        requireText("id", id);
        requireText("type", type);
        user.ifPresent(name -> requireText("user", name));
        item.ifPresent(name -> requireText("item", name));
        basket.ifPresent(name -> requireText("basket", name));
        text = sorted(text);
        numbers = sorted(numbers);
        text.forEach((name, value) -> requireNonNull(value, () -> "text '" + name + "' of an event must not be null"));
        numbers.forEach((name, number) -> {
            requireNonNull(number, () -> "number '" + name + "' of an event must not be null");
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("number '" + name + "' of an event must be finite: " + number);
            }
        });
    }

    private static void requireText(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " of an event must not be blank");
        }
    }

    // Map.copyOf would iterate in an order that changes from one JVM to the next.
    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
