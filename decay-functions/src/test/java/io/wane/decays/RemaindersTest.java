package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against mpmath in 40 digits and more. */
class RemaindersTest {

    @ParameterizedTest
    @CsvSource({
        "1e-100, 5.0000000000000002e-201",
        "1e-9, 4.999999993333334e-19",
        "0.001, 4.9933408253416583e-7",
        "0.1, 0.0044010888952339514",
        "0.111, 0.005350519658393033",
        "0.112, 0.0054407713679589789",
        "1, 0.19314718055994531",
        "1e6, 12.815512557962774"
    })
    void ofTheLogarithmTheDigitsAreKept(double r, double expected) {
        assertThat(Remainders.ofLogarithm(r) / expected).isEqualTo(1, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-100, 5.0000000000000002e-201",
        "1e-9, 4.999999998333334e-19",
        "0.001, 4.9983337499166808e-7",
        "0.3, 0.040818220681717863",
        "0.5, 0.10653065971263342",
        "0.501, 0.10692443221718747",
        "1, 0.36787944117144232",
        "700, 699.0"
    })
    void ofTheExponentialTheDigitsAreKept(double t, double expected) {
        assertThat(Remainders.ofExponential(t) / expected).isEqualTo(1, within(1e-14));
    }
}
