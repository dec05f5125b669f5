package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResidualsTest {

    private static final ChoiceFitter FITTER = new ChoiceFitter(1);

    private static Residuals of(ChoiceLog log) {
        ChoiceFit fit = FITTER.fit(
                log, ChoiceForm.byType(log, Optional.of(DrawnLog.families().get("exponential"))));
        return Residuals.of(fit, FITTER.fit(log, ChoiceForm.urn(log)), 0);
    }

    private static ChoiceLog shop() {
        Timeline timeline = ChoiceSimulation.of(
                        Visits.of(100, 90, 30),
                        20,
                        0.1,
                        EventType.exponential("purchase", 0.4, 0.6, 12),
                        EventType.exponential("view", 0.6, 0.3, 5))
                .timeline(1);
        return ChoiceLog.of(timeline, new UserEvents(timeline), Scope.CATEGORY, Double.POSITIVE_INFINITY);
    }

    private static double scoredInstants(ChoiceLog log) {
        double instants = 0;
        for (int user = 0; user < log.users(); user++) {
            double last = Double.NaN;
            for (int line = log.userStarts[user]; line < log.userStarts[user + 1]; line++) {
                if (log.weights[line] > 0 && log.days[line] != last) {
                    instants++;
                    last = log.days[line];
                }
            }
        }
        return instants;
    }

    private static void requireCalibrated(Residuals residuals, double instants) {
        double seen = 0;
        double observed = 0;
        double expected = 0;
        for (Residuals.Weekday weekday : residuals.weekdays()) {
            seen += weekday.instants();
            observed += weekday.instants() * weekday.observed();
            expected += weekday.instants() * weekday.expected();
        }
        assertThat(seen).isEqualTo(instants);
        assertThat(observed / seen).isEqualTo(expected / seen, within(0.03));
    }

    @Test
    void whatTheFitSaysComesTrue() {
        ChoiceLog log = shop();
        requireCalibrated(of(log), scoredInstants(log));
    }

    @Test
    void whatIsNotAimedAtIsNoHit() {
        ChoiceLog log = shop().targeted(new double[] {1, 0});
        double instants = scoredInstants(log);
        assertThat(instants).isLessThan(scoredInstants(shop()));
        requireCalibrated(of(log), instants);
    }
}
