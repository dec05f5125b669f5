package io.wane.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

    private static final List<String> KNOWN =
            List.of("by", "scope", "decay", "half-life", "exponential", "bi-exponential", "power");

    @ParameterizedTest
    @CsvSource({
        "exponentail, exponential", // neighbours swapped
        "exponental, exponential", // one left out
        "biexponential, bi-exponential",
        "halfLife, half-life",
        "half_life, half-life",
        "powr, power",
        "scpoe, scope",
        "bye, by",
        "exponential, exponential"
    })
    void theNearestNameIsFound(String typed, String expected) {
        assertThat(Spelling.nearest(typed, KNOWN)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "in", "of", "gaussian", "learner", "decoy-scope"})
    void whatIsFarFromEveryNameHasNone(String typed) {
        assertThat(Spelling.nearest(typed, KNOWN)).isEmpty();
    }

    @Test
    void ofTwoEquallyNearTheFirstInOrderIsTaken() {
        assertThat(Spelling.nearest("carts", List.of("parts", "carps"))).contains("carps");
    }

    @Test
    void aHintReadsOn() {
        assertThat(Spelling.hint("powre", KNOWN) + "Allowed: x").isEqualTo("Did you mean 'power'? Allowed: x");
        assertThat(Spelling.hint("linear", KNOWN)).isEmpty();
    }
}
