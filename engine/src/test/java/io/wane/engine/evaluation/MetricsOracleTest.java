package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wane.engine.evaluation.ProbabilityMetrics.BrierParts;
import io.wane.engine.evaluation.ProbabilityMetrics.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against numbers computed with numpy and scikit-learn: {@code shared/oracles/metrics.json}. */
class MetricsOracleTest {

    @ParameterizedTest
    @ValueSource(strings = {"n200_distinct", "n150_distinct", "n120_six_levels"})
    void probabilitiesAreJudgedAsByTheReference(String name) throws IOException {
        JsonNode expected = read().path("binary").path(name);
        double[] p = numbers(expected.path("p"));
        double[] y = numbers(expected.path("y"));
        close("log_loss", ProbabilityMetrics.logLoss(p, y), expected);
        close("brier", ProbabilityMetrics.brier(p, y), expected);
        close("auc", ProbabilityMetrics.auc(p, y), expected);
        close("average_precision", ProbabilityMetrics.averagePrecision(p, y), expected);
        Calibration calibration = ProbabilityMetrics.calibration(p, y);
        assertThat(calibration.separated()).isFalse();
        close("intercept", calibration.intercept(), expected.path("calibration"));
        close("slope", calibration.slope(), expected.path("calibration"));
        close("intercept_with_slope_1", calibration.interceptAtSlopeOne(), expected.path("calibration"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n200_distinct", "n150_distinct", "n120_six_levels"})
    void theBrierScoreFallsIntoThePartsOfTheReference(String name) throws IOException {
        JsonNode expected = read().path("binary").path(name);
        double[] p = numbers(expected.path("p"));
        double[] y = numbers(expected.path("y"));
        BrierParts parts;
        double error;
        if (name.equals("n120_six_levels")) { // there the groups are the six levels
            int[] order = Order.ascending(p);
            int[] ends = endsOfLevels(p, order);
            parts = ProbabilityMetrics.brierParts(p, y, order, ends);
            error = ProbabilityMetrics.expectedCalibrationError(p, y, order, ends);
        } else {
            parts = ProbabilityMetrics.brierParts(p, y, ProbabilityMetrics.CALIBRATION_BINS);
            error = ProbabilityMetrics.expectedCalibrationError(p, y, ProbabilityMetrics.CALIBRATION_BINS);
        }
        close("reliability", parts.reliability(), expected);
        close("resolution", parts.resolution(), expected);
        close("uncertainty", parts.uncertainty(), expected);
        close("within_bin_variance", parts.withinBinVariance(), expected);
        close("within_bin_covariance", parts.withinBinCovariance(), expected);
        close("brier", parts.brier(), expected);
        close("ece", error, expected);
    }

    private static int[] endsOfLevels(double[] p, int[] order) {
        List<Integer> ends = new ArrayList<>();
        for (int start = 0; start < order.length; start = ends.get(ends.size() - 1)) {
            ends.add(ProbabilityMetrics.endOfTies(p, order, start));
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void listsAreRankedAsByTheReference() throws IOException {
        JsonNode ranking = read().path("ranking");
        for (int k : new int[] {1, 3, 5, 10, 20}) {
            List<RankingMetrics> lists = new ArrayList<>();
            for (JsonNode user : ranking.path("users")) {
                RankingMetrics list =
                        RankingMetrics.at(k, numbers(user.path("scores")), relevant(user.path("relevant")));
                close(list, user.path("at").path(Integer.toString(k)));
                lists.add(list);
            }
            assertThat(lists).hasSize(8);
            close(RankingMetrics.mean(lists), ranking.path("mean_over_users").path(Integer.toString(k)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void tiesCountAsTheMeanOverAllTheirOrders(int k) throws IOException {
        JsonNode ties = read().path("ranking").path("ties_expected_over_random_order");
        close(
                RankingMetrics.at(k, numbers(ties.path("scores")), relevant(ties.path("relevant"))),
                ties.path("at").path(Integer.toString(k)));
    }

    private static void close(RankingMetrics actual, JsonNode expected) {
        Map<String, Double> figures = Map.of(
                "recall", actual.recall(),
                "recall_capped", actual.recallCapped(),
                "precision", actual.precision(),
                "hit_rate", actual.hitRate(),
                "ndcg", actual.ndcg(),
                "mrr", actual.mrr(),
                "map", actual.map(),
                "map_over_all_relevant", actual.mapOverAllRelevant());
        assertThat(expected.size()).isEqualTo(figures.size());
        figures.forEach((name, figure) -> close(name, figure, expected));
    }

    private static void close(String name, double actual, JsonNode expected) {
        assertThat(expected.path(name).isNumber()).as(name).isTrue();
        assertThat(actual).as(name).isEqualTo(expected.path(name).doubleValue(), within(1e-13));
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).doubleValue();
        }
        return numbers;
    }

    private static boolean[] relevant(JsonNode array) {
        boolean[] relevant = new boolean[array.size()];
        for (int i = 0; i < relevant.length; i++) {
            relevant[i] = array.get(i).intValue() == 1;
        }
        return relevant;
    }

    private static JsonNode read() throws IOException {
        Path file = Path.of(System.getProperty("wane.shared", "../../shared"), "oracles", "metrics.json");
        assumeTrue(Files.exists(file), "skipped: no reference results at " + file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
