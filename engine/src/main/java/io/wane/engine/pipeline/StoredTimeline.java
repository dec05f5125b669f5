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
                            : "none of the store's " + store.size() + " events lies before "
                                    + Instant.ofEpochMilli(untilMillis));
        }
        return timeline;
    }
}
