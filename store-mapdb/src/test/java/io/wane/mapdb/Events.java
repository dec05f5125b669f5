package io.wane.mapdb;

import io.wane.core.event.Event;
import io.wane.core.store.EventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events to put into a store and to take out of it. */
final class Events {

    private Events() {}

    /** The events of these numbers, in order: one a second, of ten users. */
    static List<Event> some(int from, int to) {
        List<Event> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(event(i));
        }
        return events;
    }

    static Event event(int number) {
        return new Event(
                "event-" + number,
                Optional.of("user-" + number % 10),
                Optional.of("item-" + number % 7),
                "view",
                1_500_000_000_000L + 1_000L * number,
                Optional.of("session-" + number / 5),
                Map.of("title", "LANTERN " + number % 7),
                Map.of(Event.QUANTITY, (double) number));
    }

    static List<Event> of(EventStore store) {
        List<Event> events = new ArrayList<>();
        store.scan(Long.MIN_VALUE, Long.MAX_VALUE, events::add);
        return events;
    }

    static long ofUser(List<Event> events, String user) {
        long count = 0;
        for (Event event : events) {
            count += event.user().equals(Optional.of(user)) ? 1 : 0;
        }
        return count;
    }
}
