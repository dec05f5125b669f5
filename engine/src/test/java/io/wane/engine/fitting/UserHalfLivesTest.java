package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Spread;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserHalfLivesTest {

    @Test
    void aShareOfTheUsersStandsForTheWhole() {
        Timeline timeline = ChoiceSimulation.of(
                        Visits.of(600, 120, 40), 30, 0.1, EventType.exponential("view", 1, 0.5, 8))
                .with(new Spread(0, 0, 1))
                .timeline(1);
        ChoiceLog log = ChoiceLog.of(timeline, new UserEvents(timeline), Scope.CATEGORY, Double.POSITIVE_INFINITY);
        ChoiceFit fit = new ChoiceFitter(1)
                .fit(log, ChoiceForm.shared(log, Optional.of(DrawnLog.families().get("exponential"))));
        UserHalfLives all = UserHalfLives.of(fit);
        UserHalfLives share = UserHalfLives.of(fit, log.lines() / 3);
        double[] plain = fit.likelihood().byUser(fit.x());
        Gain byAll = Gain.of(all.byUser(), plain, Gain.weights(log), 0);
        Gain byShare = Gain.of(share.byUser(), plain, Gain.weights(log), 0);
        assertThat(all.deviation()).isBetween(0.6, 1.3);
        assertThat(share.deviation()).isBetween(0.6, 1.3);
        assertThat(share.byUser()).hasSameSizeAs(plain);
        assertThat(byAll.perEvent()).isBetween(byShare.low(), byShare.high());
        assertThat(byShare.high() - byShare.low()).isGreaterThan(1.3 * (byAll.high() - byAll.low()));
    }
}
