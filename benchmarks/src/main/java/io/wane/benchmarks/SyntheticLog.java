package io.wane.benchmarks;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A made-up log, the same for the same size: 90 days, 40 events per user and per item on average, both spread by Zipf's law
 * (exponents 0.7 and 1), in sessions of 5 events; 82 % views, 10 % carts, 6 % purchases, 2 % returns, the last three with
 * an amount. Half of the steps go back to the item before or to the user's favourite. Every item has one of 20 to 400
 * categories and a brand. It stands for the shape of a shop's log, not for anybody's behaviour.
 *
 * <p>Benchmarks walk it in slices, so that one operation is one event whatever the size.
 */
final class SyntheticLog {

    /** Events of a slice. */
    static final int SLICE = 50_000;

    private static final String[] TYPES = {"view", "cart", "purchase", "return"};
    private static final double[] UP_TO_TYPE = {0.82, 0.92, 0.98, 1};
    private static final long START_MILLIS = 1_700_000_000_000L;
    private static final long SPAN_MILLIS = 90L * 86_400_000;
    private static final int EVENTS_PER_NAME = 40;
    private static final int SESSION = 5;
    private static final int INDEX_BITS = 23;

    private final int size;
    private final long[] times;
    private final int[] users;
    private final int[] items;
    private final byte[] types;
    private final List<Optional<String>> userNames;
    private final List<Optional<String>> itemNames;
    private final Catalog catalog;

    /**
     * Makes the log.
     *
     * @param size number of events: whole slices, or less than one; at most 8 million
     */
    SyntheticLog(int size) {
        if (size < 1 || size >= 1 << INDEX_BITS || (size > SLICE && size % SLICE != 0)) {
            throw new IllegalArgumentException(
                    "events must be a multiple of " + SLICE + " below 8 million, or fewer than " + SLICE + ": " + size);
        }
        this.size = size;
        int names = Math.max(20, size / EVENTS_PER_NAME);
        userNames = names("u", names);
        itemNames = names("i", names);
        catalog = catalog(itemNames);
        times = new long[size];
        users = new int[size];
        items = new int[size];
        types = new byte[size];
        fill(names, new SplittableRandom(1));
    }

    private static List<Optional<String>> names(String prefix, int count) {
        List<Optional<String>> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(Optional.of(prefix + i));
        }
        return names;
    }

    private static Catalog catalog(List<Optional<String>> itemNames) {
        int categories = Math.min(400, Math.max(20, itemNames.size() / 20));
        List<Item> items = new ArrayList<>(itemNames.size());
        for (int i = 0; i < itemNames.size(); i++) {
            int category = i % categories;
            items.add(new Item(
                    itemNames.get(i).orElseThrow(),
                    "item " + i,
                    List.of("department " + category / 10, "category " + category),
                    Optional.of("brand " + i % 97),
                    OptionalDouble.of(5 + i % 200),
                    Map.of()));
        }
        return new Catalog(items);
    }

    private void fill(int names, SplittableRandom random) {
        Zipf userRanks = new Zipf(names, 0.7);
        Zipf itemRanks = new Zipf(names, 1);
        int[] favourites = new int[names];
        Arrays.fill(favourites, -1);
        // (offset, index) packed, so that sorting one array orders all columns.
        long[] order = new long[size];
        int[] madeUsers = new int[size];
        int[] madeItems = new int[size];
        byte[] madeTypes = new byte[size];
        int made = 0;
        while (made < size) {
            int user = userRanks.draw(random);
            long offset = random.nextLong(SPAN_MILLIS);
            int item = -1;
            do {
                double step = random.nextDouble();
                if (item < 0 || step >= 0.35) {
                    item = favourites[user] >= 0 && step < 0.5 ? favourites[user] : itemRanks.draw(random);
                }
                if (favourites[user] < 0) {
                    favourites[user] = item;
                }
                order[made] = offset << INDEX_BITS | made;
                madeUsers[made] = user;
                madeItems[made] = item;
                madeTypes[made++] = type(random.nextDouble());
                offset += 1_000 + (long) (-60_000 * Math.log(1 - random.nextDouble()));
            } while (made < size && random.nextInt(SESSION) > 0);
        }
        Arrays.sort(order);
        for (int event = 0; event < size; event++) {
            int from = (int) (order[event] & ((1 << INDEX_BITS) - 1));
            long time = START_MILLIS + (order[event] >> INDEX_BITS);
            times[event] = event == 0 ? time : Math.max(time, times[event - 1] + 1);
            users[event] = madeUsers[from];
            items[event] = madeItems[from];
            types[event] = madeTypes[from];
        }
    }

    private static byte type(double drawn) {
        byte type = 0;
        while (drawn >= UP_TO_TYPE[type]) {
            type++;
        }
        return type;
    }

    /** Ranks from 0, with chances that fall like {@code (rank + 1)^(-exponent)}. */
    private static final class Zipf {

        private final double[] upTo;

        Zipf(int ranks, double exponent) {
            upTo = new double[ranks];
            double total = 0;
            for (int rank = 0; rank < ranks; rank++) {
                total += Math.pow(rank + 1, -exponent);
                upTo[rank] = total;
            }
        }

        int draw(SplittableRandom random) {
            int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
            return at < 0 ? -at - 1 : at;
        }
    }

    /** Number of events. */
    int size() {
        return size;
    }

    /** Number of slices, at least 1. */
    int slices() {
        return Math.max(1, size / SLICE);
    }

    /** A time after the last event of a slice and not after the next one. */
    long endOfSlice(int slice) {
        return times[Math.min(size, (slice + 1) * SLICE) - 1] + 1;
    }

    /** The catalogue. */
    Catalog catalog() {
        return catalog;
    }

    /** An event; no two share an instant. */
    Event event(int index) {
        int item = items[index];
        return new Event(
                "e" + (10_000_000 + index),
                userNames.get(users[index]),
                itemNames.get(item),
                TYPES[types[index]],
                times[index],
                Optional.empty(),
                Map.of(),
                types[index] == 0 ? Map.of() : Map.of(Event.AMOUNT, 5.0 + item % 200));
    }

    /** Events of a range. */
    List<Event> events(int from, int to) {
        List<Event> events = new ArrayList<>(to - from);
        for (int index = from; index < to; index++) {
            events.add(event(index));
        }
        return events;
    }

    /** The whole log as columns. */
    Timeline timeline() {
        Timeline.Builder builder = Timeline.builder(catalog);
        for (int index = 0; index < size; index++) {
            builder.add(event(index));
        }
        return builder.build();
    }
}
