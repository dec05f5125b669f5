package io.wane.engine.pipeline;

import io.wane.core.event.Timeline;
import io.wane.core.store.EventStore;
import java.time.Instant;

/** Reads a store into memory. */
public final class StoredTimeline {

    private StoredTimeline() {}

    /**
     * The events strictly before a time, with the newest catalogue.
     *
     * @throws IllegalArgumentException if there are none, saying how to get some
     */
    public static Timeline read(EventStore store, long untilMillis) {
        Timeline.Builder builder = Timeline.builder(store.catalog());
        store.scan(Long.MIN_VALUE, untilMillis, builder::add);
        Timeline timeline = builder.build();
        if (timeline.size() == 0) {
            throw new IllegalArgumentException(
                    store.size() == 0
                            ? "the store holds no events; import some: wane import --data DIR FILE"
                            : noneBefore(untilMillis, store));
        }
        return timeline;
    }

    private static String noneBefore(long untilMillis, EventStore store) {
        long[] first = {Long.MAX_VALUE};
        store.scan(untilMillis, Long.MAX_VALUE, event -> first[0] = Math.min(first[0], event.timeMillis()));
        long events = store.size();
        return (events == 1
                        ? "the store's only event does not lie before "
                        : "none of the store's " + events + " events lies before ")
                + Instant.ofEpochMilli(untilMillis) + "; the first is of " + Instant.ofEpochMilli(first[0])
                + ", so ask for a later time";
    }
}
