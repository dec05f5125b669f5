package io.wane.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.model.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Is the demo shop like real ones (ranges of SCIENCE §6.5), and does it follow its own truth? */
class DemoShopTest {

    private static final Simulation DEMO = Simulation.run(Preset.DEMO, 7, 2, Progress.NONE);
    private static final Map<Integer, List<LogRow>> BY_USER = byUser();

    @Test
    void hasTheSizeThatIsPromised() {
        assertThat(DEMO.events()).isBetween(135_000, 165_000);
        assertThat(DEMO.shop().categories()).hasSizeBetween(30, 40);
        assertThat(DEMO.shop().items()).hasSizeBetween(35 * 20, 35 * 60);
        assertThat(BY_USER).hasSize(2_000);
        assertThat(DEMO.truth().interests()).hasSize(100);
    }

    @Test
    void fewViewsEndInACartAndFewCartsInAPurchase() {
        Map<String, Long> events = DEMO.truth().events();
        double views = events.get("view");

        assertThat(100 * events.get("cart") / views).isBetween(3.0, 10.0);
        assertThat(100 * events.get("purchase") / views).isBetween(1.0, 4.0);
        double lines = events.get("purchase");
        assertThat(events.get("return") / lines).isBetween(0.03, 0.08);
        assertThat(events.get("review") / lines).isBetween(0.08, 0.2);
    }

    @Test
    void fewItemsDrawMostViews() {
        double[] views = new double[DEMO.shop().items().size()];
        for (LogRow row : DEMO.rows()) {
            if (row.action() == Action.VIEW) {
                views[row.product()]++;
            }
        }

        assertThat(gini(views)).isBetween(0.6, 0.85);
    }

    @Test
    void visitsAreShortAndFarBetween() {
        List<Integer> lengths = new ArrayList<>();
        List<Double> gaps = new ArrayList<>();
        for (List<LogRow> rows : BY_USER.values()) {
            int length = 0;
            LogRow before = null;
            for (LogRow row : rows) {
                if (row.action() == Action.REVIEW || row.action() == Action.RETURN) {
                    continue;
                }
                if (before != null) {
                    long gap = row.second() - before.second();
                    gaps.add((double) gap);
                    if (gap > 30 * 60) {
                        lengths.add(length);
                        length = 0;
                    }
                }
                length++;
                before = row;
            }
            lengths.add(length);
        }
        lengths.sort(null);

        assertThat(lengths).hasSize(DEMO.visits().size());
        assertThat(lengths.get(lengths.size() / 2)).isBetween(2, 4);
        double mean = gaps.stream().mapToDouble(gap -> gap).average().orElseThrow();
        double variance = gaps.stream()
                .mapToDouble(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow();
        assertThat(Math.sqrt(variance) / mean).isGreaterThan(2);
    }

    @Test
    void someBuyAgainAndHalfDoNot() {
        int lines = 0;
        int repeats = 0;
        int buyers = 0;
        int once = 0;
        for (List<LogRow> rows : BY_USER.values()) {
            Map<Integer, String> bought = new HashMap<>();
            Set<String> orders = new HashSet<>();
            for (LogRow row : rows) {
                if (row.action() == Action.PURCHASE) {
                    lines++;
                    orders.add(row.basket());
                    String first = bought.putIfAbsent(row.product(), row.basket());
                    repeats += first != null && !first.equals(row.basket()) ? 1 : 0;
                }
            }
            buyers += orders.isEmpty() ? 0 : 1;
            once += orders.size() == 1 ? 1 : 0;
        }

        assertThat((double) repeats / lines).isBetween(0.1, 0.3);
        assertThat((double) once / buyers).isBetween(0.5, 0.7);
    }

    @Test
    void weeksResembleEachOther() {
        double[] days = new double[Preset.DEMO.days()];
        for (LogRow row : DEMO.rows()) {
            days[(int) ((row.second() - Preset.DEMO.fromSecond()) / 86_400)]++;
        }

        assertThat(autocorrelation(days, 7)).isGreaterThan(0.2);
    }

    @Test
    void whatIsBoughtTogetherStandsInOneBasketAtOneTime() {
        Map<String, Set<Long>> times = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (LogRow row : DEMO.rows()) {
            if (row.action() == Action.PURCHASE) {
                times.computeIfAbsent(row.basket(), basket -> new HashSet<>()).add(row.second());
                sizes.merge(row.basket(), 1, Integer::sum);
            }
        }

        assertThat(times.values()).allMatch(seconds -> seconds.size() == 1);
        assertThat(sizes.values()).anyMatch(size -> size > 1);
    }

    /** Every eighth user's visits: P recomputed from the log by brute force. */
    @Test
    void choicesFollowTheModel() {
        Truth truth = DEMO.truth();
        double[] edges = {0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 1};
        double[] expected = new double[edges.length];
        double[] variance = new double[edges.length];
        double[] chosen = new double[edges.length];
        double[] stretches = {1, 0.5, 2, 1e9};
        double[] logLikelihood = new double[stretches.length];
        for (Visit visit : DEMO.visits()) {
            if (visit.user() % 8 != 0) {
                continue;
            }
            Shopper who = truth.users().get(visit.user());
            List<DirectChoice.Past> past = pastOf(visit);
            for (int s = 0; s < stretches.length; s++) {
                double[] focus = DirectChoice.focus(
                        truth, who, DirectChoice.interest(truth, who, past, visit.second(), stretches[s]));
                logLikelihood[s] += Math.log(focus[visit.category()]);
                if (stretches[s] == 1) {
                    assertThat(focus[visit.category()]).isEqualTo(visit.probability(), within(1e-9));
                    for (int c = 0; c < focus.length; c++) {
                        int bin = 0;
                        while (focus[c] > edges[bin]) {
                            bin++;
                        }
                        expected[bin] += focus[c];
                        variance[bin] += focus[c] * (1 - focus[c]);
                        chosen[bin] += c == visit.category() ? 1 : 0;
                    }
                }
            }
        }

        double chiSquare = 0;
        for (int bin = 0; bin < edges.length; bin++) {
            chiSquare += Math.pow(chosen[bin] - expected[bin], 2) / variance[bin];
        }
        // eight bins; 26.1 is passed once in a thousand
        assertThat(chiSquare)
                .as("%s chosen, %s expected", Arrays.toString(chosen), Arrays.toString(expected))
                .isLessThan(26.1);
        // wrong half-lives, and no decay at all, explain the choices worse
        for (int s = 1; s < stretches.length; s++) {
            assertThat(logLikelihood[0] - logLikelihood[s])
                    .as("half-lives times %s", stretches[s])
                    .isGreaterThan(10);
        }
    }

    private static List<DirectChoice.Past> pastOf(Visit visit) {
        List<DirectChoice.Past> past = new ArrayList<>();
        for (LogRow row : BY_USER.get(visit.user())) {
            if (row.second() >= visit.second()) {
                break;
            }
            if (row.product() != LogRow.NONE) {
                int category = DEMO.shop().products().get(row.product()).category();
                past.add(new DirectChoice.Past(category, row.action().type(), row.second()));
            }
        }
        return past;
    }

    private static Map<Integer, List<LogRow>> byUser() {
        Map<Integer, List<LogRow>> byUser = new TreeMap<>();
        for (LogRow row : DEMO.rows()) {
            byUser.computeIfAbsent(row.user(), user -> new ArrayList<>()).add(row);
        }
        return byUser;
    }

    private static double gini(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double weighted = 0;
        double total = 0;
        for (int i = 0; i < sorted.length; i++) {
            weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
            total += sorted[i];
        }
        return weighted / (sorted.length * total);
    }

    private static double autocorrelation(double[] series, int lag) {
        double mean = Arrays.stream(series).average().orElseThrow();
        double together = 0;
        double alone = 0;
        for (int i = 0; i < series.length; i++) {
            alone += (series[i] - mean) * (series[i] - mean);
            together += i < lag ? 0 : (series[i] - mean) * (series[i - lag] - mean);
        }
        return together / alone;
    }
}
