package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.testkit.DecayFunctionContract;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new OffsetFamily();
    }

    // A fall within a small part of the offset outruns the differences of the contract.
    @Override
    protected double[] draw(Random random) {
        double[] drawn = super.draw(random);
        drawn[0] = Math.min(drawn[0], 10 / drawn[1]);
        return drawn;
    }

    @Override
    protected boolean smoothAt(double[] parameters, double ageDays) {
        return Math.abs(ageDays / parameters[0] - 1) > 0.01;
    }

    @Test
    void untilTheOffsetAnEventCountsFully() {
        Offset decay = new Offset(2, new Exponential(0.1));
        assertThat(decay.value(2)).isEqualTo(1);
        assertThat(decay.value(5)).isEqualTo(Math.exp(-0.3), within(1e-16));
    }

    @Test
    void standsAroundAnyDecayAndTheHalfLifeMovesByTheOffset() {
        DecayFunction decay =
                Offered.decay("offset", Map.of("offset", "2d", "of", Map.of("step", Map.of("window", "7d"))));
        assertThat(decay).isEqualTo(new Offset(2, new Step(7))).hasToString("offset(2.0d, step(window 7.0d))");
        assertThat(decay.halfLifeDays()).isEqualTo(9);
        assertThat(decay.exponentialSum()).isEmpty();
    }

    @Test
    void aDecayWithoutHalfLifeHasNoneAfterAnOffset() {
        DecayFunction decay = Offered.decay(
                "offset",
                Map.of(
                        "offset",
                        "2d",
                        "of",
                        Map.of("plateau", Map.of("share", "0.5", "of", Map.of("linear", Map.of("end", "7d"))))));
        assertThat(decay.halfLifeDays()).isInfinite();
        assertThat(decay.value(9)).isEqualTo(0.5);
    }

    @Test
    void whereNothingDecaysThereIsNothingToPutOff() {
        assertThat(Offset.of(2, DecayFunction.NONE)).isSameAs(DecayFunction.NONE);
    }

    @Test
    void mistakesInTheDecayWithinAreReportedWhereTheyStand() {
        assertThatThrownBy(() -> Offered.decay(
                        "offset", Map.of("offset", "2d", "of", Map.of("exponential", Map.of("half-live", "7d")))))
                .hasMessageContaining("decay.offset.of.exponential")
                .hasMessageContaining("Did you mean 'half-life'?");
        assertThatThrownBy(() -> Offered.decay("offset", Map.of("offset", "2d", "of", "exponentail")))
                .hasMessageContaining("decay.offset.of: 'exponentail' is not known. Did you mean 'exponential'?");
    }
}
