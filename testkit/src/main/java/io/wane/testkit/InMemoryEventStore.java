package io.wane.testkit;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * An event store in memory, for tests and embedding: it meets {@link EventStoreContract} except that nothing outlives it.
 * Thread-safe; a scan sees the events of the moment it began.
 */
public final class InMemoryEventStore implements EventStore {

    private final Map<String, Event> byId = new HashMap<>();
    private final TreeSet<Event> inOrder =
            new TreeSet<>(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id));
    private Catalog catalog = Catalog.EMPTY;
    private boolean closed;

    /** An empty store. */
    public InMemoryEventStore() {}

    @Override
    public synchronized Appended append(List<Event> batch) {
        requireOpen();
        long added = 0;
        long known = 0;
        List<String> conflicting = new ArrayList<>();
        for (Event event : batch) {
            Event stored = byId.putIfAbsent(event.id(), event);
            if (stored == null) {
                inOrder.add(event);
                added++;
            } else if (stored.equals(event)) {
                known++;
            } else {
                conflicting.add(event.id());
            }
        }
        return new Appended(added, known, conflicting);
    }

    @Override
    public void scan(long fromMillis, long toMillis, Consumer<Event> out) {
        List<Event> events = new ArrayList<>();
        synchronized (this) {
            requireOpen();
            for (Event event : inOrder) {
                if (event.timeMillis() >= fromMillis && event.timeMillis() < toMillis) {
                    events.add(event);
                }
            }
        }
        events.forEach(out);
    }

    @Override
    public synchronized long size() {
        requireOpen();
        return byId.size();
    }

    @Override
    public synchronized Catalog catalog() {
        requireOpen();
        return catalog;
    }

    @Override
    public synchronized void putItems(List<Item> items) {
        requireOpen();
        List<Item> all = new ArrayList<>(catalog.items());
        all.addAll(items);
        catalog = new Catalog(all);
    }

    @Override
    public synchronized long eraseUser(String user) {
        requireOpen();
        long before = inOrder.size();
        inOrder.removeIf(event -> event.user().filter(user::equals).isPresent());
        byId.values().removeIf(event -> event.user().filter(user::equals).isPresent());
        return before - inOrder.size();
    }

    @Override
    public synchronized List<String> verify() {
        requireOpen();
        return List.of();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed; open another one");
        }
    }
}
