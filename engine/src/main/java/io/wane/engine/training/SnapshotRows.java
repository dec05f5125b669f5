package io.wane.engine.training;

import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.KeyHash;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import java.util.Arrays;

/**
 * Decides which rows a snapshot has: each user with an event before it × their {@link Candidates}. The same for every
 * learner, baseline and twin. Belongs to one thread.
 */
final class SnapshotRows {

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final Level level;
    private final Candidates candidates;
    private final int returnType;
    private final int[] wantedBy;
    private int stamp;

    SnapshotRows(Timeline timeline, UserEvents userEvents, Level level) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.level = level;
        candidates = new Candidates(timeline, userEvents, level);
        returnType = timeline.types().code(Event.RETURN);
        wantedBy = new int[timeline.entityNames(level.entity()).size()];
    }

    /** Takes every row there is. */
    private interface Rows {
        void row(int user, int entity, boolean wanted);
    }

    /**
     * The rows of a snapshot: all that came true, and of the others a sample.
     *
     * @param negativeRate share of the others to keep, in [0, 1]
     * @param seed decides which; the same pair of user and entity at the same time is kept or not whatever else is
     */
    Snapshot at(long atMillis, long horizonMillis, double negativeRate, long seed) {
        Columns columns = new Columns();
        long salt = salt(seed, atMillis);
        Tally tally = walk(atMillis, horizonMillis, (user, entity, wanted) -> {
            columns.population++;
            if (wanted || draw(salt, user, entity) < negativeRate) {
                columns.add(user, entity, wanted, candidates.touched(entity));
            }
        });
        return columns.snapshot(atMillis, tally);
    }

    /** Counts a snapshot's rows, to find the rate at which they fit. */
    void count(long atMillis, long horizonMillis, long seed, Census census) {
        long salt = salt(seed, atMillis);
        walk(atMillis, horizonMillis, (user, entity, wanted) -> {
            if (wanted) {
                census.positives++;
            } else {
                census.negatives++;
                census.draws[(int) (draw(salt, user, entity) * Census.BINS)]++;
            }
        });
    }

    private static long salt(long seed, long atMillis) {
        return KeyHash.mix(seed ^ KeyHash.mix(atMillis));
    }

    // The top 53 bits of a mixed key, as a number in [0, 1).
    private static double draw(long salt, int user, int entity) {
        return (KeyHash.mix(salt ^ KeyHash.mix((long) user << 32 | entity)) >>> 11) * 0x1p-53;
    }

    private record Tally(int truths, int outside, int cold) {}

    private Tally walk(long atMillis, long horizonMillis, Rows rows) {
        candidates.moveTo(atMillis);
        int truths = 0;
        int outside = 0;
        int cold = 0;
        for (int user = 0; user < userEvents.users(); user++) {
            stamp++;
            int now = userEvents.endBefore(user, atMillis);
            int end = userEvents.endBefore(user, atMillis + horizonMillis);
            int wanted = 0;
            for (int at = now; at < end; at++) {
                int event = userEvents.event(at);
                int entity = timeline.entity(level.entity(), event);
                if (entity != Names.NONE && timeline.type(event) != returnType && wantedBy[entity] != stamp) {
                    wantedBy[entity] = stamp;
                    wanted++;
                }
            }
            if (now == userEvents.start(user)) {
                cold += wanted > 0 ? 1 : 0;
                continue;
            }
            truths += wanted;
            outside += wanted;
            for (int entity : candidates.of(user, excluded -> false)) {
                boolean came = wantedBy[entity] == stamp;
                outside -= came ? 1 : 0;
                rows.row(user, entity, came);
            }
        }
        return new Tally(truths, outside, cold);
    }

    /** How many rows there are, and how the draws of those that did not come true are spread over [0, 1). */
    static final class Census {

        private static final int BINS = 1 << 20;

        private final int[] draws = new int[BINS];
        private long positives;
        private long negatives;

        long positives() {
            return positives;
        }

        /** The largest rate, in steps of 2^-20, at which at most {@code maxRows} rows are kept; 0 if none is. */
        double rate(long maxRows) {
            long room = maxRows - positives;
            long kept = 0;
            int bin = 0;
            while (bin < BINS && kept + draws[bin] <= room) {
                kept += draws[bin++];
            }
            return room < 0 || (kept == 0 && negatives > 0) ? 0 : (double) bin / BINS;
        }
    }

    // Growing columns of a snapshot.
    private static final class Columns {

        private long population;
        private int size;
        private int[] users = new int[1024];
        private int[] entities = new int[1024];
        private byte[] labels = new byte[1024];
        private boolean[] touched = new boolean[1024];

        void add(int user, int entity, boolean wanted, boolean wasTouched) {
            if (size == users.length) {
                int capacity = size + (size >> 1);
                users = Arrays.copyOf(users, capacity);
                entities = Arrays.copyOf(entities, capacity);
                labels = Arrays.copyOf(labels, capacity);
                touched = Arrays.copyOf(touched, capacity);
            }
            users[size] = user;
            entities[size] = entity;
            labels[size] = (byte) (wanted ? 1 : 0);
            touched[size++] = wasTouched;
        }

        Snapshot snapshot(long atMillis, Tally tally) {
            return new Snapshot(
                    atMillis,
                    Arrays.copyOf(users, size),
                    Arrays.copyOf(entities, size),
                    Arrays.copyOf(labels, size),
                    Arrays.copyOf(touched, size),
                    tally.truths,
                    tally.outside,
                    tally.cold,
                    population);
        }
    }
}
