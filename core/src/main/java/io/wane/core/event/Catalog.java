package io.wane.core.event;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The newest known description of every item, in order of item id. Immutable and thread-safe. */
public final class Catalog {

    /** A catalogue that knows no item. */
    public static final Catalog EMPTY = new Catalog(List.of());

    private final Map<String, Item> items;

    /**
     * A catalogue of these items.
     *
     * @param items copied; of two with one id the later wins
     */
    public Catalog(Collection<Item> items) {
        Map<String, Item> byId = new TreeMap<>();
        for (Item item : items) {
            byId.put(item.id(), item);
        }
        this.items = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    }

    /**
     * {@return the item of this id, if known}
     *
     * @param id the item's id
     */
    public Optional<Item> item(String id) {
        return Optional.ofNullable(items.get(id));
    }

    /** {@return all items, in order of id} */
    public Collection<Item> items() {
        return items.values();
    }

    /** {@return number of items} */
    public int size() {
        return items.size();
    }

    /**
     * {@return what people call this item: its title, or the id where the catalogue has none}
     *
     * @param id the item's id, known or not
     */
    public String title(String id) {
        Item item = items.get(id);
        return item == null || item.title().isBlank() ? id : item.title();
    }
}
