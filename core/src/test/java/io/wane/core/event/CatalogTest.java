package io.wane.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static Item item(String id, String title) {
        return new Item(id, title, List.of(), Optional.empty(), OptionalDouble.empty(), Map.of());
    }

    @Test
    void itemsStandInOrderOfId() {
        Catalog catalog = new Catalog(List.of(item("c", "C"), item("a", "A"), item("b", "B")));
        assertThat(catalog.items()).extracting(Item::id).containsExactly("a", "b", "c");
        assertThat(catalog.size()).isEqualTo(3);
    }

    @Test
    void ofTwoItemsWithOneIdTheLaterWins() {
        Catalog catalog = new Catalog(List.of(item("a", "old"), item("a", "new")));
        assertThat(catalog.items()).containsExactly(item("a", "new"));
    }

    @Test
    void whatIsGivenIsCopied() {
        List<Item> items = new ArrayList<>(List.of(item("a", "A")));
        Catalog catalog = new Catalog(items);
        items.clear();
        assertThat(catalog.item("a")).contains(item("a", "A"));
        assertThat(catalog.items()).isUnmodifiable();
    }

    @Test
    void anItemWithoutTitleIsCalledByItsId() {
        Catalog catalog = new Catalog(List.of(item("a", "Tea"), item("b", " ")));
        assertThat(catalog.title("a")).isEqualTo("Tea");
        assertThat(catalog.title("b")).isEqualTo("b");
        assertThat(catalog.title("unknown")).isEqualTo("unknown");
    }

    @Test
    void theEmptyCatalogueKnowsNothing() {
        assertThat(Catalog.EMPTY.size()).isZero();
        assertThat(Catalog.EMPTY.item("a")).isEmpty();
    }
}
