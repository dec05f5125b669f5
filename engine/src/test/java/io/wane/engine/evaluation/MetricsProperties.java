package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for any rows; they are drawn from a seed, with more or fewer ties. */
class MetricsProperties {

    @Property(tries = 200)
    void aucCountsThePairsInTheRightOrderAndHalfTheTies(
            @ForAll @IntRange(min = 2, max = 120) int n,
            @ForAll @IntRange(min = 1, max = 200) int levels,
            @ForAll long seed) {
        double[] p = probabilities(n, levels, seed);
        double[] y = labels(n, seed);
        double right = 0;
        int pairs = 0;
        for (int one = 0; one < n; one++) {
            for (int other = 0; other < n; other++) {
                if (y[one] == 1 && y[other] == 0) {
                    pairs++;
                    right += p[one] > p[other] ? 1 : p[one] == p[other] ? 0.5 : 0;
                }
            }
        }
        Assume.that(pairs > 0);
        assertThat(ProbabilityMetrics.auc(p, y)).isEqualTo(right / pairs, within(1e-15));
    }

    @Property(tries = 200)
    void whatKeepsTheOrderKeepsTheAucAndTheAveragePrecision(
            @ForAll @IntRange(min = 2, max = 300) int n,
            @ForAll @IntRange(min = 1, max = 500) int levels,
            @ForAll long seed) {
        double[] p = probabilities(n, levels, seed);
        double[] y = labels(n, seed);
        Assume.that(!Double.isNaN(ProbabilityMetrics.auc(p, y)));
        double[] bent = new double[n];
        double[] reversed = new double[n];
        for (int row = 0; row < n; row++) {
            bent[row] = 5 * p[row] * p[row] * p[row] - 7;
            reversed[row] = -p[row];
        }
        assertThat(ProbabilityMetrics.auc(bent, y)).isEqualTo(ProbabilityMetrics.auc(p, y));
        assertThat(ProbabilityMetrics.averagePrecision(bent, y)).isEqualTo(ProbabilityMetrics.averagePrecision(p, y));
        assertThat(ProbabilityMetrics.auc(reversed, y)).isEqualTo(1 - ProbabilityMetrics.auc(p, y), within(1e-15));
    }

    @Property(tries = 200)
    void thePartsOfTheBrierScoreAddUpAndTheCalibrationErrorIsAShare(
            @ForAll @IntRange(min = 1, max = 300) int n,
            @ForAll @IntRange(min = 1, max = 500) int levels,
            @ForAll @IntRange(min = 1, max = 20) int bins,
            @ForAll long seed) {
        double[] p = probabilities(n, levels, seed);
        double[] y = labels(n, seed);
        ProbabilityMetrics.BrierParts parts = ProbabilityMetrics.brierParts(p, y, bins);
        assertThat(parts.brier()).isEqualTo(ProbabilityMetrics.brier(p, y), within(1e-14));
        assertThat(parts.reliability()).isBetween(0.0, 1.0);
        assertThat(parts.resolution()).isBetween(0.0, parts.uncertainty() + 1e-14);
        double error = ProbabilityMetrics.expectedCalibrationError(p, y, bins);
        assertThat(error).isBetween(0.0, 1.0);
        // a mean of distances is at most the root of the mean of their squares
        assertThat(error).isLessThanOrEqualTo(Math.sqrt(parts.reliability()) + 1e-14);
    }

    @Property(tries = 200)
    void sortingKeepsEqualValuesInTheirOrder(
            @ForAll @IntRange(max = 300) int n, @ForAll @IntRange(min = 1, max = 30) int levels, @ForAll long seed) {
        double[] values = probabilities(n, levels, seed);
        int[] order = Order.ascending(values);
        assertThat(order).hasSize(n).doesNotHaveDuplicates();
        for (int at = 1; at < n; at++) {
            double before = values[order[at - 1]];
            double here = values[order[at]];
            assertThat(before < here || (before == here && order[at - 1] < order[at]))
                    .isTrue();
        }
    }

    @Property(tries = 100)
    void tiedCandidatesCountAsTheMeanOverAllOrders(
            @ForAll @IntRange(min = 1, max = 6) int n,
            @ForAll @IntRange(min = 1, max = 3) int levels,
            @ForAll @IntRange(min = 1, max = 8) int k,
            @ForAll long seed) {
        double[] scores = probabilities(n, levels, seed);
        double[] y = labels(n, seed);
        boolean[] relevant = new boolean[n];
        int all = 1; // one that is no candidate
        for (int i = 0; i < n; i++) {
            relevant[i] = y[i] == 1;
            all += relevant[i] ? 1 : 0;
        }
        double[] sums = new double[8];
        int orders = permute(scores, new int[n], 0, new boolean[n], k, relevant, all, sums);
        RankingMetrics expected = RankingMetrics.at(k, scores, relevant, all);
        double[] figures = figures(expected);
        for (int figure = 0; figure < figures.length; figure++) {
            assertThat(figures[figure]).isEqualTo(sums[figure] / orders, within(1e-14));
        }
    }

    private static int permute(
            double[] scores,
            int[] order,
            int depth,
            boolean[] used,
            int k,
            boolean[] relevant,
            int all,
            double[] sums) {
        int n = scores.length;
        if (depth == n) {
            boolean[] inOrder = new boolean[n];
            double[] places = new double[n];
            for (int place = 0; place < n; place++) {
                inOrder[place] = relevant[order[place]];
                places[place] = -place;
            }
            double[] figures = figures(RankingMetrics.at(k, places, inOrder, all));
            for (int figure = 0; figure < figures.length; figure++) {
                sums[figure] += figures[figure];
            }
            return 1;
        }
        int orders = 0;
        for (int next = 0; next < n; next++) {
            if (!used[next] && (depth == 0 || scores[order[depth - 1]] >= scores[next])) {
                used[next] = true;
                order[depth] = next;
                orders += permute(scores, order, depth + 1, used, k, relevant, all, sums);
                used[next] = false;
            }
        }
        return orders;
    }

    private static double[] figures(RankingMetrics metrics) {
        return new double[] {
            metrics.recall(),
            metrics.recallCapped(),
            metrics.precision(),
            metrics.hitRate(),
            metrics.ndcg(),
            metrics.mrr(),
            metrics.map(),
            metrics.mapOverAllRelevant()
        };
    }

    private static double[] probabilities(int n, int levels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] p = new double[n];
        for (int row = 0; row < n; row++) {
            p[row] = random.nextInt(levels + 1) / (double) levels;
        }
        return p;
    }

    private static double[] labels(int n, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        double rate = random.nextDouble();
        double[] y = new double[n];
        for (int row = 0; row < n; row++) {
            y[row] = random.nextDouble() < rate ? 1 : 0;
        }
        return y;
    }
}
