package io.wane.engine.training;

import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which entities a user's rows are about: those that the user touched before a time, and those with most events before it
 * (returns and anonymous events included). A model is trained, judged and asked on these, so that it never ranks what no
 * training row stood for. Belongs to one thread.
 */
public final class Candidates {

    /** How many of the entities with most events are in everybody's rows. */
    public static final int POPULAR = 200;

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final Level level;
    private final int[] counts;
    private final int[] touchedBy;
    private final int[] scratch;
    private int stamp;
    private int counted;
    private long atMillis = Long.MIN_VALUE;
    private int[] ranked = {};

    /** The candidates at the start of a timeline, when there are none. */
    public Candidates(Timeline timeline, UserEvents userEvents, Level level) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.level = level;
        int entities = timeline.entityNames(level.entity()).size();
        counts = new int[entities];
        touchedBy = new int[entities];
        scratch = new int[entities];
    }

    /** Moves to a time, of which {@link #of} then sees what is strictly before; forwards it is cheaper. */
    public void moveTo(long timeMillis) {
        if (timeMillis == atMillis) {
            return;
        }
        if (timeMillis < atMillis) {
            Arrays.fill(counts, 0);
            counted = 0;
        }
        atMillis = timeMillis;
        for (int end = timeline.firstAt(timeMillis); counted < end; counted++) {
            int entity = timeline.entity(level.entity(), counted);
            if (entity != Names.NONE) {
                counts[entity]++;
            }
        }
        rank();
    }

    // By number of events, the most first, then by code.
    private void rank() {
        long[] keys = new long[counts.length];
        int occurred = 0;
        for (int entity = 0; entity < counts.length; entity++) {
            if (counts[entity] > 0) {
                keys[occurred++] = (long) (Integer.MAX_VALUE - counts[entity]) << 32 | entity;
            }
        }
        Arrays.sort(keys, 0, occurred);
        ranked = new int[occurred];
        for (int i = 0; i < occurred; i++) {
            ranked[i] = (int) keys[i];
        }
    }

    /**
     * Codes of a user's candidates, ascending.
     *
     * @param user code, or {@link Names#NONE} for somebody who touched nothing
     * @param excluded entities to leave out; as many popular ones take the place of those among the first
     *     {@link #POPULAR}, while there are others
     */
    public int[] of(int user, IntPredicate excluded) {
        stamp++;
        int size = 0;
        if (user != Names.NONE) {
            int end = userEvents.endBefore(user, atMillis);
            for (int at = userEvents.start(user); at < end; at++) {
                int entity = timeline.entity(level.entity(), userEvents.event(at));
                if (entity != Names.NONE && touchedBy[entity] != stamp) {
                    touchedBy[entity] = stamp;
                    if (!excluded.test(entity)) {
                        scratch[size++] = entity;
                    }
                }
            }
        }
        int popular = 0;
        for (int i = 0; i < ranked.length && popular < POPULAR; i++) {
            if (!excluded.test(ranked[i])) {
                popular++;
                if (touchedBy[ranked[i]] != stamp) {
                    scratch[size++] = ranked[i];
                }
            }
        }
        int[] candidates = Arrays.copyOf(scratch, size);
        Arrays.sort(candidates);
        return candidates;
    }

    /** Whether the user last asked for had touched an entity. */
    boolean touched(int entity) {
        return touchedBy[entity] == stamp;
    }
}
