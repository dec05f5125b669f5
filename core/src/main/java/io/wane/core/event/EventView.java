package io.wane.core.event;

/**
 * One event, seen without copying it. The same object is moved from event to event: keep nothing of it across calls.
 * Not thread-safe. Absent texts are empty, absent numbers NaN.
 */
public interface EventView {

    /** {@return milliseconds since 1970-01-01T00:00Z} */
    long timeMillis();

    /** {@return the type, in the shop's own words} */
    String type();

    /** {@return the user; empty for an anonymous event} */
    String user();

    /** {@return the item; empty for an event without one} */
    String item();

    /** {@return pieces; NaN when absent} */
    double quantity();

    /** {@return price of one piece, in the shop's currency; NaN when absent} */
    double price();

    /** {@return money of the line, in the shop's currency: the amount, else quantity times price, else NaN} */
    double amount();

    /** {@return rating on the shop's scale; NaN when absent} */
    double rating();

    /**
     * {@return a number by its name; NaN when absent}
     *
     * @param name as in {@link Event#numbers()}
     */
    double number(String name);

    /**
     * {@return a text by its name; empty when absent}
     *
     * @param name as in {@link Event#text()}
     */
    String text(String name);
}
