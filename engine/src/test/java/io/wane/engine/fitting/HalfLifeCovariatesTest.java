package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What half-lives hang on besides the type, and what an event on one category says about the others of its department. */
class HalfLifeCovariatesTest {

    private static final Map<String, DecayFamily> FAMILIES = DrawnLog.families();

    // Departments by the categories' codes.
    private static Groups departments(Timeline timeline) {
        int[] of = new int[timeline.entityNames(Scope.CATEGORY).size()];
        for (int category = 0; category < of.length; category++) {
            String name = timeline.entityNames(Scope.CATEGORY).name(category);
            of[category] = Integer.parseInt(name.substring(1, 2));
        }
        List<String> names = List.of("d0", "d1", "d2", "d3");
        return new Groups(names, new int[4], List.of("all"), of);
    }

    private static double[] somewhere(ChoiceForm form) {
        double[] x = form.start(0.4, 3, 0.2);
        x[form.noveltyAt() + 1] = -0.7;
        return x;
    }

    @Test
    void sharesOfAGroupAreCountedOverTheLogsOwnLinesAlsoWhereItIsAShareOfTheUsers() {
        Timeline timeline = DrawnLog.of(40, 15, 0.3, 0, 3);
        Groups departments = departments(timeline);
        ChoiceLog whole = ChoiceLog.of(timeline, new UserEvents(timeline), Scope.CATEGORY, Double.POSITIVE_INFINITY);
        ChoiceLog log = whole.sampled(300, 1);
        assertThat(log.lines()).isLessThan(whole.lines());
        double[] shares = log.sharesOfGroup(departments.ofEntity(), 4);
        for (int line = 0; line < log.lines(); line++) {
            double own = 1.0 / log.catalogue;
            int department = departments.ofEntity()[log.entityOfLine[line]];
            long met = IntStream.of(log.entityOfLine)
                    .distinct()
                    .filter(entity -> departments.ofEntity()[entity] == department)
                    .count();
            double group = (double) met / log.catalogue;
            for (int other = 0; other < log.lines(); other++) {
                if (log.days[other] < log.days[line]) {
                    own += log.entityOfLine[other] == log.entityOfLine[line] ? 1 : 0;
                    group += departments.ofEntity()[log.entityOfLine[other]] == department ? 1 : 0;
                }
            }
            assertThat(shares[line]).isEqualTo(own / group, within(1e-12));
        }
    }

    @Test
    void bothWaysToSumGiveTheSameValueAndTheGradientIsItsSlope() {
        Timeline timeline = DrawnLog.of(20, 15, 0.3, 0, 3);
        ChoiceLog log = ChoiceLog.of(timeline, new UserEvents(timeline), Scope.CATEGORY, Double.POSITIVE_INFINITY);
        Groups departments = departments(timeline);
        ChoiceForm exponential =
                ChoiceForm.byType(log, Optional.of(FAMILIES.get("exponential"))).spillingOver(departments);
        // A Weibull decay of shape 1 is exponential, and is summed directly.
        ChoiceForm weibull =
                ChoiceForm.byType(log, Optional.of(FAMILIES.get("weibull"))).spillingOver(departments);
        double[] x = somewhere(exponential);
        double[] other = somewhere(weibull);
        for (int p = 0; p < 2; p++) {
            boolean shape = !weibull.blocks().get(0).parameters().get(p).unit().equals("d");
            other[weibull.parameterAt(0, p)] = shape ? 0 : Math.log(3);
        }
        ChoiceLikelihood summed = new ChoiceLikelihood(log, exponential, 1);
        ChoiceLikelihood direct = new ChoiceLikelihood(log, weibull, 1);
        assertThat(direct.at(other).value()).isEqualTo(summed.at(x).value(), within(1e-9));
        requireSlopes(summed, x);
        requireSlopes(direct, other);
    }

    private static void requireSlopes(ChoiceLikelihood likelihood, double[] x) {
        double[] gradient = likelihood.at(x).gradient();
        for (int i = 0; i < x.length; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double slope = (likelihood.at(up).value() - likelihood.at(down).value()) / 2e-5;
            assertThat(gradient[i]).as("coordinate %d", i).isEqualTo(slope, within(1e-5 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void itComesBack() {
        SpillOver found =
                DrawnLog.fit(DrawnLog.of(300, 40, 0.25, 0, 1)).spillOver().orElseThrow();
        assertThat(found.among()).isEqualTo("department");
        assertThat(found.share()).isEqualTo(0.25, within(0.08));
        assertThat(found.low()).isLessThan(0.25);
        assertThat(found.high()).isGreaterThan(0.25);
        assertThat(found.gain().low()).isPositive();
    }

    @Test
    void halfLivesThatGrowWithWhatTheUserHasDoneAreSeen() {
        Covariate found =
                DrawnLog.fit(DrawnLog.of(400, 40, 0, 0.5, 4)).covariates().get(0);
        assertThat(found.low()).isLessThan(Math.exp(0.5)).isGreaterThan(1);
        assertThat(found.high()).isGreaterThan(Math.exp(0.5));
        Covariate nothing =
                DrawnLog.fit(DrawnLog.of(400, 40, 0, 0, 5)).covariates().get(0);
        assertThat(nothing.low()).isLessThan(1);
        assertThat(nothing.high()).isGreaterThan(1);
    }

    @Test
    void whereThereIsNoneItsIntervalBeginsAtNothing() {
        SpillOver found =
                DrawnLog.fit(DrawnLog.of(200, 40, 0, 0, 2)).spillOver().orElseThrow();
        assertThat(found.low()).isLessThan(0.005);
        assertThat(found.high()).isLessThan(0.06);
        assertThat(found.gain().low()).isLessThan(1e-6);
    }
}
