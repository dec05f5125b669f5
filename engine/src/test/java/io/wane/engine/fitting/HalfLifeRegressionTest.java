package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.decay.DecayFamily;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.Catalogue;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Spread;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HalfLifeRegressionTest {

    private static final DecayFamily EXPONENTIAL = DrawnLog.families().get("exponential");

    // Categories of very different sizes, whose ln h differ by a spread.
    private static HalfLifeRegression fit(int users, double spread, long seed) {
        Timeline timeline = ChoiceSimulation.of(
                        Visits.of(users, 150, 40), 24, 0.1, EventType.exponential("view", 1, 0.5, 8))
                .with(new Catalogue(1, 24, 1, 1.2))
                .with(new Spread(0, spread, 0))
                .timeline(seed);
        ChoiceLog log = ChoiceLog.of(timeline, new UserEvents(timeline), Scope.CATEGORY, Double.POSITIVE_INFINITY);
        List<String> names = new ArrayList<>();
        for (int category = 0; category < timeline.entityNames(Scope.CATEGORY).size(); category++) {
            names.add(timeline.entityNames(Scope.CATEGORY).name(category));
        }
        Groups groups = Groups.largest(log, names, Collections.nCopies(names.size(), "all"), 60);
        double[] prices = new double[groups.names().size()];
        Arrays.fill(prices, Double.NaN);
        ChoiceFitter fitter = new ChoiceFitter(1);
        ChoiceFit pooled = fitter.fit(log, ChoiceForm.byType(log, Optional.of(EXPONENTIAL)));
        return HalfLifeRegression.fit(pooled, EXPONENTIAL, groups, prices, fitter);
    }

    @Test
    void whereGroupsFadeAlikeTheyAreDrawnTogether() {
        HalfLifeRegression alike = fit(150, 0, 1);
        assertThat(alike.deviation()).isLessThan(0.1);
        assertThat(Arrays.stream(alike.offsets()).map(Math::abs).max().orElseThrow())
                .isLessThan(0.1);
    }

    @Test
    void theirSpreadComesBack() {
        double sum = 0;
        for (long seed = 1; seed <= 4; seed++) {
            sum += fit(150, 0.8, seed).deviation();
        }
        assertThat(sum / 4).isBetween(0.6, 1.0);
    }

    @Test
    void whatSaysNothingHasNoHalfLifeOfItsOwn() {
        HalfLifeRegression few = fit(10, 0.5, 2);
        assertThat(few.rawErrors()).contains(Double.POSITIVE_INFINITY);
        for (int group = 0; group < few.raw().length; group++) {
            assertThat(Double.isNaN(few.raw()[group])).isEqualTo(few.rawErrors()[group] == Double.POSITIVE_INFINITY);
            assertThat(few.rawErrors()[group] < 3 || Double.isNaN(few.raw()[group]))
                    .isTrue();
            assertThat(few.offsets()[group]).isFinite();
        }
    }
}
