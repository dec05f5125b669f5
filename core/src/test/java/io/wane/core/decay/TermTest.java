package io.wane.core.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermTest {

    @Test
    void aTermIsAPowerTimesAnExponential() {
        assertThat(new Term(3, 0.5, 0).value(2)).isCloseTo(3 * Math.exp(-1), within(1e-15));
        assertThat(new Term(3, 0.5, 1).value(2)).isCloseTo(6 * Math.exp(-1), within(1e-15));
        assertThat(new Term(3, 0.5, 2).value(2)).isCloseTo(12 * Math.exp(-1), within(1e-15));
        assertThat(new Term(0.25, 0, 0).value(1e9)).isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateIsAtLeastZeroAndFinite(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Term(1, rate, 0))
                .withMessage("rate per day must be at least 0 and finite: " + rate);
    }

    @Test
    void coefficientAndPowerHaveTheirRanges() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Term(Double.NaN, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Term(1, 1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Term(1, 1, 3))
                .withMessage("power must be 0, 1 or 2: 3");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 10, -1, 11, Double.NaN})
    void aParameterStartsInsideItsRange(double start) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("half-life", "d", 0, 10, start))
                .withMessage("start of 'half-life' must lie inside (0.0, 10.0): " + start);
    }

    @Test
    void withoutDecayAnObservationCountsForEver() {
        assertThat(DecayFunction.NONE.value(1e9)).isEqualTo(1);
        assertThat(DecayFunction.NONE.halfLifeDays()).isPositive().isInfinite();
        assertThat(DecayFunction.NONE.horizonDays(0.01)).isPositive().isInfinite();
        assertThat(DecayFunction.NONE.exponentialSum()).containsExactly(new Term(1, 0, 0));
        assertThat(DecayFunction.NONE).hasToString("none");
    }
}
