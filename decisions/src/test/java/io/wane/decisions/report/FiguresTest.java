package io.wane.decisions.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersHaveThreeDigits() {
        assertThat(Figures.number(1.836)).isEqualTo("1.84");
        assertThat(Figures.number(0.08765)).isEqualTo("0.0877");
        assertThat(Figures.number(106.4)).isEqualTo("106");
        assertThat(Figures.number(42_966)).isEqualTo("42,966");
        assertThat(Figures.number(2.5e9)).isEqualTo("2.5e+09");
        assertThat(Figures.number(0)).isEqualTo("0");
    }

    @Test
    void aNumberThatIsNoneIsADash() {
        assertThat(Figures.number(Double.NaN)).isEqualTo("–");
        assertThat(Figures.nats(Double.NEGATIVE_INFINITY)).isEqualTo("–");
    }

    @Test
    void minusIsAMinusAndZeroHasNoSign() {
        assertThat(Figures.nats(-0.0123)).isEqualTo("−0.0123");
        assertThat(Figures.nats(-0.00001)).isEqualTo("0.0000");
    }

    @Test
    void daysAreReadInTheUnitTheyAreLargestIn() {
        assertThat(Figures.days(1.836)).isEqualTo("1.84\u00a0d");
        assertThat(Figures.days(0.25)).isEqualTo("6.00\u00a0h");
        assertThat(Figures.days(0.01)).isEqualTo("14.4\u00a0min");
        assertThat(Figures.days(0.0001)).isEqualTo("8.64\u00a0s");
    }

    @Test
    void anIntervalIsInTheUnitOfItsHalfLife() {
        assertThat(Figures.halfLife(Fits.decay("view", 0.25, 0.125, 1, 0.2)))
                .isEqualTo("6.00\u00a0h [3.00,\u00a024.0]");
    }
}
