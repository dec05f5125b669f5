package io.wane.testkit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every event store must do, as tests. Extend it and answer {@link #open}; every test works in a directory of its
 * own. A store that keeps nothing overrides {@link #isDurable}: what it cannot do is then skipped and reported as such.
 *
 * <p>Events of a test are few; a store that splits its files should be opened so that it splits them every few dozen
 * events. That a store survives {@code kill -9}, a full disk and a damaged file is for its own tests: the contract cannot
 * know where to hurt it.
 */
public abstract class EventStoreContract {

    private static final long SEED = 20_101_201;
    private static final long DAY = 86_400_000;
    private static final long START = 1_291_191_960_000L;

    /** In the order that a store must give them back. */
    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id);

    // Combining marks, right to left, outside the basic plane, controls, half a surrogate pair.
    private static final List<String> TEXTS = List.of(
            "plain",
            "two\nlines\r\n\tand a tab",
            "\"quoted\", with; separators, 100%",
            "Grüße, naïve café",
            "e\u0301 is not \u00e9",
            "大号玻璃杯",
            "كوب زجاجي",
            "👩‍👩‍👧 🎁 \ud83c\udf89",
            "nul \u0000 and \u001f and \ufeff and \uffff",
            "half \ud83d a pair",
            "\udf89 the other half",
            " surrounded ",
            "x".repeat(70_000));

    @TempDir
    private Path directory;

    /** For subclasses. */
    protected EventStoreContract() {}

    /**
     * Opens the store that lives in a directory; a store that keeps nothing answers an empty one.
     *
     * @param dir an existing directory; empty at the first call of a test
     * @return the store, which the contract closes
     */
    protected abstract EventStore open(Path dir);

    /** {@return whether what is appended outlives the store object} Default true. */
    protected boolean isDurable() {
        return true;
    }

    /**
     * Finds where a text stands on the disk. By default it searches every file under the directory for the text in UTF-8
     * and UTF-16; a store that compresses its files overrides this to unpack them first.
     *
     * @param dir where the store, closed by now, has lived
     * @param text what to look for
     * @return the files that hold it
     * @throws IOException if a file cannot be read
     */
    protected List<Path> filesHolding(Path dir, String text) throws IOException {
        List<Path> holding = new ArrayList<>();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (Charset charset : List.of(UTF_8, UTF_16BE, UTF_16LE)) {
                    if (contains(bytes, text.getBytes(charset))) {
                        holding.add(file);
                    }
                }
            }
        }
        return holding;
    }

    private EventStore open() {
        return open(directory);
    }

    @Test
    void aNewStoreIsEmpty() {
        try (EventStore store = open()) {
            assertThat(store.size()).isZero();
            assertThat(all(store)).isEmpty();
            assertThat(store.catalog().size()).isZero();
            assertThat(store.append(List.of())).isEqualTo(new Appended(0, 0, List.of()));
            assertThat(store.eraseUser("nobody")).isZero();
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void eventsComeBackByTimeAndThenById() {
        List<Event> events = events(300);
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(SEED));
        try (EventStore store = open()) {
            assertThat(append(store, shuffled, 41)).isEqualTo(new Appended(300, 0, List.of()));
            assertThat(store.size()).isEqualTo(300);
            assertThat(all(store)).isEqualTo(events);
        }
    }

    @Test
    void idsOfOneTimeAreComparedAsStringsAre() {
        // By UTF-8 bytes, U+10000 would stand after U+FFFD; by chars, the surrogates of U+10000 stand before it.
        List<Event> events = new ArrayList<>();
        for (String id : List.of("10", "9", "A", "a", "Z", "é", "\ufffd", "\ud800\udc00", "a ", "ab", "\udbff")) {
            events.add(event(id, "u", 5));
        }
        List<Event> expected = new ArrayList<>(events);
        expected.sort(ORDER);
        try (EventStore store = open()) {
            append(store, events, 3);
            assertThat(all(store)).isEqualTo(expected);
        }
    }

    @Test
    void timesMayLieAnywhere() {
        List<Event> events = new ArrayList<>();
        for (long time : new long[] {Long.MIN_VALUE, -DAY, -1, 0, 1, START, Long.MAX_VALUE - 1}) {
            events.add(event("at " + time, "u", time));
        }
        try (EventStore store = open()) {
            append(store, events, 2);
            assertThat(all(store)).isEqualTo(events);
        }
    }

    @Test
    void textsOfAnyCharactersComeBackCharForChar() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            events.add(new Event(
                    "id " + text,
                    Optional.of("user " + text),
                    Optional.of("item " + text),
                    "type " + text,
                    i,
                    Optional.of("basket " + text),
                    Map.of("title", text, text, "as a name", "empty", ""),
                    Map.of(text, 1.0)));
        }
        try (EventStore store = open()) {
            append(store, events, 5);
            assertThat(all(store)).isEqualTo(events);
        }
        try (EventStore store = reopen(events)) {
            assertThat(all(store)).isEqualTo(events);
        }
    }

    @Test
    void numbersComeBackBitForBit() {
        double[] numbers = {
            0.0,
            -0.0,
            1,
            -1,
            0.1,
            1.0 / 3,
            Math.PI,
            1e-300,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            1L << 53
        };
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            events.add(new Event(
                    "n" + i,
                    Optional.empty(),
                    Optional.empty(),
                    "view",
                    100 + i,
                    Optional.empty(),
                    Map.of(),
                    Map.of(Event.PRICE, numbers[i], "shop's own", numbers[numbers.length - 1 - i])));
        }
        try (EventStore store = open()) {
            append(store, events, 5);
        }
        try (EventStore store = reopen(events)) {
            List<Event> stored = all(store);
            for (int i = 0; i < numbers.length; i++) {
                assertThat(Double.doubleToRawLongBits(stored.get(i).numbers().get(Event.PRICE)))
                        .as("bits of %s", numbers[i])
                        .isEqualTo(Double.doubleToRawLongBits(numbers[i]));
            }
            assertThat(stored).isEqualTo(events);
        }
    }

    @Test
    void whatAnEventLeavesOutStaysOut() {
        List<Event> events = new ArrayList<>();
        for (int present = 0; present < 8; present++) {
            events.add(new Event(
                    "e" + present,
                    (present & 1) == 0 ? Optional.empty() : Optional.of("same"),
                    (present & 2) == 0 ? Optional.empty() : Optional.of("same"),
                    "search",
                    present,
                    (present & 4) == 0 ? Optional.empty() : Optional.of("same"),
                    (present & 1) == 0 ? Map.of() : Map.of("query", "same"),
                    (present & 2) == 0 ? Map.of() : Map.of("quantity", 1.0, "price", 2.0, "rating", 3.0)));
        }
        try (EventStore store = open()) {
            append(store, events, 8);
        }
        try (EventStore store = reopen(events)) {
            assertThat(all(store)).isEqualTo(events);
        }
    }

    @Test
    void aRangeIncludesItsStartAndNotItsEnd() {
        List<Event> events = events(200);
        try (EventStore store = open()) {
            append(store, events, 17);
            Random random = new Random(SEED);
            for (int i = 0; i < 60; i++) {
                long from = events.get(random.nextInt(200)).timeMillis() + random.nextInt(3) - 1;
                long to = events.get(random.nextInt(200)).timeMillis() + random.nextInt(3) - 1;
                List<Event> expected = new ArrayList<>();
                for (Event event : events) {
                    if (event.timeMillis() >= from && event.timeMillis() < to) {
                        expected.add(event);
                    }
                }
                assertThat(range(store, from, to)).as("from %d to %d", from, to).isEqualTo(expected);
            }
            assertThat(range(store, START, START)).isEmpty();
            assertThat(range(store, Long.MIN_VALUE, START)).isEmpty();
        }
    }

    @Test
    void ofOneIdInABatchTheFirstCounts() {
        Event first = event("a", "u", 1);
        Event other = event("a", "somebody else", 1);
        try (EventStore store = open()) {
            assertThat(store.append(List.of(first, event("b", "u", 2), first, other, first)))
                    .isEqualTo(new Appended(2, 2, List.of("a")));
            assertThat(all(store)).containsExactly(first, event("b", "u", 2));
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    void anEventThatIsKnownIsCountedAndNotAddedAgain() {
        List<Event> events = events(150);
        try (EventStore store = open()) {
            append(store, events.subList(0, 100), 30);
            assertThat(append(store, events.subList(50, 150), 37)).isEqualTo(new Appended(50, 50, List.of()));
            assertThat(store.size()).isEqualTo(150);
            assertThat(all(store)).isEqualTo(events);
        }
        try (EventStore store = reopen(events)) {
            assertThat(append(store, events, 64)).isEqualTo(new Appended(0, 150, List.of()));
            assertThat(store.append(List.of(event("new", "u", START)))).isEqualTo(new Appended(1, 0, List.of()));
            assertThat(store.size()).isEqualTo(151);
        }
    }

    @Test
    void aKnownIdWithOtherContentIsReportedAndNotOverwritten() {
        List<Event> events = events(120);
        Event old = events.get(7);
        List<Event> changed = List.of(
                event(old.id(), "another user", old.timeMillis()),
                copy(old, old.timeMillis() + 1, old.numbers()),
                copy(old, old.timeMillis(), Map.of(Event.QUANTITY, 77.0)));
        try (EventStore store = open()) {
            append(store, events, 25);
            assertThat(store.append(changed)).isEqualTo(new Appended(0, 0, List.of(old.id(), old.id(), old.id())));
            assertThat(all(store)).isEqualTo(events);
        }
        try (EventStore store = reopen(events)) {
            assertThat(store.append(changed).conflicting()).hasSize(3);
            assertThat(all(store)).isEqualTo(events);
            assertThat(store.size()).isEqualTo(120);
        }
    }

    @Test
    void eventsOutliveTheStoreObject() {
        requireDurable();
        List<Event> events = events(100);
        for (int i = 0; i < 100; i += 20) {
            try (EventStore store = open()) {
                append(store, events.subList(i, i + 20), 7);
            }
        }
        try (EventStore store = open()) {
            assertThat(store.size()).isEqualTo(100);
            assertThat(all(store)).isEqualTo(events);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void manySmallBatchesAreAsGoodAsOne() {
        List<Event> events = events(500);
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(SEED));
        try (EventStore store = open()) {
            append(store, shuffled, 1);
            assertThat(all(store)).isEqualTo(events);
            assertThat(append(store, shuffled, 100)).isEqualTo(new Appended(0, 500, List.of()));
            assertThat(store.verify()).isEmpty();
        }
        try (EventStore store = reopen(events)) {
            assertThat(all(store)).isEqualTo(events);
        }
    }

    @Test
    void theNewestDescriptionOfAnItemCounts() {
        Item bare = new Item("bare", "", List.of(), Optional.empty(), OptionalDouble.empty(), Map.of());
        Item cup = new Item(
                "cup",
                "大号 cup 🎁",
                List.of("Kitchen", "Glass, large"),
                Optional.of("Bodum\n"),
                OptionalDouble.of(9.95),
                Map.of("description", "two\nlines", "empty", ""));
        Item cheaperCup =
                new Item("cup", cup.title(), cup.categoryPath(), Optional.empty(), OptionalDouble.of(-0.0), Map.of());
        List<Item> expected = List.of(bare, cheaperCup);
        try (EventStore store = open()) {
            store.putItems(List.of(cup, bare));
            assertThat(store.catalog().items()).containsExactly(bare, cup);
            store.putItems(List.of(cup, cheaperCup));
            assertThat(store.catalog().items()).containsExactlyElementsOf(expected);
            store.putItems(List.of());
            assertThat(store.catalog().item("cup")).contains(cheaperCup);
            assertThat(store.verify()).isEmpty();
            if (!isDurable()) {
                return;
            }
        }
        try (EventStore store = open()) {
            assertThat(store.catalog().items()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aCatalogueOfManyItemsIsKeptInFull() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 1_300; i++) {
            items.add(item(i, "title " + i));
        }
        try (EventStore store = open()) {
            store.putItems(items);
            for (int i = 0; i < 1_300; i += 130) {
                items.set(i, item(i, "a new title"));
                store.putItems(List.of(items.get(i)));
            }
            assertThat(store.catalog().items()).containsExactlyElementsOf(items);
            if (!isDurable()) {
                return;
            }
        }
        try (EventStore store = open()) {
            assertThat(store.catalog().items()).containsExactlyElementsOf(items);
        }
    }

    private static Item item(int number, String title) {
        return new Item(
                String.format(Locale.ROOT, "i%05d", number),
                title,
                List.of("department", "shelf " + number % 7),
                Optional.empty(),
                OptionalDouble.of(number),
                Map.of());
    }

    @Test
    void anErasedUserIsGoneAndNobodyElse() {
        List<Event> events = new ArrayList<>(events(150));
        List<Event> kept = new ArrayList<>();
        List<Event> theirs = new ArrayList<>();
        for (Event event : events) {
            (event.user().equals(Optional.of("user-3")) ? theirs : kept).add(event);
        }
        try (EventStore store = open()) {
            append(store, events, 20);
            assertThat(store.eraseUser("user"))
                    .as("a name that others start with")
                    .isZero();
            assertThat(store.eraseUser("user-3")).isEqualTo(theirs.size());
            assertThat(all(store)).isEqualTo(kept);
            assertThat(store.size()).isEqualTo(kept.size());
            assertThat(store.eraseUser("user-3")).isZero();
            assertThat(append(store, kept, 50)).isEqualTo(new Appended(0, kept.size(), List.of()));
            assertThat(store.verify()).isEmpty();
        }
        try (EventStore store = reopen(kept)) {
            assertThat(all(store)).isEqualTo(kept);
            assertThat(store.size()).isEqualTo(kept.size());
            // What was erased is unknown: sent again, it is new.
            assertThat(append(store, theirs, 10)).isEqualTo(new Appended(theirs.size(), 0, List.of()));
            assertThat(all(store)).isEqualTo(events);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void theOnlyUserCanBeErased() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            events.add(event("e" + i, "alone", i));
        }
        try (EventStore store = open()) {
            append(store, events, 10);
            assertThat(store.eraseUser("alone")).isEqualTo(90);
            assertThat(all(store)).isEmpty();
        }
        try (EventStore store = reopen(List.of())) {
            assertThat(store.size()).isZero();
            assertThat(append(store, events, 33)).isEqualTo(new Appended(90, 0, List.of()));
        }
    }

    @Test
    void noFileHoldsAnErasedUser() throws IOException {
        String user = "Ärztin-7f3c9e 🎁";
        List<Event> events = new ArrayList<>(events(100));
        for (int i = 0; i < 30; i++) {
            events.add(new Event(
                    "theirs-" + i,
                    Optional.of(user),
                    Optional.of("item"),
                    "search",
                    START + i * DAY,
                    Optional.of("basket of 7f3c9e"),
                    Map.of("query", "asked by 7f3c9e"),
                    Map.of()));
        }
        Collections.shuffle(events, new Random(SEED));
        try (EventStore store = open()) {
            append(store, events, 13);
            assertThat(store.eraseUser(user)).isEqualTo(30);
        }
        for (String trace : List.of(user, "7f3c9e")) {
            assertThat(filesHolding(directory, trace))
                    .as("files that hold '%s'", trace)
                    .isEmpty();
        }
    }

    private static boolean contains(byte[] bytes, byte[] sought) {
        for (int at = 0; at + sought.length <= bytes.length; at++) {
            if (bytes[at] == sought[0] && Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aDirectoryIsOpenedOnceAtATime() {
        requireDurable();
        try (EventStore store = open()) {
            store.append(List.of(event("a", "u", 1)));
            assertThatThrownBy(() -> open().close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString());
            assertThat(store.append(List.of(event("b", "u", 2)))).isEqualTo(new Appended(1, 0, List.of()));
        }
        try (EventStore store = open()) {
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        EventStore store = open();
        store.close();
        store.close();
        assertThatThrownBy(() -> store.append(List.of(event("a", "u", 1)))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> all(store)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::size).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::catalog).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.putItems(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.eraseUser("u")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::verify).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAConsumerThrowsEndsTheScan() {
        List<Event> events = events(80);
        try (EventStore store = open()) {
            append(store, events, 20);
            List<Event> seen = new ArrayList<>();
            IllegalStateException enough = new IllegalStateException("enough");
            assertThatThrownBy(() -> store.scan(Long.MIN_VALUE, Long.MAX_VALUE, event -> {
                        seen.add(event);
                        if (seen.size() == 10) {
                            throw enough;
                        }
                    }))
                    .isSameAs(enough);
            assertThat(seen).isEqualTo(events.subList(0, 10));
            assertThat(all(store)).isEqualTo(events);
            assertThat(store.eraseUser("user-1")).isPositive();
        }
    }

    @Test
    void readersSeeEveryAcknowledgedEventWhileAWriterAppends() throws Exception {
        List<Event> events = events(600);
        Set<Event> sent = Set.copyOf(events);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (EventStore store = open()) {
            CountDownLatch readersRun = new CountDownLatch(2);
            Callable<Void> reader = () -> {
                readersRun.countDown();
                long acknowledged = 0;
                while (acknowledged < 600) {
                    acknowledged = store.size();
                    List<Event> seen = all(store);
                    assertThat(seen).hasSizeGreaterThanOrEqualTo((int) acknowledged);
                    assertThat(seen).isSortedAccordingTo(ORDER);
                    assertThat(sent.containsAll(seen)).isTrue();
                }
                return null;
            };
            Future<Void> one = threads.submit(reader);
            Future<Void> two = threads.submit(reader);
            readersRun.await();
            Future<Appended> writer = threads.submit(() -> {
                List<Event> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, new Random(SEED));
                return append(store, shuffled, 23);
            });
            assertThat(writer.get()).isEqualTo(new Appended(600, 0, List.of()));
            one.get();
            two.get();
            assertThat(all(store)).isEqualTo(events);
        } finally {
            threads.shutdownNow();
        }
    }

    private void requireDurable() {
        assumeTrue(isDurable(), "the store says that it keeps nothing");
    }

    // A store that keeps nothing is filled again, so that what follows is tested all the same.
    private EventStore reopen(List<Event> kept) {
        EventStore store = open();
        if (!isDurable()) {
            store.append(kept);
        }
        return store;
    }

    private static List<Event> all(EventStore store) {
        return range(store, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static List<Event> range(EventStore store, long from, long to) {
        List<Event> events = new ArrayList<>();
        store.scan(from, to, events::add);
        return events;
    }

    private static Appended append(EventStore store, List<Event> events, int batch) {
        Appended sum = new Appended(0, 0, List.of());
        for (int from = 0; from < events.size(); from += batch) {
            sum = sum.plus(store.append(events.subList(from, Math.min(events.size(), from + batch))));
        }
        return sum;
    }

    // A small shop's log, in order: baskets share a time, some users are unknown.
    private static List<Event> events(int count) {
        Random random = new Random(SEED + count);
        List<Event> events = new ArrayList<>();
        long time = START;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) == 0) {
                time += random.nextInt(100_000);
            }
            int user = random.nextInt(10);
            events.add(new Event(
                    Long.toHexString(random.nextLong()) + "#" + i,
                    user == 0 ? Optional.empty() : Optional.of("user-" + user),
                    Optional.of("item-" + random.nextInt(30)),
                    random.nextInt(4) == 0 ? "purchase" : "view",
                    time,
                    random.nextBoolean() ? Optional.of("basket-" + time) : Optional.empty(),
                    Map.of("title", "GLASS STAR " + random.nextInt(30)),
                    Map.of(Event.QUANTITY, 1.0 + random.nextInt(5), Event.PRICE, random.nextDouble())));
        }
        events.sort(ORDER);
        return events;
    }

    private static Event event(String id, String user, long time) {
        return new Event(
                id, Optional.of(user), Optional.of("item"), "view", time, Optional.empty(), Map.of(), Map.of());
    }

    private static Event copy(Event of, long time, Map<String, Double> numbers) {
        return new Event(of.id(), of.user(), of.item(), of.type(), time, of.basket(), of.text(), numbers);
    }
}
