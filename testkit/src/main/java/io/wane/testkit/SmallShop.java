package io.wane.testkit;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A log that has what logs have: anonymous events, events without an item or a number, items that no catalogue
 * knows, shared instants.
 */
final class SmallShop {

    static final long START_MILLIS = 1_700_000_000_000L;
    static final long HOUR_MILLIS = 3_600_000;

    static final Catalog CATALOG = new Catalog(List.of(
            item("kettle", List.of("kitchen", "tea"), "alder", OptionalDouble.of(30)),
            item("teapot", List.of("kitchen", "tea"), "birch", OptionalDouble.of(20)),
            item("novel", List.of("books"), "", OptionalDouble.of(12)),
            item("茶叶", List.of("食品"), "alder", OptionalDouble.empty()),
            item("voucher", List.of(), "", OptionalDouble.empty())));

    private static final List<String> ITEMS = List.of("kettle", "teapot", "novel", "茶叶", "voucher", "unlisted");
    private static final List<String> USERS = List.of("ann", "ben", "cho");
    private static final List<String> TYPES = List.of("view", "view", "cart", "purchase", "return", "review", "search");

    private SmallShop() {}

    private static Item item(String id, List<String> path, String brand, OptionalDouble price) {
        return new Item(id, id + " of this shop", path, Optional.of(brand).filter(b -> !b.isEmpty()), price, Map.of());
    }

    /** Some two weeks of events, the same every time; about every third shares its instant with the one before. */
    static List<Event> events() {
        SplittableRandom random = new SplittableRandom(7);
        List<Event> events = new ArrayList<>();
        long time = START_MILLIS;
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(3) > 0) {
                time += random.nextLong(1, 12 * HOUR_MILLIS);
            }
            String type = TYPES.get(random.nextInt(TYPES.size()));
            int user = random.nextInt(USERS.size() + 1);
            events.add(new Event(
                    String.format(Locale.ROOT, "e%03d", i),
                    user == USERS.size() ? Optional.empty() : Optional.of(USERS.get(user)),
                    type.equals("search") ? Optional.empty() : Optional.of(ITEMS.get(random.nextInt(ITEMS.size()))),
                    type,
                    time,
                    Optional.empty(),
                    texts(type, random),
                    numbers(type, random)));
        }
        return events;
    }

    private static Map<String, String> texts(String type, SplittableRandom random) {
        return switch (type) {
            case "search" -> Map.of("query", random.nextBoolean() ? "green tea" : "绿茶");
            case "review" -> Map.of("text", "Good tea, " + random.nextInt(1, 9) + " cups. 很好喝");
            default -> Map.of();
        };
    }

    // Not every purchase says everything; a discount line has a negative amount.
    private static Map<String, Double> numbers(String type, SplittableRandom random) {
        Map<String, Double> numbers = new TreeMap<>();
        if (type.equals("review")) {
            numbers.put(Event.RATING, (double) random.nextInt(1, 6));
        }
        if (type.equals("cart") || type.equals("purchase") || type.equals("return")) {
            switch (random.nextInt(4)) {
                case 0 -> numbers.put(Event.AMOUNT, random.nextInt(-500, 9_000) / 100.0);
                case 1 -> numbers.put(Event.QUANTITY, (double) random.nextInt(1, 5));
                case 2 -> {
                    numbers.put(Event.QUANTITY, (double) random.nextInt(1, 5));
                    numbers.put(Event.PRICE, random.nextInt(100, 5_000) / 100.0);
                }
                default -> {}
            }
        }
        return numbers;
    }

    /** The log of these events, whatever their order. */
    static Timeline timeline(List<Event> events, Catalog catalog) {
        Timeline.Builder builder = Timeline.builder(catalog);
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id));
        sorted.forEach(builder::add);
        return builder.build();
    }
}
