package io.wane.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CategoryCoverageTest {

    @Test
    void eventsOfItemsWithoutACategoryAreCountedAndTheNewestCatalogueIsNamed() {
        CategoryCoverage coverage = CategoryCoverage.of(log("tea"));

        assertThat(coverage).isEqualTo(new CategoryCoverage(3, 1));
        assertThat(coverage.sentence())
                .isEqualTo("categories are those of the newest catalogue, whatever an event's time;"
                        + " 1 of 3 events are of items without one and count for none");
        assertThat(CategoryCoverage.of(log("tea", "cup")).sentence()).endsWith("every item has one");
    }

    @Test
    void withoutCategoriesItSaysHowToGetThem() {
        assertThat(CategoryCoverage.of(log()).sentence()).contains("no item has a category", "--items");
    }

    // Two events on tea, one on a cup, a search; the items named have a category.
    private static Timeline log(String... categorised) {
        List<Item> items = List.of(categorised).stream()
                .map(id -> new Item(id, id, List.of("house"), Optional.empty(), OptionalDouble.empty(), Map.of()))
                .toList();
        Timeline.Builder log = Timeline.builder(new Catalog(items));
        long time = 0;
        for (String item : new String[] {"tea", "cup", "tea", ""}) {
            log.add(new Event(
                    "id",
                    Optional.of("ann"),
                    Optional.of(item).filter(name -> !name.isEmpty()),
                    item.isEmpty() ? "search" : "view",
                    time++,
                    Optional.empty(),
                    Map.of(),
                    Map.of()));
        }
        return log.build();
    }
}
