package io.wane.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.model.Progress;
import io.wane.simulator.ChoiceSimulation.Catalogue;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Spread;
import io.wane.simulator.ChoiceSimulation.Tastes;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ChoiceSimulationTest {

    private static final double DAY = 86_400;
    private static final Visits FEW = Visits.of(150, 90, 40);
    private static final ChoiceSimulation PLAIN = ChoiceSimulation.of(
            FEW,
            30,
            0.3,
            EventType.exponential("view", 0.78, 0.2, 3),
            EventType.exponential("cart", 0.14, 0.5, 10),
            EventType.exponential("purchase", 0.08, 1, 30));

    private record Line(int second, int user, int item, int type) {}

    @Test
    void settingsAndSeedFixTheLog() {
        assertThat(lines(PLAIN, 3)).isEqualTo(lines(PLAIN, 3));
        assertThat(lines(PLAIN, 3)).isNotEqualTo(lines(PLAIN, 4));
        // another number is another simulator: then raise Simulation.VERSION
        assertThat(lines(PLAIN, 3).stream()
                        .map(line -> List.of(line.second, line.user, line.item, line.type))
                        .toList()
                        .hashCode())
                .isEqualTo(819_015_843);
    }

    @Test
    void instantsOfAUserLieMoreThanThirtyMinutesApart() {
        ChoiceSimulation crowded = new ChoiceSimulation(
                new Visits(100, 60, 20, 1, 4, 20, 0.3),
                PLAIN.catalogue(),
                PLAIN.types(),
                0.3,
                Spread.NONE,
                Tastes.NONE);
        Map<Integer, Integer> last = new HashMap<>();
        int shared = 0;
        int close = 0;
        List<Line> lines = lines(crowded, 1);
        for (Line line : lines) {
            Integer before = last.put(line.user, line.second);
            if (before != null && before == line.second) {
                shared++;
            } else if (before != null) {
                assertThat(line.second - before).isGreaterThanOrEqualTo(31 * 60);
                close += line.second - before <= 61 * 60 ? 1 : 0;
            }
        }

        // of all instants .3 have a basket of 3 lines on average, less what would stand in it twice; 3/4 are followed
        // within the visit
        double instants = lines.size() - shared;
        assertThat(shared / instants).isBetween(0.4, 0.6);
        assertThat(close / instants).isBetween(0.75, 0.95);
        assertThat(new HashSet<>(lines)).hasSameSizeAs(lines);
    }

    @Test
    void eventsComeInOrderOfTimeAndTypesByTheirShares() {
        Timeline timeline = PLAIN.timeline(1);
        List<Line> lines = lines(PLAIN, 1);
        double[] ofType = new double[3];
        for (int i = 0; i < lines.size(); i++) {
            assertThat(timeline.timeMillis(i)).isEqualTo((Preset.START + lines.get(i).second) * 1000L);
            assertThat(timeline.users().name(timeline.user(i))).isEqualTo(PLAIN.user(lines.get(i).user));
            assertThat(timeline.entityNames(Scope.CATEGORY).name(timeline.entity(Scope.CATEGORY, i)))
                    .isEqualTo(PLAIN.catalogue().category(lines.get(i).item));
            ofType[lines.get(i).type]++;
        }

        assertThat(timeline.size()).isEqualTo(lines.size()).isBetween(5_000, 7_000);
        assertThat(ofType[0] / lines.size()).isEqualTo(0.78, within(0.02));
        assertThat(ofType[1] / lines.size()).isEqualTo(0.14, within(0.02));
    }

    @Test
    void usersComeAsOftenAsTheyAreSaidToAndLeave() {
        ChoiceSimulation visited = new ChoiceSimulation(
                new Visits(2_000, 1_000, 0.1, 0.5, 1, 30, 0),
                PLAIN.catalogue(),
                PLAIN.types(),
                0.3,
                Spread.NONE,
                Tastes.NONE);
        Map<Integer, Integer> first = new HashMap<>();
        Map<Integer, Integer> last = new HashMap<>();
        List<Line> lines = lines(visited, 1);
        for (Line line : lines) {
            first.putIfAbsent(line.user, line.second);
            last.put(line.user, line.second);
        }

        // the first visit and .1 a day over 30 days, a little less for those who come late
        assertThat(lines.size() / 2_000.0).isBetween(3.7, 4.1);
        assertThat(first).hasSize(2_000);
        assertThat(last.values().stream().filter(second -> second > 800 * DAY).count())
                .isLessThan(20);
    }

    /** Each choice's P from the log alone, by brute force, for every mechanism at once. */
    @Test
    void choicesFollowTheModel() {
        DecayFunction power = decay(5, age -> 1 / (1 + age / 5));
        DecayFunction weibull = decay(10, age -> Math.exp(-Math.log(2) * Math.sqrt(age / 10)));
        ChoiceSimulation rich = new ChoiceSimulation(
                new Visits(150, 90, 0.4, 0.5, 2, 60, 0),
                new Catalogue(4, 12, 2, 0.8),
                List.of(new EventType("view", 3, 0.3, power), new EventType("cart", 1, 1, weibull)),
                0.2,
                new Spread(0.4, 0.3, 0.5),
                Tastes.NONE);

        ChoiceSimulation byPopularity =
                ChoiceSimulation.of(FEW, 30, 0.3, new EventType("view", 1, 0, DecayFunction.NONE));

        for (ChoiceSimulation simulation : List.of(PLAIN, rich, byPopularity)) {
            // eight bins; 26.1 is passed once in a thousand
            assertThat(fit(simulation, 1).chiSquare).isLessThan(26.1);
        }
        // wrong half-lives, and no decay at all, explain the choices worse
        for (double stretch : new double[] {0.2, 5, 1e9}) {
            assertThat(fit(rich, 1).logLikelihood - fit(rich, stretch).logLikelihood)
                    .as("half-lives times %s", stretch)
                    .isGreaterThan(10);
        }
    }

    private record Fit(double chiSquare, double logLikelihood) {}

    private static Fit fit(ChoiceSimulation simulation, double stretch) {
        long seed = 1;
        double logLikelihood = 0;
        int categories = simulation.catalogue().categories();
        int itemsOfEach = simulation.catalogue().itemsOfEach();
        double[] edges = {0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 1};
        double[] expected = new double[edges.length];
        double[] variance = new double[edges.length];
        double[] chosen = new double[edges.length];
        double[] factors = simulation.categoryFactors(seed);
        List<Line> lines = lines(simulation, seed);
        Map<Integer, List<Line>> pasts = new HashMap<>();
        double[] counts = new double[categories];
        int counted = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            while (lines.get(counted).second < line.second) {
                counts[lines.get(counted++).item / itemsOfEach]++;
            }
            List<Line> past = pasts.computeIfAbsent(line.user, user -> new ArrayList<>());
            if (!past.isEmpty()) {
                double[] a = new double[categories];
                double total = 1;
                for (int c = 0; c < categories; c++) {
                    a[c] = (counts[c] + 1.0 / categories) / (counted + 1.0);
                }
                double[] popularity = a.clone();
                double ofUser = simulation.userFactor(seed, line.user);
                for (Line event : past) {
                    EventType type = simulation.types().get(event.type);
                    int c = event.item / itemsOfEach;
                    double age = (line.second - event.second) / DAY / (factors[c] * ofUser * stretch);
                    a[c] += type.weight() * type.decay().value(age);
                    total += type.weight() * type.decay().value(age);
                }
                for (int c = 0; c < categories; c++) {
                    double p = simulation.novelty() * popularity[c] + (1 - simulation.novelty()) * a[c] / total;
                    int bin = 0;
                    while (p > edges[bin]) {
                        bin++;
                    }
                    expected[bin] += p;
                    variance[bin] += p * (1 - p);
                    if (c == line.item / itemsOfEach) {
                        chosen[bin]++;
                        logLikelihood += Math.log(p);
                    }
                }
            }
            past.add(line);
        }
        double chiSquare = 0;
        for (int bin = 0; bin < edges.length; bin++) {
            if (variance[bin] > 5) {
                chiSquare += Math.pow(chosen[bin] - expected[bin], 2) / variance[bin];
            }
        }
        return new Fit(chiSquare, logLikelihood);
    }

    /** Of the second choices, after one event of weight 1, the share that repeats it gives w·d back. */
    @Test
    void halfTheMassIsLeftAfterTheHalfLife() {
        double halfLife = 4;
        ChoiceSimulation once = ChoiceSimulation.of(
                Visits.of(60_000, 30, 4), 10_000, 0.2, EventType.exponential("view", 1, 1, halfLife));
        once = once.with(new Catalogue(1, 10_000, 1, 0)); // so many that hardly anybody repeats by popularity
        double[] seconds = new double[2];
        double[] repeats = new double[2];
        Map<Integer, Line> first = new HashMap<>();
        for (Line line : lines(once, 5)) {
            Line before = first.putIfAbsent(line.user, line);
            if (before != null && before.item >= 0) {
                double age = (line.second - before.second) / DAY;
                int bin = age < 0.5 ? 0 : Math.abs(age - halfLife) < 0.5 ? 1 : -1;
                if (bin >= 0) {
                    seconds[bin]++;
                    repeats[bin] += line.item == before.item ? 1 : 0;
                }
                first.put(line.user, new Line(0, line.user, -1, 0)); // only second choices
            }
        }

        double[] mass = new double[2];
        double[] error = new double[2];
        for (int bin = 0; bin < 2; bin++) {
            double share = repeats[bin] / seconds[bin]; // (1 - ε) wd / (1 + wd)
            mass[bin] = share / (0.8 - share);
            error[bin] = Math.sqrt(share * (1 - share) / seconds[bin]) * 0.8 / Math.pow(0.8 - share, 2);
        }
        double young = Math.pow(2, -0.26 / halfLife);
        assertThat(mass[0]).isEqualTo(young, within(3.5 * error[0]));
        assertThat(mass[1]).isEqualTo(0.5, within(3.5 * error[1]));
        assertThat(error[1]).isLessThan(0.04);
    }

    @Test
    void noveltyTakesItsShare() {
        // a weight that leaves popularity nothing, so that whoever chooses something new does so by ε
        ChoiceSimulation loyal = ChoiceSimulation.of(
                        Visits.of(300, 60, 20), 10_000, 0.25, new EventType("view", 1, 1e6, DecayFunction.NONE))
                .with(new Catalogue(1, 10_000, 1, 0));
        Map<Integer, Set<Integer>> seen = new HashMap<>();
        double scored = 0;
        double repeats = 0;
        for (Line line : lines(loyal, 1)) {
            Set<Integer> own = seen.computeIfAbsent(line.user, user -> new HashSet<>());
            scored += own.isEmpty() ? 0 : 1;
            repeats += own.add(line.item) ? 0 : 1;
        }

        // and a few repeat what is popular
        assertThat(repeats / scored).isBetween(0.74, 0.79);
    }

    @Test
    void tastesNeverFadeUnlessTheyDrift() {
        ChoiceSimulation tastes = PLAIN.with(new Tastes(5, 0));
        ChoiceSimulation drifting = PLAIN.with(new Tastes(5, 0.05));
        double[] popularity = tastes.catalogue().popularity();
        double alike = Arrays.stream(popularity).map(p -> p * p).sum();
        // E Σ θ² of Dirichlet(κ π)
        double same = (5 * alike + 1) / 6;

        assertThat(matches(tastes, 0, 5)).isEqualTo(same, within(0.03));
        assertThat(matches(tastes, 40, 90)).isEqualTo(same, within(0.03));
        assertThat(matches(drifting, 0, 2)).isEqualTo(same, within(0.04));
        assertThat(matches(drifting, 60, 90)).isEqualTo(alike, within(0.03));
    }

    // share of pairs of one user's events, so many days apart, that are on one item
    private static double matches(ChoiceSimulation simulation, double fromDays, double toDays) {
        Map<Integer, List<Line>> byUser = new HashMap<>();
        double pairs = 0;
        double matches = 0;
        for (Line line : lines(simulation, 2)) {
            List<Line> past = byUser.computeIfAbsent(line.user, user -> new ArrayList<>());
            for (Line before : past) {
                double age = (line.second - before.second) / DAY;
                if (age >= fromDays && age < toDays) {
                    pairs++;
                    matches += before.item == line.item ? 1 : 0;
                }
            }
            past.add(line);
        }
        return matches / pairs;
    }

    @Test
    void halfLivesSpreadAsTheyAreSaidTo() {
        ChoiceSimulation spread = PLAIN.with(new Catalogue(40, 2_000, 1, 0.8)).with(new Spread(0.5, 0.2, 0.35));
        double[] factors = spread.categoryFactors(1);
        double own = 0;
        double ofUsers = 0;
        for (int c = 0; c < factors.length; c++) {
            double mean = 0;
            for (int other = c % 40; other < factors.length; other += 40) {
                mean += Math.log(factors[other]) / 50;
            }
            own += Math.pow(Math.log(factors[c]) - mean, 2) / (factors.length - 40);
            ofUsers += Math.pow(Math.log(spread.userFactor(1, c)), 2) / factors.length;
        }

        assertThat(Math.sqrt(own)).isEqualTo(0.2, within(0.01));
        assertThat(Math.sqrt(ofUsers)).isEqualTo(0.35, within(0.02));
        assertThat(PLAIN.categoryFactors(1)).containsOnly(1);
        assertThat(PLAIN.userFactor(1, 7)).isEqualTo(1);
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Visits.of(0, 1, 1)).hasMessage("users must be at least 1: 0");
        assertThatThrownBy(() -> Visits.of(1, 0, 1)).hasMessageContaining("days must be above 0");
        assertThatThrownBy(() -> Visits.of(1, 1, Double.NaN)).hasMessageContaining("must be above 0 and finite: NaN");
        assertThatThrownBy(() -> ChoiceSimulation.of(FEW, 0, 0)).hasMessageContaining("categories 0");
        assertThatThrownBy(() -> ChoiceSimulation.of(FEW, 1, 0)).hasMessageContaining("at least one event type");
        assertThatThrownBy(() -> ChoiceSimulation.of(FEW, 1, 1.5, EventType.exponential("view", 1, 1, 1)))
                .hasMessage("novelty must lie in [0, 1]: 1.5");
        assertThatThrownBy(() -> EventType.exponential("view", 1, 1, 0)).hasMessageContaining("half-life");
        assertThatThrownBy(() -> EventType.exponential("view", 1, -1, 1)).hasMessageContaining("weight of 'view'");
        assertThatThrownBy(() -> new Spread(0, 0, -1)).hasMessageContaining("spread by user");
        assertThatThrownBy(() -> new Tastes(-1, 0)).hasMessageContaining("concentration of tastes");
    }

    private static DecayFunction decay(double halfLifeDays, DoubleUnaryOperator formula) {
        return new DecayFunction() {
            @Override
            public double value(double ageDays) {
                return formula.applyAsDouble(ageDays);
            }

            @Override
            public double horizonDays(double epsilon) {
                return Double.POSITIVE_INFINITY;
            }

            @Override
            public double halfLifeDays() {
                return halfLifeDays;
            }
        };
    }

    private static List<Line> lines(ChoiceSimulation simulation, long seed) {
        List<Line> lines = new ArrayList<>();
        simulation.draw(
                seed, Progress.NONE, (second, user, item, type) -> lines.add(new Line(second, user, item, type)));
        return lines;
    }
}
