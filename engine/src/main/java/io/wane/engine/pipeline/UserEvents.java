package io.wane.engine.pipeline;

import io.wane.core.event.Names;
import io.wane.core.event.Timeline;

/** A timeline's events by user, each user's in the timeline's order. Immutable and thread-safe; 4 bytes per event. */
public final class UserEvents {

    private final Timeline timeline;
    private final int[] starts;
    private final int[] events;

    /** Sorts a timeline's events by user; anonymous events are left out. */
    public UserEvents(Timeline timeline) {
        this.timeline = timeline;
        starts = new int[timeline.users().size() + 1];
        for (int event = 0; event < timeline.size(); event++) {
            if (timeline.user(event) != Names.NONE) {
                starts[timeline.user(event) + 1]++;
            }
        }
        for (int user = 1; user < starts.length; user++) {
            starts[user] += starts[user - 1];
        }
        events = new int[starts[starts.length - 1]];
        int[] next = starts.clone();
        for (int event = 0; event < timeline.size(); event++) {
            if (timeline.user(event) != Names.NONE) {
                events[next[timeline.user(event)]++] = event;
            }
        }
    }

    /** Number of users. */
    public int users() {
        return starts.length - 1;
    }

    /** Where a user's events start; ask {@link #event} from here to {@link #endBefore}. */
    public int start(int user) {
        return starts[user];
    }

    /** Where a user's events strictly before a time end, exclusive. */
    public int endBefore(int user, long timeMillis) {
        int low = starts[user];
        int high = starts[user + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timeline.timeMillis(events[middle]) < timeMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The timeline's index of the event at a position. */
    public int event(int position) {
        return events[position];
    }
}
