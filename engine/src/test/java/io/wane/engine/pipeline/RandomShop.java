package io.wane.engine.pipeline;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Logs with all that real ones have: shared instants, anonymous events, events without an item or a number, negative
 * amounts, items without category or brand or unknown to the catalogue, users and items that come late, and a type, {@code
 * gift}, that appears only in the last third.
 */
public final class RandomShop {

    public static final long START_MILLIS = 1_700_000_000_000L;
    public static final long HOUR_MILLIS = 3_600_000;
    public static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    public static final Catalog CATALOG = catalog();

    private static final int USERS = 8;
    private static final int ITEMS = 14;
    private static final List<String> TYPES = List.of("view", "view", "view", "cart", "purchase", "return", "search");

    private RandomShop() {}

    private static Catalog catalog() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS - 2; i++) {
            items.add(new Item(
                    "item" + i,
                    "Item " + i,
                    i % 4 == 3 ? List.of() : List.of("house", "shelf" + i % 3),
                    i % 5 == 4 ? Optional.empty() : Optional.of("brand" + i % 2),
                    OptionalDouble.empty(),
                    Map.of()));
        }
        return new Catalog(items);
    }

    /** Events in (time, id) order, about seven hours apart; a third of them shares its instant with the one before. */
    public static List<Event> events(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        long time = START_MILLIS;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) > 0) {
                // sometimes nothing happens for weeks
                time += random.nextInt(40) == 0 ? random.nextLong(30 * DAY_MILLIS) : random.nextLong(14 * HOUR_MILLIS);
            }
            int known = 2 + i * (USERS - 2) / count;
            String type =
                    i > 2 * count / 3 && random.nextInt(8) == 0 ? "gift" : TYPES.get(random.nextInt(TYPES.size()));
            boolean anonymous = random.nextInt(6) == 0;
            int item = Math.min(random.nextInt(ITEMS), random.nextInt(4 + 2 * known));
            events.add(new Event(
                    String.format("%06d", i),
                    anonymous ? Optional.empty() : Optional.of("user" + random.nextInt(known)),
                    type.equals("search") ? Optional.empty() : Optional.of("item" + item),
                    type,
                    time,
                    Optional.empty(),
                    Map.of(),
                    numbers(random)));
        }
        return events;
    }

    private static Map<String, Double> numbers(SplittableRandom random) {
        Map<String, Double> numbers = new TreeMap<>();
        switch (random.nextInt(5)) {
            case 0 -> numbers.put(Event.AMOUNT, random.nextInt(-2_000, 9_000) / 100.0);
            case 1 -> numbers.put(Event.QUANTITY, (double) random.nextInt(1, 5));
            case 2 -> {
                numbers.put(Event.QUANTITY, (double) random.nextInt(1, 5));
                numbers.put(Event.PRICE, random.nextInt(1, 5_000) / 100.0);
            }
            case 3 -> numbers.put(Event.RATING, random.nextInt(-2, 6) / 3.0);
            default -> {}
        }
        return numbers;
    }

    public static Timeline timeline(List<Event> events) {
        Timeline.Builder builder = Timeline.builder(CATALOG);
        events.forEach(builder::add);
        return builder.build();
    }

    public static Timeline timeline(long seed, int count) {
        return timeline(events(seed, count));
    }

    /** The same events; within every instant they take each other's place, last first. */
    public static List<Event> turnedInsideInstants(List<Event> events) {
        List<Event> turned = new ArrayList<>();
        int from = 0;
        while (from < events.size()) {
            int to = from;
            while (to < events.size()
                    && events.get(to).timeMillis() == events.get(from).timeMillis()) {
                to++;
            }
            for (int i = to - 1; i >= from; i--) {
                Event event = events.get(i);
                turned.add(new Event(
                        events.get(from + to - 1 - i).id(),
                        event.user(),
                        event.item(),
                        event.type(),
                        event.timeMillis(),
                        event.basket(),
                        event.text(),
                        event.numbers()));
            }
            from = to;
        }
        return turned;
    }
}
