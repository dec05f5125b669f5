package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {

    private static final double[] SCORES = {3, 2, 1};
    private static final boolean[] HITS = {false, true, true};

    @Test
    void hitsInSecondAndThirdPlace() {
        RankingMetrics at3 = RankingMetrics.at(3, SCORES, HITS);
        assertThat(at3.ndcg()).isEqualTo(0.69343, within(5e-6)); // SCIENCE §7.16
        assertThat(at3.recall()).isEqualTo(1);
        assertThat(at3.mrr()).isEqualTo(0.5);
        assertThat(at3.map()).isEqualTo((1 / 2.0 + 2 / 3.0) / 2, within(1e-15));
    }

    @Test
    void whatIsRelevantButNoCandidateIsMissed() {
        RankingMetrics at3 = RankingMetrics.at(3, SCORES, HITS, 4);
        assertThat(at3.recall()).isEqualTo(0.5);
        assertThat(at3.recallCapped()).isEqualTo(2 / 3.0, within(1e-15));
        assertThat(at3.precision()).isEqualTo(2 / 3.0, within(1e-15));
        RankingMetrics nothing = RankingMetrics.at(3, new double[0], new boolean[0], 1);
        assertThat(nothing).isEqualTo(new RankingMetrics(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void placesBeyondTheListCountAgainstPrecisionOnly() {
        RankingMetrics at10 = RankingMetrics.at(10, SCORES, HITS);
        assertThat(at10.precision()).isEqualTo(0.2);
        assertThat(at10.recallCapped()).isEqualTo(1);
    }

    @Test
    void oneRelevantAmongTiesIsFoundByChance() {
        RankingMetrics at1 = RankingMetrics.at(1, new double[4], new boolean[] {true, false, false, false});
        assertThat(at1).isEqualTo(new RankingMetrics(.25, .25, .25, .25, .25, .25, .25, .25));
    }

    @Test
    void aMeanCountsEachListOnce() {
        RankingMetrics best = new RankingMetrics(1, 1, 1, 1, 1, 1, 1, 1);
        RankingMetrics worst = new RankingMetrics(0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(RankingMetrics.mean(List.of(best, worst, worst, best)))
                .isEqualTo(new RankingMetrics(.5, .5, .5, .5, .5, .5, .5, .5));
        assertThatThrownBy(() -> RankingMetrics.mean(List.of())).hasMessage("a mean needs at least one list");
    }

    @Test
    void whereNothingIsRelevantNothingCanBeSaid() {
        assertThatThrownBy(() -> RankingMetrics.at(3, SCORES, new boolean[3]))
                .hasMessage("something must be relevant, at least 1: 0");
        assertThatThrownBy(() -> RankingMetrics.at(0, SCORES, HITS))
                .hasMessage("the number of places must be at least 1: 0");
        assertThatThrownBy(() -> RankingMetrics.at(3, SCORES, HITS, 1))
                .hasMessage("2 candidates are relevant, but all that is relevant is said to be 1");
        assertThatThrownBy(() -> RankingMetrics.at(3, new double[] {1, Double.NaN, 2}, HITS))
                .hasMessage("a score must be a number, but that of row 1 is NaN");
    }
}
