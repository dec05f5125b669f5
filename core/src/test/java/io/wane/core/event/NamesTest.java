package io.wane.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class NamesTest {

    private static Names of(String... names) {
        Names made = new Names();
        for (String name : names) {
            made.add(name);
        }
        return made;
    }

    @Test
    void codesFollowFirstAppearance() {
        Names names = new Names();
        assertThat(names.add("b")).isZero();
        assertThat(names.add("a")).isEqualTo(1);
        assertThat(names.add("b")).isZero();
        assertThat(names.size()).isEqualTo(2);
        assertThat(names.list()).containsExactly("b", "a");
        assertThat(names.name(1)).isEqualTo("a");
        assertThat(names.code("a")).isEqualTo(1);
    }

    @Test
    void anUnknownNameHasNoCode() {
        assertThat(of("a").code("b")).isEqualTo(Names.NONE);
    }

    @Test
    void aCodeWithoutNameIsRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> of("a").name(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> of("a").name(Names.NONE));
    }

    @Test
    void theFirstNamesKnowNoneOfTheLater() {
        Names first = of("a", "b", "c").first(2);
        assertThat(first.size()).isEqualTo(2);
        assertThat(first.list()).containsExactly("a", "b");
        assertThat(first.code("b")).isEqualTo(1);
        assertThat(first.code("c")).isEqualTo(Names.NONE);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> first.name(2));
        assertThat(first.copy().list()).containsExactly("a", "b");
    }

    @Test
    void theFirstNamesStayTheSameWhileTheOthersGrow() {
        Names names = of("a");
        Names first = names.first(1);
        names.add("b");
        assertThat(first.list()).containsExactly("a");
        assertThat(first.code("b")).isEqualTo(Names.NONE);
    }

    @Test
    void theFirstNamesDoNotGrow() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of("a").first(1).add("b"))
                .withMessage("names of a finished timeline do not grow: b");
    }

    @Test
    void aCopyGrowsAlone() {
        Names names = of("a");
        Names copy = names.copy();
        assertThat(copy.add("b")).isEqualTo(1);
        assertThat(names.size()).isEqualTo(1);
    }
}
