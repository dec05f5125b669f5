package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Event;
import io.wane.testkit.InMemoryEventStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTimelineTest {

    private static final List<Event> EVENTS = RandomShop.events(3, 20);

    @Test
    void itHoldsWhatIsStrictlyBefore() {
        InMemoryEventStore store = new InMemoryEventStore();
        store.append(EVENTS);
        long last = RandomShop.timeline(EVENTS).endMillis() - 1;
        assertThat(StoredTimeline.read(store, last).size()).isBetween(1, 19);
        assertThat(StoredTimeline.read(store, last + 1).size()).isEqualTo(20);
    }

    @Test
    void aTimeBeforeTheFirstEventIsRefusedWithThatOfTheFirst() {
        InMemoryEventStore store = new InMemoryEventStore();
        assertThatThrownBy(() -> StoredTimeline.read(store, 0)).hasMessageContaining("the store holds no events");
        store.append(List.of(EVENTS.get(0)));
        assertThatThrownBy(() -> StoredTimeline.read(store, 0))
                .hasMessageStartingWith(
                        "the store's only event does not lie before 1970-01-01T00:00:00Z; the first is of 20");
        store.append(EVENTS);
        assertThatThrownBy(() -> StoredTimeline.read(store, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the store's 20 events lies before 1970-01-01T00:00:00Z; the first is of "
                        + Instant.ofEpochMilli(RandomShop.timeline(EVENTS).timeMillis(0)));
    }
}
