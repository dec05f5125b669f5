package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {

    @Test
    void theLargestStayAndTheOthersAreOne() {
        Timeline timeline = DrawnLog.of(100, 10, 0, 0, 1);
        ChoiceLog log = ChoiceLog.of(timeline, new UserEvents(timeline), Scope.CATEGORY, Double.POSITIVE_INFINITY);
        List<String> groupOf = new ArrayList<>();
        List<String> parentOf = new ArrayList<>();
        int entities = timeline.entityNames(Scope.CATEGORY).size();
        for (int entity = 0; entity < entities; entity++) {
            groupOf.add(entity < 12 ? "b" : entity < 18 ? "a" : "small " + entity);
            parentOf.add(entity < 12 ? "second" : "first");
        }
        Groups groups = Groups.largest(log, groupOf, parentOf, 2);
        assertThat(groups.names()).containsExactly("a", "b", Groups.OTHER);
        assertThat(groups.ofEntity()).hasSize(entities);
        for (int entity = 0; entity < entities; entity++) {
            assertThat(groups.ofEntity()[entity]).isEqualTo(entity < 12 ? 1 : entity < 18 ? 0 : 2);
        }
        assertThat(groups.parentNames().get(groups.parents()[0])).isEqualTo("first");
        assertThat(groups.parentNames().get(groups.parents()[1])).isEqualTo("second");
        assertThat(groups.parentNames().get(groups.parents()[2])).isEqualTo(Groups.OTHER);
    }
}
