package io.wane.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        "all, false, ALL",
        "user, true, ALL",
        "item, false, ITEM",
        "category, false, CATEGORY",
        "brand, false, BRAND",
        "user*item, true, ITEM",
        "user*category, true, CATEGORY",
        "user*brand, true, BRAND"
    })
    void aScopeIsAUserOrNotAndAnEntityOrNone(String spelling, boolean user, Scope entity) {
        Scope scope = Scope.parse(spelling);
        assertThat(scope.hasUser()).isEqualTo(user);
        assertThat(scope.entity()).isSameAs(entity);
    }

    @ParameterizedTest
    @EnumSource
    void aScopeIsReadAsItIsSpelledAndPrinted(Scope scope) {
        assertThat(Scope.parse(scope.spelling())).isSameAs(scope);
        assertThat(scope).hasToString(scope.spelling());
    }

    @Test
    void anUnknownScopeIsShownTheAllowedOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scope.parse("USER_ITEM"))
                .withMessage("scope 'USER_ITEM' is not known; allowed: all, user, item, category, brand, user*item,"
                        + " user*category, user*brand");
    }
}
