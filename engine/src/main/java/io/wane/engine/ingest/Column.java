package io.wane.engine.ingest;

import io.wane.core.event.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a column, or a JSON field, of our own layouts becomes.
 *
 * @param part the part of the event
 * @param name of the number or text
 */
record Column(Part part, String name) {

    /** Prefix of columns that are numbers whatever stands in them. */
    static final String NUMBERS = "numbers.";

    /** Prefix of columns that are texts whatever stands in them. */
    static final String TEXT = "text.";

    private static final Set<String> NUMBER_NAMES = Set.of(Event.QUANTITY, Event.PRICE, Event.AMOUNT, Event.RATING);
    private static final Set<String> TEXT_NAMES = Set.of("text", "title", "review", "query", "category", "brand");

    /** Names with a meaning of their own in our own layouts. */
    static Set<String> known() {
        Set<String> known = new LinkedHashSet<>(List.of("user", "item", "type", "timestamp", "value", "basket", "id"));
        known.addAll(NUMBER_NAMES);
        known.addAll(TEXT_NAMES);
        return known;
    }

    /** Whether the name has no meaning of its own, and is kept as a number or text called so. */
    boolean isFurther() {
        return part == Part.EITHER;
    }

    enum Part {
        USER,
        ITEM,
        TYPE,
        TIMESTAMP,
        BASKET,
        ID,
        NUMBER,
        TEXT,
        /** A number where a number stands, else a text: a question of the row alone, so that its identity is too. */
        EITHER
    }

    /** How a value was written. */
    enum Form {
        NUMBER,
        TEXT,
        /** In CSV one cannot tell. */
        UNTYPED,
        /** A JSON array, its elements joined as a category path. */
        LIST
    }

    static Column of(String name, ValueAs valueAs) {
        return switch (name) {
            case "user" -> new Column(Part.USER, name);
            case "item" -> new Column(Part.ITEM, name);
            case "type" -> new Column(Part.TYPE, name);
            case "timestamp" -> new Column(Part.TIMESTAMP, name);
            case "basket" -> new Column(Part.BASKET, name);
            case "id" -> new Column(Part.ID, name);
            case "value" -> new Column(Part.NUMBER, valueAs.number());
            default -> other(name);
        };
    }

    /** What a column becomes that has no meaning of its own in a layout. */
    static Column other(String name) {
        if (name.startsWith(NUMBERS)) {
            return new Column(Part.NUMBER, name.substring(NUMBERS.length()).strip());
        }
        if (name.startsWith(TEXT)) {
            return new Column(Part.TEXT, name.substring(TEXT.length()).strip());
        }
        if (NUMBER_NAMES.contains(name)) {
            return new Column(Part.NUMBER, name);
        }
        return new Column(TEXT_NAMES.contains(name) ? Part.TEXT : Part.EITHER, name);
    }

    /** Names are stripped of blanks around them; texts are kept as they are; what is blank is absent. */
    void set(Row row, String value, Form form) throws RowException {
        if (form == Form.LIST) {
            throw new RowException(Fault.JSON, "'" + name + "' is a list");
        }
        switch (part) {
            case USER -> row.user = value.strip();
            case ITEM -> row.item = value.strip();
            case TYPE -> row.type = value.strip();
            case BASKET -> row.basket = value.strip();
            case ID -> row.id = value.strip();
            case TIMESTAMP -> setTime(row, value);
            case NUMBER -> setNumber(row, value);
            case TEXT -> setText(row, value);
            case EITHER -> {
                if (form == Form.NUMBER || (form == Form.UNTYPED && NumberText.isPlain(value.strip()))) {
                    setNumber(row, value);
                } else {
                    setText(row, value);
                }
            }
        }
    }

    private static void setTime(Row row, String value) throws RowException {
        if (value.isBlank()) {
            return;
        }
        try {
            row.timeMillis = TimeText.parse(value);
        } catch (IllegalArgumentException refused) {
            throw new RowException(Fault.TIME, "timestamp " + refused.getMessage());
        }
        row.timeGiven = true;
        row.assumedUtc = TimeText.assumesUtc(value);
    }

    private void setNumber(Row row, String value) throws RowException {
        if (value.isBlank()) {
            return;
        }
        double number;
        try {
            number = NumberText.parse(value);
        } catch (NumberFormatException refused) {
            throw new RowException(Fault.NUMBER, name + " '" + value + "' is not a number");
        }
        if (name.equals(Event.QUANTITY) && !(number > 0)) {
            throw new RowException(Fault.QUANTITY, "quantity must be above 0: " + value.strip());
        }
        if (row.numbers.put(name, number) != null) {
            throw twice();
        }
    }

    private void setText(Row row, String value) throws RowException {
        if (!value.isEmpty() && row.text.put(name, value) != null) {
            throw twice();
        }
    }

    private RowException twice() {
        return new RowException(Fault.TWICE, "'" + name + "' stands twice");
    }
}
