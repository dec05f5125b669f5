package io.wane.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    private static Event event(Map<String, String> text, Map<String, Double> numbers) {
        return new Event("e1", Optional.of("ann"), Optional.of("tea"), "view", 5, Optional.empty(), text, numbers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void whatIsGivenIsNotBlank(String blank) {
        Optional<String> none = Optional.empty();
        Optional<String> given = Optional.of(blank);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event(blank, none, none, "view", 0, none, Map.of(), Map.of()))
                .withMessage("id of an event must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event("e1", given, none, "view", 0, none, Map.of(), Map.of()))
                .withMessage("user of an event must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event("e1", none, given, "view", 0, none, Map.of(), Map.of()))
                .withMessage("item of an event must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event("e1", none, none, blank, 0, none, Map.of(), Map.of()))
                .withMessage("type of an event must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event("e1", none, none, "view", 0, given, Map.of(), Map.of()))
                .withMessage("basket of an event must not be blank");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersAreFinite(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event(Map.of(), Map.of("price", number)))
                .withMessage("number 'price' of an event must be finite: " + number);
    }

    @Test
    void textsAndNumbersAreNotNull() {
        Map<String, String> text = new HashMap<>();
        text.put("title", null);
        assertThatNullPointerException()
                .isThrownBy(() -> event(text, Map.of()))
                .withMessage("text 'title' of an event must not be null");
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("price", null);
        assertThatNullPointerException()
                .isThrownBy(() -> event(Map.of(), numbers))
                .withMessage("number 'price' of an event must not be null");
    }

    @Test
    void mapsAreCopiedAndIterateInKeyOrder() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("quantity", 2.0);
        numbers.put("amount", 5.0);
        numbers.put("price", 2.5);
        Event event = event(Map.of("title", "Tea", "query", "te"), numbers);
        numbers.clear();
        assertThat(event.numbers().keySet()).containsExactly("amount", "price", "quantity");
        assertThat(event.text().keySet()).containsExactly("query", "title");
        assertThat(event.numbers()).isUnmodifiable();
        assertThat(event.text()).isUnmodifiable();
    }

    @Test
    void eventsOfEqualContentAreEqualWhateverTheOrderOfTheirMaps() {
        Map<String, String> oneWay = new LinkedHashMap<>();
        oneWay.put("a", "1");
        oneWay.put("b", "2");
        Map<String, String> otherWay = new LinkedHashMap<>();
        otherWay.put("b", "2");
        otherWay.put("a", "1");
        assertThat(event(oneWay, Map.of()))
                .isEqualTo(event(otherWay, Map.of()))
                .hasSameHashCodeAs(event(otherWay, Map.of()))
                .isNotEqualTo(event(oneWay, Map.of("price", 1.0)));
    }
}
