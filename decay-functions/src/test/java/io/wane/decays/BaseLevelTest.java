package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaseLevelTest {

    private static final BaseLevel LEVEL = BaseLevel.CONVENTIONAL;

    @Test
    void tracesOfOneFourAndSixteenDaysCountOneAHalfAndAQuarter() {
        assertThat(LEVEL.value(1)).isEqualTo(1);
        assertThat(LEVEL.value(4)).isEqualTo(0.5, within(1e-16));
        assertThat(LEVEL.activation(16, 1, 4)).isEqualTo(Math.log(1.75), within(1e-15));
    }

    @Test
    void aFreshTraceCountsAsOneOfAMinute() {
        assertThat(LEVEL.value(0)).isEqualTo(Math.sqrt(24 * 60), within(1e-13));
        assertThat(LEVEL.activation(0)).isEqualTo(LEVEL.activation(1.0 / (24 * 60)));
    }

    @Test
    void noTracesAreNotActiveAtAll() {
        assertThat(LEVEL.activation()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void fromItsHorizonOnATraceCountsLess() {
        assertThat(LEVEL.horizonDays(0.1)).isEqualTo(100, within(1e-12));
        assertThat(LEVEL.horizonDays(1000)).isZero();
    }

    @Test
    void sixtyTracesOverThreeHundredDaysAreNearlyTwoByEveryWay() {
        // SCIENCE §1.5 says of one such draw: exact 1.985, optimised 1.937, hybrid 1.983 and 1.981
        Random random = new Random(1);
        double exact = 0;
        double one = 0;
        double three = 0;
        int draws = 200;
        for (int draw = 0; draw < draws; draw++) {
            double[] ages = random.doubles(60, 0, 300).sorted().toArray();
            double truth = LEVEL.activation(ages);
            exact += truth / draws;
            one += Math.abs(LEVEL.hybrid(Arrays.copyOf(ages, 1), 60, ages[59]) - truth) / draws;
            three += Math.abs(LEVEL.hybrid(Arrays.copyOf(ages, 3), 60, ages[59]) - truth) / draws;
        }
        assertThat(exact).isEqualTo(1.985, within(0.1));
        assertThat(LEVEL.optimised(60, 299.2)).isEqualTo(1.937, within(0.001));
        assertThat(one).isLessThan(0.06);
        assertThat(three).isLessThan(one);
    }

    @Test
    void theOptimisedWayIsExactForTracesSpreadEvenlyWithoutEnd() {
        double[] ages = new double[1_000_000];
        Arrays.setAll(ages, i -> 300 * (i + 0.5) / ages.length);
        assertThat(LEVEL.optimised(ages.length, 300)).isEqualTo(LEVEL.activation(ages), within(1e-3));
    }

    @Test
    void theHybridOfAllTracesIsExact() {
        assertThat(LEVEL.hybrid(new double[] {1, 4, 16}, 3, 16)).isEqualTo(LEVEL.activation(1, 4, 16));
    }

    @Test
    void theHybridIsPetrovsFormula() {
        // ln( 1 + 1/2 + 8·(16^.5 - 4^.5) / (.5·(16 - 4)) )
        assertThat(LEVEL.hybrid(new double[] {1, 4}, 10, 16)).isEqualTo(Math.log(1.5 + 8 * 2 / 6.0), within(1e-15));
    }

    @Test
    void theHybridHoldsAtADecayOfOneAndForTracesOfOneAge() {
        // the mean of 1/a between 4 and 16 is ln 4 / 12
        assertThat(new BaseLevel(1, 0.001).hybrid(new double[] {1, 4}, 10, 16))
                .isEqualTo(Math.log(1.25 + 8 * Math.log(4) / 12), within(1e-15));
        assertThat(LEVEL.hybrid(new double[] {4}, 10, 4)).isEqualTo(Math.log(10 * 0.5), within(1e-15));
    }

    @Test
    void whatIsNoHistoryIsRefused() {
        assertThatThrownBy(() -> LEVEL.optimised(0, 3)).hasMessage("traces must be at least 1: 0");
        assertThatThrownBy(() -> new BaseLevel(1, 1).optimised(3, 3))
                .hasMessage("evenly spread traces need a decay below 1: 1.0");
        assertThatThrownBy(() -> LEVEL.hybrid(new double[0], 3, 3))
                .hasMessage("the latest traces must be 1 to all 3: 0");
        assertThatThrownBy(() -> LEVEL.hybrid(new double[] {5}, 3, 3))
                .hasMessage("the first trace must be at least as old as the latest ones, 5.0 d: 3.0");
        assertThatThrownBy(() -> new BaseLevel(0, 1)).hasMessage("decay must be finite and above 0: 0.0");
    }
}
