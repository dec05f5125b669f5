package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.testkit.DecayFunctionContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlateauTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new PlateauFamily(new ExponentialFamily());
    }

    @Test
    void oldEventsKeepTheShare() {
        assertThat(new Plateau(0.2, new Exponential(0.1)).value(1e6)).isEqualTo(0.2);
    }

    @Test
    void aShareOfOneHalfOrMoreHasNoHalfLife() {
        assertThat(new Plateau(0.5, new Linear(7)).halfLifeDays()).isInfinite();
        assertThat(new Plateau(0.6, new Exponential(0.1)).halfLifeDays()).isInfinite();
    }

    @Test
    void isExactInOneTermMoreThanTheDecayWithin() {
        assertThat(new Plateau(0.25, new Exponential(0.1)).exponentialSum())
                .containsExactly(new Term(0.75, 0.1, 0), new Term(0.25, 0, 0));
        assertThat(new Plateau(0.25, new Gaussian(5)).exponentialSum()).isEmpty();
    }

    @Test
    void standsAroundAnyDecay() {
        DecayFunction decay = Offered.decay(
                "plateau", Map.of("share", "0.1", "of", Map.of("weibull", Map.of("half-life", "7d", "shape", "0.6"))));
        assertThat(decay).isEqualTo(new Plateau(0.1, new Weibull(7, 0.6)));
        assertThat(decay.value(decay.halfLifeDays())).isEqualTo(0.5, within(1e-15));
        assertThat(decay).hasToString("plateau(0.1, weibull(half-life 7.0d, shape 0.6))");
    }

    @Test
    void standsAroundADecayOfSomebodyElse() {
        // 1 / (1 + a²), which knows no more of itself than the interface asks
        Plateau decay = new Plateau(0.2, new DecayFunction() {
            @Override
            public double value(double ageDays) {
                return 1 / (1 + ageDays * ageDays);
            }

            @Override
            public double halfLifeDays() {
                return 1;
            }

            @Override
            public double horizonDays(double epsilon) {
                return epsilon < 1 ? Math.sqrt(1 / epsilon - 1) : 0;
            }
        });
        // 1 / (1 + a²) = .3 / .8
        assertThat(decay.halfLifeDays()).isEqualTo(Math.sqrt(5 / 3.0), within(1e-15));
    }

    @Test
    void aShareOfAllIsRefusedByNameAndValue() {
        assertThatThrownBy(() -> new Plateau.Settings(1, new Exponential(0.1)))
                .hasMessage("share must be between 0 and 1, both excluded: 1.0");
    }

    @Test
    void whereNothingDecaysThereIsNoPlateau() {
        assertThat(new Plateau.Settings(0.1, DecayFunction.NONE).decay()).isSameAs(DecayFunction.NONE);
    }
}
