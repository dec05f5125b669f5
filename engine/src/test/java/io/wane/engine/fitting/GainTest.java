package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GainTest {

    @Test
    void ofManyUsersTheNormalIntervalIsThatOfResampling() {
        SplittableRandom random = new SplittableRandom(1);
        double[] with = new double[20_001];
        double[] weights = new double[with.length];
        for (int user = 0; user < with.length; user++) {
            weights[user] = 1 + random.nextInt(50);
            with[user] = weights[user] * (0.02 + random.nextDouble(-1, 1));
        }
        double[] without = new double[with.length];
        Gain normal = Gain.of(with, without, weights, 0);
        int fewer = with.length - 1;
        Gain resampled =
                Gain.of(Arrays.copyOf(with, fewer), Arrays.copyOf(without, fewer), Arrays.copyOf(weights, fewer), 0);
        double width = resampled.high() - resampled.low();
        assertThat(normal.low()).isEqualTo(resampled.low(), within(0.06 * width));
        assertThat(normal.high()).isEqualTo(resampled.high(), within(0.06 * width));
        assertThat(normal.low()).isLessThan(normal.perEvent());
    }

    @Test
    void optimismShiftsTheIntervalAndNotTheValue() {
        double[] with = {1, 2, 3, 4};
        double[] weights = {2, 2, 2, 2};
        Gain plain = Gain.of(with, new double[4], weights, 0);
        Gain shifted = Gain.of(with, new double[4], weights, 4);
        assertThat(shifted.perEvent()).isEqualTo(plain.perEvent()).isEqualTo(1.25);
        assertThat(shifted.low()).isEqualTo(plain.low() - 0.5, within(1e-12));
        assertThat(Gain.of(with, new double[4], new double[4], 0).perEvent()).isNaN();
    }
}
