package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Kernel;
import org.junit.jupiter.api.Test;

class PurchaseResponseTest {

    private static final Exponential BROWSING = new Exponential(2);
    private static final Exponential SATIATION = new Exponential(0.05);
    private static final PurchaseResponse COFFEE =
            new PurchaseResponse(0.5, BROWSING, 0.8, SATIATION, 1, new Replenishment(30, 5));

    @Test
    void itsPartsAddUp() {
        double expected = 0.5 * Math.exp(-40) - 0.8 * Math.exp(-1) + Math.exp(-2);
        assertThat(COFFEE.value(20)).isEqualTo(expected, within(1e-16));
    }

    @Test
    void interestFallsBelowNothingAndComesBackWithTheCycle() {
        assertThat(COFFEE.value(0)).isNegative();
        assertThat(COFFEE.value(10)).isNegative();
        assertThat(COFFEE.value(30)).isGreaterThan(0.8);
    }

    @Test
    void afterADurableNothingBringsItBack() {
        PurchaseResponse washingMachine = PurchaseResponse.ofDurable(0.5, BROWSING, 0.8, SATIATION);
        assertThat(washingMachine.value(30)).isEqualTo(0.5 * Math.exp(-60) - 0.8 * Math.exp(-1.5), within(1e-16));
        assertThat(washingMachine.value(300)).isNegative();
    }

    @Test
    void theHorizonIsTheLastAgeThatMatters() {
        horizon(COFFEE, 0.01);
        horizon(COFFEE, 0.3);
        horizon(COFFEE, 0.7);
        horizon(PurchaseResponse.ofDurable(0.5, BROWSING, 0.8, SATIATION), 0.01);
        horizon(new PurchaseResponse(0.5, new Step(3), 0.5, new Step(9), 0, new Replenishment(1, 1)), 0.1);
        horizon(new Replenishment(30, 5), 0.01);
        assertThat(COFFEE.horizonDays(2)).isZero();
        assertThat(new Replenishment(30, 5).horizonDays(1)).isZero();
    }

    private static void horizon(Kernel kernel, double epsilon) {
        double horizon = kernel.horizonDays(epsilon);
        assertThat(Math.abs(kernel.value(horizon * (1 - 1e-9)))).isGreaterThanOrEqualTo(epsilon);
        for (double later = 0; later < 500; later += 0.25) {
            assertThat(Math.abs(kernel.value(horizon * (1 + 1e-9) + later))).isLessThanOrEqualTo(epsilon);
        }
    }

    @Test
    void whatNeverFadesHasNoHorizon() {
        assertThat(PurchaseResponse.ofDurable(0, BROWSING, 0.8, DecayFunction.NONE)
                        .horizonDays(0.1))
                .isInfinite();
    }

    @Test
    void aNegativeWeightIsRefusedByNameAndValue() {
        assertThatThrownBy(() -> PurchaseResponse.ofDurable(0.5, BROWSING, -0.8, SATIATION))
                .hasMessage("satiation weight must be at least 0 and finite: -0.8");
        assertThatThrownBy(() -> new Replenishment(30, 0)).hasMessage("spread in days must be finite and above 0: 0.0");
    }
}
