package io.wane.core.event;

import static java.util.Objects.checkIndex;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The log strictly before a time, as columns in (time, id) order. Learners and extractors read this, never the store.
 *
 * <p>Users, items, types, categories and brands are codes; {@link Names#NONE} means absent. Categories and brands come
 * from the catalogue that the timeline was built with, whatever the event's time. Immutable and thread-safe; every
 * {@link #cursor()} belongs to one thread. Indexes of events are checked: a prefix shares columns, yet shows nothing of
 * what comes after it. Memory: 24 bytes per event, 4 more per text name and 8 per number name that
 * occurs.
 */
public final class Timeline {

    private final int size;
    private final long endMillis;
    private final long[] times;
    private final int[] users;
    private final int[] items;
    private final int[] types;
    private final Map<String, double[]> numbers;
    private final Map<String, int[]> texts;
    private final Names userNames;
    private final Names itemNames;
    private final Names typeNames;
    private final Names categoryNames;
    private final Names brandNames;
    private final Names textValues;
    private final int[] categoryOfItem;
    private final int[] brandOfItem;
    private final Catalog catalog;

    private Timeline(Builder built) {
        size = built.size;
        endMillis = built.size == 0 ? Long.MIN_VALUE : built.times[built.size - 1] + 1;
        times = Arrays.copyOf(built.times, size);
        users = Arrays.copyOf(built.users, size);
        items = Arrays.copyOf(built.items, size);
        types = Arrays.copyOf(built.types, size);
        numbers = new LinkedHashMap<>();
        built.numbers.forEach((name, column) -> numbers.put(name, Arrays.copyOf(column, size)));
        texts = new LinkedHashMap<>();
        built.texts.forEach((name, column) -> texts.put(name, Arrays.copyOf(column, size)));
        userNames = built.userNames.first(built.userNames.size());
        itemNames = built.itemNames.first(built.itemNames.size());
        typeNames = built.typeNames.first(built.typeNames.size());
        categoryNames = built.categoryNames.first(built.categoryNames.size());
        brandNames = built.brandNames.first(built.brandNames.size());
        textValues = built.textValues;
        categoryOfItem = Arrays.copyOf(built.categoryOfItem, itemNames.size());
        brandOfItem = Arrays.copyOf(built.brandOfItem, itemNames.size());
        catalog = built.catalog;
    }

    // A prefix: shares every column and knows only the names that occurred in it.
    private Timeline(Timeline whole, int size, long endMillis) {
        this.size = size;
        this.endMillis = endMillis;
        times = whole.times;
        users = whole.users;
        items = whole.items;
        types = whole.types;
        numbers = whole.numbers;
        texts = whole.texts;
        userNames = whole.userNames.first(names(whole.users, size));
        itemNames = whole.itemNames.first(names(whole.items, size));
        typeNames = whole.typeNames.first(names(whole.types, size));
        categoryOfItem = whole.categoryOfItem;
        brandOfItem = whole.brandOfItem;
        categoryNames = whole.categoryNames.first(names(categoryOfItem, itemNames.size()));
        brandNames = whole.brandNames.first(names(brandOfItem, itemNames.size()));
        textValues = whole.textValues;
        catalog = whole.catalog;
    }

    private static int names(int[] codes, int size) {
        int largest = Names.NONE;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, codes[i]);
        }
        return largest + 1;
    }

    /**
     * {@return a builder of a timeline}
     *
     * @param catalog where categories and brands come from
     */
    public static Builder builder(Catalog catalog) {
        return new Builder(catalog);
    }

    /** {@return number of events} */
    public int size() {
        return size;
    }

    /**
     * {@return a time in milliseconds that all events lie strictly before: the cut of a prefix, else one millisecond
     * after the newest event, and {@code Long.MIN_VALUE} for an empty log}
     */
    public long endMillis() {
        return endMillis;
    }

    /**
     * {@return the log strictly before a time} It shares memory with this one and knows only the names that occurred in
     * it.
     *
     * @param timeMillis the cut, in milliseconds
     */
    public Timeline before(long timeMillis) {
        return timeMillis >= endMillis ? this : new Timeline(this, firstAt(timeMillis), timeMillis);
    }

    /**
     * {@return index of the first event at or after a time; {@link #size()} if there is none}
     *
     * @param timeMillis milliseconds
     */
    public int firstAt(long timeMillis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < timeMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * {@return time of an event, in milliseconds}
     *
     * @param event index of the event, from 0
     */
    public long timeMillis(int event) {
        return times[checkIndex(event, size)];
    }

    /**
     * {@return user code of an event; {@link Names#NONE} if it is anonymous}
     *
     * @param event index of the event, from 0
     */
    public int user(int event) {
        return users[checkIndex(event, size)];
    }

    /**
     * {@return item code of an event; {@link Names#NONE} if it has none}
     *
     * @param event index of the event, from 0
     */
    public int item(int event) {
        return items[checkIndex(event, size)];
    }

    /**
     * {@return type code of an event}
     *
     * @param event index of the event, from 0
     */
    public int type(int event) {
        return types[checkIndex(event, size)];
    }

    /**
     * {@return code of what a scope's key names beside the user: the item, its category or its brand,
     * {@link Names#NONE} if absent; 0 for {@link Scope#ALL} and {@link Scope#USER}}
     *
     * @param scope any
     * @param event index of the event, from 0
     */
    public int entity(Scope scope, int event) {
        return entityOfItem(scope, item(event));
    }

    /**
     * {@return code of an item's own entity in a scope: itself, its category or its brand, {@link Names#NONE} if
     * absent; 0 for {@link Scope#ALL} and {@link Scope#USER}}
     *
     * @param scope any
     * @param item code of the item, or {@link Names#NONE}
     */
    public int entityOfItem(Scope scope, int item) {
        Scope entity = scope.entity();
        if (entity == Scope.ALL) {
            return 0;
        }
        if (item == Names.NONE || entity == Scope.ITEM) {
            return item;
        }
        return entity == Scope.CATEGORY ? categoryOfItem[item] : brandOfItem[item];
    }

    /**
     * {@return names of what a scope's key names beside the user: items, categories or brands}
     *
     * @param scope one that names an item, a category or a brand
     * @throws IllegalArgumentException if it names none
     */
    public Names entityNames(Scope scope) {
        return switch (scope.entity()) {
            case ITEM -> itemNames;
            case CATEGORY -> categoryNames;
            case BRAND -> brandNames;
            default -> throw new IllegalArgumentException("scope '" + scope + "' names no entity");
        };
    }

    /** {@return names of the users} */
    public Names users() {
        return userNames;
    }

    /** {@return names of the items} */
    public Names items() {
        return itemNames;
    }

    /** {@return names of the event types} */
    public Names types() {
        return typeNames;
    }

    /** {@return the catalogue that categories and brands come from} */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * {@return an event, taken out of its columns}
     *
     * @param event its index
     * @param id what to call it; a timeline does not keep ids
     */
    public Event event(int event, String id) {
        int at = checkIndex(event, size);
        Map<String, Double> ownNumbers = new TreeMap<>();
        numbers.forEach((name, column) -> {
            if (!Double.isNaN(column[at])) {
                ownNumbers.put(name, column[at]);
            }
        });
        Map<String, String> ownTexts = new TreeMap<>();
        texts.forEach((name, column) -> {
            if (column[at] != Names.NONE) {
                ownTexts.put(name, textValues.name(column[at]));
            }
        });
        return new Event(
                id,
                users[at] == Names.NONE ? Optional.empty() : Optional.of(userNames.name(users[at])),
                items[at] == Names.NONE ? Optional.empty() : Optional.of(itemNames.name(items[at])),
                typeNames.name(types[at]),
                times[at],
                Optional.empty(),
                ownTexts,
                ownNumbers);
    }

    /** {@return a new cursor before the first event, for one thread} */
    public Cursor cursor() {
        return new Cursor();
    }

    /** An {@link EventView} that is moved over the timeline. */
    public final class Cursor implements EventView {

        private final double[] quantities = numbers.get(Event.QUANTITY);
        private final double[] prices = numbers.get(Event.PRICE);
        private final double[] amounts = numbers.get(Event.AMOUNT);
        private final double[] ratings = numbers.get(Event.RATING);
        private int at = -1;

        private Cursor() {}

        /**
         * Moves to an event.
         *
         * @param event index of the event, from 0
         * @return this
         */
        public Cursor at(int event) {
            at = checkIndex(event, size);
            return this;
        }

        @Override
        public long timeMillis() {
            return times[at];
        }

        @Override
        public String type() {
            return typeNames.name(types[at]);
        }

        @Override
        public String user() {
            return users[at] == Names.NONE ? "" : userNames.name(users[at]);
        }

        @Override
        public String item() {
            return items[at] == Names.NONE ? "" : itemNames.name(items[at]);
        }

        @Override
        public double quantity() {
            return value(quantities);
        }

        @Override
        public double price() {
            return value(prices);
        }

        @Override
        public double amount() {
            double amount = value(amounts);
            return Double.isNaN(amount) ? quantity() * price() : amount;
        }

        @Override
        public double rating() {
            return value(ratings);
        }

        @Override
        public double number(String name) {
            return value(numbers.get(name));
        }

        @Override
        public String text(String name) {
            int[] column = texts.get(name);
            return column == null || column[at] == Names.NONE ? "" : textValues.name(column[at]);
        }

        private double value(double[] column) {
            return column == null ? Double.NaN : column[at];
        }
    }

    /** Takes events in (time, id) order. Not thread-safe. */
    public static final class Builder {

        private final Catalog catalog;
        private final Names userNames = new Names();
        private final Names itemNames = new Names();
        private final Names typeNames = new Names();
        private final Names categoryNames = new Names();
        private final Names brandNames = new Names();
        private final Names textValues = new Names();
        private final Map<String, double[]> numbers = new TreeMap<>();
        private final Map<String, int[]> texts = new TreeMap<>();
        private int size;
        private long[] times = new long[1024];
        private int[] users = new int[1024];
        private int[] items = new int[1024];
        private int[] types = new int[1024];
        private int[] categoryOfItem = new int[256];
        private int[] brandOfItem = new int[256];
        private String lastId = "";
        private boolean built;

        private Builder(Catalog catalog) {
            this.catalog = catalog;
        }

        /**
         * Adds the next event.
         *
         * @param event later than the one before it, or at the same time with a greater id
         * @return this
         * @throws IllegalArgumentException if it does not come after the one before it in (time, id) order
         * @throws IllegalStateException if the timeline is built
         */
        public Builder add(Event event) {
            if (built) {
                throw new IllegalStateException("the timeline is built; a longer one takes a new builder");
            }
            if (size > 0) {
                long lastTime = times[size - 1];
                boolean sameTimeInOrder = event.timeMillis() == lastTime && lastId.compareTo(event.id()) < 0;
                if (event.timeMillis() < lastTime || (event.timeMillis() == lastTime && !sameTimeInOrder)) {
                    throw new IllegalArgumentException("events must come in (time, id) order: (" + event.timeMillis()
                            + ", " + event.id() + ") after (" + lastTime + ", " + lastId + ")");
                }
            }
            lastId = event.id();
            if (size == times.length) {
                grow(size + (size >> 1));
            }
            times[size] = event.timeMillis();
            users[size] = event.user().map(userNames::add).orElse(Names.NONE);
            items[size] = event.item().map(this::item).orElse(Names.NONE);
            types[size] = typeNames.add(event.type());
            event.numbers().forEach((name, number) -> {
                numbers.computeIfAbsent(name, absent -> filled(new double[times.length]))[size] = number;
            });
            event.text().forEach((name, text) -> {
                texts.computeIfAbsent(name, absent -> filled(new int[times.length]))[size] = textValues.add(text);
            });
            size++;
            return this;
        }

        private int item(String id) {
            int known = itemNames.size();
            int code = itemNames.add(id);
            if (code == known) {
                if (code == categoryOfItem.length) {
                    categoryOfItem = Arrays.copyOf(categoryOfItem, 2 * code);
                    brandOfItem = Arrays.copyOf(brandOfItem, 2 * code);
                }
                categoryOfItem[code] = catalog.item(id)
                        .flatMap(Item::category)
                        .map(categoryNames::add)
                        .orElse(Names.NONE);
                brandOfItem[code] = catalog.item(id)
                        .flatMap(Item::brand)
                        .map(brandNames::add)
                        .orElse(Names.NONE);
            }
            return code;
        }

        private void grow(int capacity) {
            times = Arrays.copyOf(times, capacity);
            users = Arrays.copyOf(users, capacity);
            items = Arrays.copyOf(items, capacity);
            types = Arrays.copyOf(types, capacity);
            numbers.replaceAll((name, column) -> {
                double[] longer = Arrays.copyOf(column, capacity);
                Arrays.fill(longer, column.length, capacity, Double.NaN);
                return longer;
            });
            texts.replaceAll((name, column) -> {
                int[] longer = Arrays.copyOf(column, capacity);
                Arrays.fill(longer, column.length, capacity, Names.NONE);
                return longer;
            });
        }

        private static double[] filled(double[] column) {
            Arrays.fill(column, Double.NaN);
            return column;
        }

        private static int[] filled(int[] column) {
            Arrays.fill(column, Names.NONE);
            return column;
        }

        /** {@return the timeline of the events so far; it shares names with the builder, which takes no more events} */
        public Timeline build() {
            built = true;
            return new Timeline(this);
        }
    }
}
