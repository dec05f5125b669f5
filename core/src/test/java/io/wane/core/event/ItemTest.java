package io.wane.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ItemTest {

    private static Item item(String id, List<String> path, Optional<String> brand, OptionalDouble price) {
        return new Item(id, "", path, brand, price, Map.of());
    }

    @Test
    void theCategoryIsTheWholePathAndTheDepartmentItsFirstPart() {
        Item item = item("t1", List.of("Food", "Tea", "Green"), Optional.empty(), OptionalDouble.empty());
        assertThat(item.category()).contains("Food > Tea > Green");
        assertThat(item.department()).contains("Food");
    }

    @Test
    void anItemWithoutPathHasNeitherCategoryNorDepartment() {
        Item item = item("t1", List.of(), Optional.empty(), OptionalDouble.empty());
        assertThat(item.category()).isEmpty();
        assertThat(item.department()).isEmpty();
    }

    @Test
    void whatIsGivenIsNotBlank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> item(" ", List.of(), Optional.empty(), OptionalDouble.empty()))
                .withMessage("id of an item must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> item("t1", List.of("Food", ""), Optional.empty(), OptionalDouble.empty()))
                .withMessage("item 't1': a category must not be blank: [Food, ]");
        // A blank brand would be one state that all items of unknown brand share.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> item("t1", List.of(), Optional.of(""), OptionalDouble.empty()))
                .withMessage("item 't1': brand must not be blank");
    }

    @Test
    void thePriceIsFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> item("t1", List.of(), Optional.empty(), OptionalDouble.of(Double.NaN)))
                .withMessage("item 't1': price must be finite: NaN");
    }

    @Test
    void pathAndTextsAreCopied() {
        List<String> path = new ArrayList<>(List.of("Food"));
        Map<String, String> text = new HashMap<>(Map.of("b", "2", "a", "1"));
        Item item = new Item("t1", "Tea", path, Optional.empty(), OptionalDouble.empty(), text);
        path.clear();
        text.clear();
        assertThat(item.categoryPath()).containsExactly("Food").isUnmodifiable();
        assertThat(item.text()).isUnmodifiable();
        assertThat(item.text().keySet()).containsExactly("a", "b");
    }

    @Test
    void textsAreNotNull() {
        Map<String, String> text = new HashMap<>();
        text.put("colour", null);
        assertThatNullPointerException()
                .isThrownBy(() -> new Item("t1", "Tea", List.of(), Optional.empty(), OptionalDouble.empty(), text))
                .withMessage("item 't1': text 'colour' must not be null");
    }
}
