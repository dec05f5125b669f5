package io.wane.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.RandomShop;
import io.wane.engine.pipeline.UserEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CandidatesTest {

    private final Timeline log = RandomShop.timeline(61, 300);
    private final UserEvents userEvents = new UserEvents(log);

    @ParameterizedTest
    @EnumSource(Level.class)
    void aUsersCandidatesAreTheEntitiesOfTheirRows(Level level) {
        SnapshotRows rows = new SnapshotRows(log, userEvents, level);
        Candidates candidates = new Candidates(log, userEvents, level);
        for (int event : new int[] {100, 220, 40}) { // also back in time
            long time = log.timeMillis(event);
            Snapshot snapshot = rows.at(time, RandomShop.DAY_MILLIS, 1, 1);
            candidates.moveTo(time);
            int row = 0;
            while (row < snapshot.rows()) {
                int user = snapshot.users()[row];
                for (int entity : candidates.of(user, excluded -> false)) {
                    assertThat(snapshot.users()[row]).isEqualTo(user);
                    assertThat(snapshot.touched()[row]).isEqualTo(candidates.touched(entity));
                    assertThat(snapshot.entities()[row++]).isEqualTo(entity);
                }
            }
        }
    }

    @Test
    void aStrangerGetsWhatIsPopularAndNobodyGetsWhatIsExcluded() {
        Candidates candidates = new Candidates(log, userEvents, Level.ITEM);
        assertThat(candidates.of(0, entity -> false)).as("before any time").isEmpty();

        candidates.moveTo(log.endMillis());
        int[] all = candidates.of(Names.NONE, entity -> false);
        assertThat(all).hasSize(log.items().size());
        assertThat(candidates.of(0, entity -> entity == all[3]))
                .hasSize(all.length - 1)
                .doesNotContain(all[3])
                .isSorted();
    }
}
