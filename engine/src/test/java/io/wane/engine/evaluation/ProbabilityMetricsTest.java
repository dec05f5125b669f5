package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilityMetricsTest {

    @Test
    void certaintyThatIsWrongCostsThirtyFourNatsNotInfinity() {
        double[] losses = ProbabilityMetrics.logLosses(new double[] {0, 1, 0, 1}, new double[] {1, 0, 0, 1});
        assertThat(losses[0]).isEqualTo(15 * Math.log(10), within(1e-12));
        assertThat(losses[1]).isEqualTo(15 * Math.log(10), within(1e-3)); // 1 - 1e-15 has a coarse grid
        assertThat(losses[2]).isEqualTo(0, within(2e-15));
        assertThat(losses[3]).isEqualTo(0, within(2e-15));
    }

    @Test
    void scoresThatAllTieHaveAnAucOfOneHalf() {
        assertThat(ProbabilityMetrics.auc(new double[] {.3, .3, .3}, new double[] {0, 1, 0}))
                .isEqualTo(0.5);
    }

    @Test
    void zeroAndMinusZeroTie() {
        assertThat(ProbabilityMetrics.auc(new double[] {-0.0, 0.0}, new double[] {0, 1}))
                .isEqualTo(0.5);
    }

    @Test
    void whereAllLabelsAreEqualNothingCanBeOrdered() {
        assertThat(ProbabilityMetrics.auc(new double[] {.3, .4}, new double[] {1, 1}))
                .isNaN();
        assertThat(ProbabilityMetrics.averagePrecision(new double[] {.3, .4}, new double[] {0, 0}))
                .isNaN();
    }

    @Test
    void averagePrecisionStepsOverDistinctScores() {
        // at .9: recall 1/2, precision 1; at .5: recall 1, precision 2/3
        assertThat(ProbabilityMetrics.averagePrecision(new double[] {.5, .9, .5}, new double[] {0, 1, 1}))
                .isEqualTo(0.5 + 0.5 * 2 / 3, within(1e-15));
    }

    @Test
    void theFirstGroupsHoldOneRowMoreAndEqualProbabilitiesKeepTheirOrder() {
        // groups {0, 1}, {2}: |1 - 1| + |.5 - 0|, over 3 rows
        double[] p = {.5, .5, .5};
        assertThat(ProbabilityMetrics.expectedCalibrationError(p, new double[] {0, 1, 0}, 2))
                .isEqualTo(0.5 / 3, within(1e-15));
        // groups {0, 1}, {2}: |1 - 0| + |.5 - 1|
        assertThat(ProbabilityMetrics.expectedCalibrationError(p, new double[] {0, 0, 1}, 2))
                .isEqualTo(1.5 / 3, within(1e-15));
    }

    @Test
    void moreGroupsThanRowsLeaveSomeEmpty() {
        double[] p = {.2, .9};
        double[] y = {0, 1};
        assertThat(ProbabilityMetrics.expectedCalibrationError(p, y, 15)).isEqualTo(0.15, within(1e-15));
        assertThat(ProbabilityMetrics.brierParts(p, y, 15).brier())
                .isEqualTo(ProbabilityMetrics.brier(p, y), within(1e-15));
    }

    @Test
    void whatIsNoProbabilityOrNoLabelIsRefusedWithItsRow() {
        double[] y = {0, 1};
        assertThatThrownBy(() -> ProbabilityMetrics.logLoss(new double[] {.5, Double.NaN}, y))
                .hasMessage("a probability must be in [0, 1]: NaN in row 1");
        assertThatThrownBy(() -> ProbabilityMetrics.brier(new double[] {1.5, .5}, y))
                .hasMessage("a probability must be in [0, 1]: 1.5 in row 0");
        assertThatThrownBy(() -> ProbabilityMetrics.auc(new double[] {1, 2}, new double[] {0, .5}))
                .hasMessage("a label must be 0 or 1: 0.5 in row 1");
        assertThatThrownBy(() -> ProbabilityMetrics.auc(new double[] {1, Double.NaN}, y))
                .hasMessage("a score must be a number, but that of row 1 is NaN");
        assertThatThrownBy(() -> ProbabilityMetrics.brier(new double[0], new double[0]))
                .hasMessageContaining("at least one row");
        assertThatThrownBy(() -> ProbabilityMetrics.expectedCalibrationError(y, y, 0))
                .hasMessage("the number of bins must be at least 1: 0");
    }
}
