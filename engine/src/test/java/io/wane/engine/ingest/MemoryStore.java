package io.wane.engine.ingest;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import io.wane.testkit.InMemoryEventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The testkit's store, which counts batches and breaks in the middle of a scan when it is told to. */
class MemoryStore implements EventStore {

    private final InMemoryEventStore store = new InMemoryEventStore();
    int batches;
    long breaksAfter = Long.MAX_VALUE;

    @Override
    public Appended append(List<Event> batch) {
        batches++;
        return store.append(batch);
    }

    @Override
    public void scan(long fromMillis, long toMillis, Consumer<Event> out) {
        store.scan(fromMillis, toMillis, event -> {
            if (breaksAfter-- == 0) {
                throw new UncheckedIOException(new IOException("disk gone"));
            }
            out.accept(event);
        });
    }

    List<Event> all() {
        List<Event> all = new ArrayList<>();
        scan(Long.MIN_VALUE, Long.MAX_VALUE, all::add);
        return all;
    }

    Event only() {
        List<Event> all = all();
        if (all.size() != 1) {
            throw new AssertionError("one event expected: " + all);
        }
        return all.get(0);
    }

    @Override
    public long size() {
        return store.size();
    }

    @Override
    public Catalog catalog() {
        return store.catalog();
    }

    @Override
    public void putItems(List<Item> items) {
        store.putItems(items);
    }

    @Override
    public long eraseUser(String user) {
        return store.eraseUser(user);
    }

    @Override
    public List<String> verify() {
        return store.verify();
    }

    @Override
    public void close() {
        store.close();
    }
}
