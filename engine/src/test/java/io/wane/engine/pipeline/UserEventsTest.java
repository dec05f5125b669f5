package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserEventsTest {

    @Test
    void aUsersEventsBeforeATimeAreThoseOfTheWholeLog() {
        Timeline log = RandomShop.timeline(31, 150);
        UserEvents events = new UserEvents(log);
        assertThat(events.users()).isEqualTo(log.users().size());
        for (int user = 0; user < events.users(); user++) {
            for (int at = 0; at <= log.size(); at++) {
                long time = at == log.size() ? Long.MAX_VALUE : log.timeMillis(at);
                List<Integer> expected = new ArrayList<>();
                for (int event = 0; event < log.size(); event++) {
                    if (log.user(event) == user && log.timeMillis(event) < time) {
                        expected.add(event);
                    }
                }
                List<Integer> found = new ArrayList<>();
                for (int i = events.start(user); i < events.endBefore(user, time); i++) {
                    found.add(events.event(i));
                }
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    @Test
    void anEmptyLogHasNoUsers() {
        assertThat(new UserEvents(RandomShop.timeline(List.of())).users()).isZero();
    }
}
