package io.wane.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {

    private static final Catalog SHOP = new Catalog(List.of(
            item("tea", List.of("Food", "Tea"), "Leaf"),
            item("mug", List.of("Home"), "Clay"),
            item("pot", List.of("Home"), ""),
            item("map", List.of(), "Leaf")));

    private static Item item(String id, List<String> path, String brand) {
        return new Item(
                id, id, path, Optional.of(brand).filter(name -> !name.isEmpty()), OptionalDouble.empty(), Map.of());
    }

    private static Event event(long time, String id, String user, String item, String type) {
        return event(time, id, user, item, type, Map.of(), Map.of());
    }

    private static Event event(
            long time,
            String id,
            String user,
            String item,
            String type,
            Map<String, String> text,
            Map<String, Double> numbers) {
        return new Event(
                id,
                Optional.of(user).filter(name -> !name.isEmpty()),
                Optional.of(item).filter(name -> !name.isEmpty()),
                type,
                time,
                Optional.empty(),
                text,
                numbers);
    }

    private static Timeline timeline(Catalog catalog, List<Event> events) {
        Timeline.Builder builder = Timeline.builder(catalog);
        events.forEach(builder::add);
        return builder.build();
    }

    private static final List<Event> FEW = List.of(
            event(10, "a", "ann", "tea", "view"),
            event(10, "b", "bob", "mug", "view"),
            event(20, "a", "ann", "", "search", Map.of("query", "green tea"), Map.of()),
            event(30, "c", "", "pot", "view"),
            event(30, "d", "ann", "tea", "buy", Map.of(), Map.of("quantity", 3.0, "price", 2.5)),
            event(40, "e", "cyd", "map", "buy", Map.of("note", "gift"), Map.of("amount", 9.0, "rating", 4.0)),
            event(50, "f", "ann", "unlisted", "view", Map.of(), Map.of("quantity", 2.0, "dwell", 1.5)));

    // Order

    @Test
    void eventsComeInOrderOfTimeThenId() {
        Timeline.Builder builder = Timeline.builder(SHOP).add(event(20, "b", "ann", "tea", "view"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(event(19, "z", "ann", "tea", "view")))
                .withMessage("events must come in (time, id) order: (19, z) after (20, b)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(event(20, "b", "ann", "tea", "view")))
                .withMessage("events must come in (time, id) order: (20, b) after (20, b)");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(event(20, "a", "ann", "tea", "view")));
        // What was refused left nothing behind.
        assertThat(builder.add(event(20, "c", "bob", "tea", "view"))
                        .build()
                        .users()
                        .list())
                .containsExactly("ann", "bob");
    }

    @Test
    void theFirstEventMayLieBefore1970() {
        Timeline timeline = timeline(SHOP, List.of(event(-5, "a", "ann", "tea", "view")));
        assertThat(timeline.timeMillis(0)).isEqualTo(-5);
        assertThat(timeline.endMillis()).isEqualTo(-4);
    }

    @Test
    void aBuiltTimelineDoesNotChangeAnyMore() {
        Timeline.Builder builder = Timeline.builder(SHOP).add(FEW.get(0));
        builder.build();
        assertThatIllegalStateException().isThrownBy(() -> builder.add(FEW.get(1)));
    }

    // Columns

    @Test
    void absentUsersAndItemsHaveNoCode() {
        Timeline timeline = timeline(SHOP, FEW);
        assertThat(timeline.user(3)).isEqualTo(Names.NONE);
        assertThat(timeline.item(2)).isEqualTo(Names.NONE);
        for (Scope scope : List.of(Scope.ITEM, Scope.CATEGORY, Scope.BRAND, Scope.USER_BRAND)) {
            assertThat(timeline.entity(scope, 2)).isEqualTo(Names.NONE);
        }
        assertThat(timeline.entity(Scope.USER, 2)).isZero();
    }

    @Test
    void categoriesAndBrandsComeFromTheCatalogue() {
        Timeline timeline = timeline(SHOP, FEW);
        assertThat(timeline.entityNames(Scope.CATEGORY).list()).containsExactly("Food > Tea", "Home");
        assertThat(timeline.entityNames(Scope.USER_BRAND).list()).containsExactly("Leaf", "Clay");
        assertThat(timeline.entityNames(Scope.ITEM).list()).containsExactly("tea", "mug", "pot", "map", "unlisted");
        assertThat(codes(timeline, Scope.CATEGORY)).containsExactly(0, 1, -1, 1, 0, -1, -1);
        assertThat(codes(timeline, Scope.BRAND)).containsExactly(0, 1, -1, -1, 0, 0, -1);
        assertThat(codes(timeline, Scope.ITEM)).containsExactly(0, 1, -1, 2, 0, 3, 4);
        assertThat(codes(timeline, Scope.ALL)).containsOnly(0);
        assertThat(timeline.entityOfItem(Scope.USER_CATEGORY, 2)).isEqualTo(1);
        assertThat(timeline.entityOfItem(Scope.BRAND, Names.NONE)).isEqualTo(Names.NONE);
        assertThat(timeline.catalog()).isSameAs(SHOP);
    }

    private static int[] codes(Timeline timeline, Scope scope) {
        int[] codes = new int[timeline.size()];
        for (int event = 0; event < codes.length; event++) {
            codes[event] = timeline.entity(scope, event);
        }
        return codes;
    }

    @Test
    void aScopeWithoutEntityHasNoEntityNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timeline(SHOP, FEW).entityNames(Scope.USER))
                .withMessage("scope 'user' names no entity");
    }

    @Test
    void theCursorShowsOneEventAtATime() {
        Timeline.Cursor cursor = timeline(SHOP, FEW).cursor();
        assertThat(cursor.at(2).user()).isEqualTo("ann");
        assertThat(cursor.item()).isEmpty();
        assertThat(cursor.type()).isEqualTo("search");
        assertThat(cursor.timeMillis()).isEqualTo(20);
        assertThat(cursor.text("query")).isEqualTo("green tea");
        assertThat(cursor.text("note")).isEmpty();
        assertThat(cursor.text("unheard")).isEmpty();
        assertThat(cursor.at(3).user()).isEmpty();
        assertThat(cursor.item()).isEqualTo("pot");
        assertThat(cursor.text("query")).isEmpty();
        assertThat(cursor.at(6).number("dwell")).isEqualTo(1.5);
    }

    @Test
    void absentNumbersAreNaN() {
        Timeline.Cursor view = timeline(SHOP, FEW).cursor().at(0);
        assertThat(view.quantity()).isNaN();
        assertThat(view.price()).isNaN();
        assertThat(view.amount()).isNaN();
        assertThat(view.rating()).isNaN();
        assertThat(view.number("dwell")).isNaN();
        assertThat(view.number("unheard")).isNaN();
        Timeline.Cursor bare = timeline(SHOP, FEW.subList(0, 2)).cursor().at(1);
        assertThat(bare.quantity()).isNaN();
        assertThat(bare.amount()).isNaN();
    }

    @Test
    void theAmountIsGivenOrQuantityTimesPrice() {
        Timeline.Cursor cursor = timeline(SHOP, FEW).cursor();
        assertThat(cursor.at(4).amount()).isEqualTo(7.5);
        assertThat(cursor.at(5).amount()).isEqualTo(9);
        assertThat(cursor.rating()).isEqualTo(4);
        assertThat(cursor.at(6).amount()).isNaN();
    }

    // Time

    @Test
    void theFirstEventAtATimeIsTheFirstOfItsInstant() {
        Timeline timeline = timeline(SHOP, FEW);
        assertThat(timeline.firstAt(Long.MIN_VALUE)).isZero();
        assertThat(timeline.firstAt(10)).isZero();
        assertThat(timeline.firstAt(11)).isEqualTo(2);
        assertThat(timeline.firstAt(30)).isEqualTo(3);
        assertThat(timeline.firstAt(50)).isEqualTo(6);
        assertThat(timeline.firstAt(51)).isEqualTo(7);
        assertThat(timeline.firstAt(Long.MAX_VALUE)).isEqualTo(7);
        assertThat(timeline.before(30).firstAt(Long.MAX_VALUE)).isEqualTo(3);
    }

    @Test
    void anEmptyLogEndsBeforeAnyTime() {
        Timeline timeline = Timeline.builder(SHOP).build();
        assertThat(timeline.size()).isZero();
        assertThat(timeline.endMillis()).isEqualTo(Long.MIN_VALUE);
        assertThat(timeline.before(0)).isSameAs(timeline);
        assertThat(timeline.firstAt(0)).isZero();
    }

    @Test
    void aPrefixKnowsOnlyWhatOccurredStrictlyBefore() {
        Timeline prefix = timeline(SHOP, FEW).before(20);
        assertThat(prefix.size()).isEqualTo(2);
        assertThat(prefix.endMillis()).isEqualTo(20);
        assertThat(prefix.users().list()).containsExactly("ann", "bob");
        assertThat(prefix.items().list()).containsExactly("tea", "mug");
        assertThat(prefix.items().code("pot")).isEqualTo(Names.NONE);
        assertThat(prefix.types().list()).containsExactly("view");
        assertThat(prefix.types().code("buy")).isEqualTo(Names.NONE);
        assertThat(prefix.entityNames(Scope.BRAND).list()).containsExactly("Leaf", "Clay");
    }

    @Test
    void aPrefixRefusesToShowWhatComesAfterIt() {
        Timeline prefix = timeline(SHOP, FEW).before(20);
        Timeline.Cursor cursor = prefix.cursor();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cursor.at(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prefix.event(2, "later"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prefix.timeMillis(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prefix.user(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prefix.item(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prefix.type(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> prefix.entity(Scope.ITEM, 2));
    }

    @Test
    void aPrefixToTheEndIsTheLogItself() {
        Timeline timeline = timeline(SHOP, FEW);
        assertThat(timeline.before(51)).isSameAs(timeline);
        assertThat(timeline.before(50).size()).isEqualTo(6);
    }

    @Test
    void aPrefixHasPrefixes() {
        Timeline timeline = timeline(SHOP, FEW);
        assertSame(timeline.before(45).before(25), timeline.before(25));
        Timeline prefix = timeline.before(25);
        assertThat(prefix.before(45)).isSameAs(prefix);
    }

    // 4,000 events grow every column and 700 items the codes of categories and brands; names and columns appear late.
    private static final Catalog LARGE_SHOP = largeShop();
    private static final List<Event> MANY = many();

    private static Catalog largeShop() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 700; i += 2) {
            items.add(item("i" + i, i % 3 == 0 ? List.of() : List.of("c" + i % 40), i % 5 == 0 ? "" : "b" + i % 60));
        }
        return new Catalog(items);
    }

    private static List<Event> many() {
        Random random = new Random(7);
        List<Event> events = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 4000; i++) {
            time += random.nextInt(3);
            Map<String, Double> numbers = new TreeMap<>();
            Map<String, String> text = new TreeMap<>();
            for (String number : List.of("quantity", "price", "amount", "rating")) {
                if (random.nextInt(3) == 0 && (i > 1500 || !number.equals("rating"))) {
                    numbers.put(number, (double) random.nextInt(9));
                }
            }
            if (i > 2000 && random.nextInt(4) == 0) {
                text.put("query", "q" + random.nextInt(50));
            }
            int reach = i / 5 + 1;
            events.add(event(
                    time,
                    String.format("e%05d", i),
                    random.nextInt(20) == 0 ? "" : "u" + random.nextInt(reach),
                    random.nextInt(20) == 0 ? "" : "i" + random.nextInt(reach),
                    "t" + random.nextInt(1 + i / 500),
                    text,
                    numbers));
        }
        return events;
    }

    @Test
    void aLongLogKeepsEveryEvent() {
        Timeline timeline = timeline(LARGE_SHOP, MANY);
        Timeline.Cursor cursor = timeline.cursor();
        List<List<Object>> seen = new ArrayList<>();
        List<List<Object>> added = new ArrayList<>();
        for (int i = 0; i < timeline.size(); i++) {
            cursor.at(i);
            seen.add(List.of(
                    cursor.timeMillis(),
                    cursor.user(),
                    cursor.item(),
                    cursor.type(),
                    cursor.quantity(),
                    cursor.price(),
                    cursor.rating(),
                    cursor.text("query"),
                    name(timeline, Scope.CATEGORY, i),
                    name(timeline, Scope.BRAND, i)));
        }
        for (Event event : MANY) {
            Optional<Item> item = event.item().flatMap(LARGE_SHOP::item);
            added.add(List.of(
                    event.timeMillis(),
                    event.user().orElse(""),
                    event.item().orElse(""),
                    event.type(),
                    event.numbers().getOrDefault("quantity", Double.NaN),
                    event.numbers().getOrDefault("price", Double.NaN),
                    event.numbers().getOrDefault("rating", Double.NaN),
                    event.text().getOrDefault("query", ""),
                    item.flatMap(Item::category),
                    item.flatMap(Item::brand)));
        }
        assertThat(seen).isEqualTo(added);
    }

    private static Optional<String> name(Timeline timeline, Scope scope, int event) {
        int code = timeline.entity(scope, event);
        return code == Names.NONE
                ? Optional.empty()
                : Optional.of(timeline.entityNames(scope).name(code));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 500, 1023, 1024, 1025, 2000, 3000, 3900, 9000})
    void aPrefixEqualsATimelineOfThePrefixAlone(long cut) {
        List<Event> before =
                MANY.stream().filter(event -> event.timeMillis() < cut).toList();
        assertSame(timeline(LARGE_SHOP, MANY).before(cut), timeline(LARGE_SHOP, before));
    }

    private static void assertSame(Timeline actual, Timeline expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        assertThat(actual.users().list()).isEqualTo(expected.users().list());
        assertThat(actual.types().list()).isEqualTo(expected.types().list());
        for (Scope scope : List.of(Scope.ITEM, Scope.CATEGORY, Scope.BRAND)) {
            assertThat(actual.entityNames(scope).list())
                    .isEqualTo(expected.entityNames(scope).list());
            assertThat(codes(actual, scope)).isEqualTo(codes(expected, scope));
        }
        assertThat(column(actual, Timeline.Cursor::timeMillis))
                .isEqualTo(column(expected, Timeline.Cursor::timeMillis));
        assertThat(column(actual, Timeline.Cursor::user)).isEqualTo(column(expected, Timeline.Cursor::user));
        assertThat(column(actual, Timeline.Cursor::type)).isEqualTo(column(expected, Timeline.Cursor::type));
        assertThat(column(actual, Timeline.Cursor::amount)).isEqualTo(column(expected, Timeline.Cursor::amount));
        assertThat(column(actual, Timeline.Cursor::rating)).isEqualTo(column(expected, Timeline.Cursor::rating));
        assertThat(column(actual, cursor -> cursor.text("query")))
                .isEqualTo(column(expected, cursor -> cursor.text("query")));
    }

    private static List<Object> column(Timeline timeline, Function<Timeline.Cursor, Object> read) {
        Timeline.Cursor cursor = timeline.cursor();
        List<Object> column = new ArrayList<>();
        for (int event = 0; event < timeline.size(); event++) {
            column.add(read.apply(cursor.at(event)));
        }
        return column;
    }
}
