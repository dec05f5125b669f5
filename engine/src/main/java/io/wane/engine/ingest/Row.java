package io.wane.engine.ingest;

import io.wane.core.event.Event;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One parsed row, used again for the next. Absent texts are empty. Not thread-safe. */
final class Row {

    String id = "";
    String user = "";
    String item = "";
    String type = "";
    String basket = "";
    long timeMillis;
    boolean timeGiven;
    boolean assumedUtc;
    final SortedMap<String, String> text = new TreeMap<>();
    final SortedMap<String, Double> numbers = new TreeMap<>();

    void clear() {
        id = "";
        user = "";
        item = "";
        type = "";
        basket = "";
        timeGiven = false;
        assumedUtc = false;
        text.clear();
        numbers.clear();
    }

    Event event(String eventId) {
        return new Event(eventId, given(user), given(item), type, timeMillis, given(basket), text, numbers);
    }

    private static Optional<String> given(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
