package io.wane.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class DrawsTest {

    private final Draws draws = Draws.ofUser(42, 7);

    @Test
    void distributionsHaveTheirMeans() {
        assertThat(mean(draws::uniform)).isEqualTo(0.5, within(0.005));
        assertThat(mean(draws::exponential)).isEqualTo(1, within(0.02));
        assertThat(mean(draws::gaussian)).isEqualTo(0, within(0.02));
        assertThat(mean(() -> StrictMath.pow(draws.gaussian(), 2))).isEqualTo(1, within(0.03));
        assertThat(mean(() -> draws.geometric(2.6))).isEqualTo(2.6, within(0.06));
        assertThat(mean(() -> draws.below(5))).isEqualTo(2, within(0.03));
        assertThat(mean(() -> draws.index(new double[] {0, 3, 0, 1, 0}))).isEqualTo(1.5, within(0.02));
    }

    @Test
    void neighbouringUsersAndSeedsHaveUnrelatedDraws() {
        assertThat(Draws.ofUser(42, 8).uniform())
                .isNotEqualTo(Draws.ofUser(42, 7).uniform());
        assertThat(Draws.ofUser(43, 7).uniform())
                .isNotEqualTo(Draws.ofUser(42, 7).uniform());
        assertThat(Draws.ofShop(42).uniform()).isNotEqualTo(Draws.ofUser(42, 0).uniform());

        assertThat(mean(new DoubleSupplier() {
                    private int user;

                    @Override
                    public double getAsDouble() {
                        return Draws.ofUser(42, user).uniform()
                                * Draws.ofUser(42, ++user).uniform();
                    }
                }))
                .isEqualTo(0.25, within(0.005));
    }

    private static double mean(DoubleSupplier draw) {
        double sum = 0;
        int number = 40_000;
        for (int i = 0; i < number; i++) {
            sum += draw.getAsDouble();
        }
        return sum / number;
    }
}
