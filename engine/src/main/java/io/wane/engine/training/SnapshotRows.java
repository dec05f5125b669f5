package io.wane.engine.training;

import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.KeyHash;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Decides which rows a snapshot has: each user with an event before it × (the entities that the user touched before ∪ the
 * entities with most events before). The same for every learner, baseline and twin. Belongs to one thread.
 */
final class SnapshotRows {

    /** How many of the entities with most events are in everybody's rows. */
    static final int POPULAR = 200;

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final Level level;
    private final int returnType;
    private final int[] touchedBy;
    private final int[] wantedBy;
    private int stamp;

    SnapshotRows(Timeline timeline, UserEvents userEvents, Level level) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.level = level;
        returnType = timeline.types().code(Event.RETURN);
        int entities = timeline.entityNames(level.entity()).size();
        touchedBy = new int[entities];
        wantedBy = new int[entities];
    }

    /**
     * The rows of a snapshot: all that came true, and of the others a sample.
     *
     * @param negativeRate share of the others to keep, in [0, 1]
     * @param seed decides which; the same pair of user and entity at the same time is kept or not whatever else is
     */
    Snapshot at(long atMillis, long horizonMillis, double negativeRate, long seed) {
        int[] popular = popular(atMillis);
        Rows rows = new Rows(negativeRate, KeyHash.mix(seed ^ KeyHash.mix(atMillis)));
        int truths = 0;
        int outside = 0;
        int cold = 0;
        int[] candidates = new int[touchedBy.length];
        for (int user = 0; user < userEvents.users(); user++) {
            stamp++;
            int start = userEvents.start(user);
            int now = userEvents.endBefore(user, atMillis);
            int end = userEvents.endBefore(user, atMillis + horizonMillis);
            int size = 0;
            for (int at = start; at < now; at++) {
                int entity = entity(userEvents.event(at));
                if (entity != Names.NONE && touchedBy[entity] != stamp) {
                    touchedBy[entity] = stamp;
                    candidates[size++] = entity;
                }
            }
            int wanted = 0;
            for (int at = now; at < end; at++) {
                int event = userEvents.event(at);
                int entity = entity(event);
                if (entity != Names.NONE && timeline.type(event) != returnType && wantedBy[entity] != stamp) {
                    wantedBy[entity] = stamp;
                    wanted++;
                }
            }
            if (now == start) {
                cold += wanted > 0 ? 1 : 0;
                continue;
            }
            for (int entity : popular) {
                if (touchedBy[entity] != stamp) {
                    candidates[size++] = entity;
                }
            }
            truths += wanted;
            outside += wanted - rows.add(user, candidates, size);
        }
        return rows.snapshot(atMillis, truths, outside, cold);
    }

    private int entity(int event) {
        return timeline.entity(level.entity(), event);
    }

    private int[] popular(long atMillis) {
        int[] counts = new int[touchedBy.length];
        int end = timeline.firstAt(atMillis);
        for (int event = 0; event < end; event++) {
            int entity = entity(event);
            if (entity != Names.NONE) {
                counts[entity]++;
            }
        }
        return IntStream.range(0, counts.length)
                .filter(entity -> counts[entity] > 0)
                .boxed()
                .sorted((a, b) -> counts[a] != counts[b] ? counts[b] - counts[a] : a - b)
                .limit(POPULAR)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    // Growing columns of a snapshot.
    private final class Rows {

        private final double negativeRate;
        private final long salt;
        private long population;
        private int size;
        private int[] users = new int[1024];
        private int[] entities = new int[1024];
        private byte[] labels = new byte[1024];
        private boolean[] touched = new boolean[1024];

        Rows(double negativeRate, long salt) {
            this.negativeRate = negativeRate;
            this.salt = salt;
        }

        /** Adds a user's rows. @return how many of them came true */
        int add(int user, int[] candidates, int count) {
            Arrays.sort(candidates, 0, count);
            int positives = 0;
            if (size + count > users.length) {
                int capacity = Math.max(size + count, users.length + (users.length >> 1));
                users = Arrays.copyOf(users, capacity);
                entities = Arrays.copyOf(entities, capacity);
                labels = Arrays.copyOf(labels, capacity);
                touched = Arrays.copyOf(touched, capacity);
            }
            for (int i = 0; i < count; i++) {
                int entity = candidates[i];
                boolean wanted = wantedBy[entity] == stamp;
                positives += wanted ? 1 : 0;
                if (wanted || sampled(user, entity)) {
                    users[size] = user;
                    entities[size] = entity;
                    labels[size] = (byte) (wanted ? 1 : 0);
                    touched[size++] = touchedBy[entity] == stamp;
                }
            }
            population += count;
            return positives;
        }

        // The top 53 bits of a mixed key, as a number in [0, 1).
        private boolean sampled(int user, int entity) {
            return (KeyHash.mix(salt ^ KeyHash.mix((long) user << 32 | entity)) >>> 11) * 0x1p-53 < negativeRate;
        }

        Snapshot snapshot(long atMillis, int truths, int outside, int cold) {
            return new Snapshot(
                    atMillis,
                    Arrays.copyOf(users, size),
                    Arrays.copyOf(entities, size),
                    Arrays.copyOf(labels, size),
                    Arrays.copyOf(touched, size),
                    truths,
                    outside,
                    cold,
                    population);
        }
    }
}
