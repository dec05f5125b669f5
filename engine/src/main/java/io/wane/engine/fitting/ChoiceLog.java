package io.wane.engine.fitting;

import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.KeyHash;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A log as the choice model reads it (SCIENCE 2.12): one line per kept event, user by user, each user's in time order.
 *
 * <p>Returns, anonymous events and events without an entity are left out. Events of one user on the same entity and type
 * that follow each other within the chain gap, whatever lies between them, count once; the first stays. Popularity before
 * each line's time is part of the log, because no parameter changes it. Immutable, thread-safe; 41 bytes per line.
 */
final class ChoiceLog {

    /** Events of a chain lie at most this far apart, in milliseconds. */
    static final long CHAIN_GAP_MILLIS = 30 * 60_000;

    final List<String> types;
    final int catalogue;
    final double spanDays;
    final int[] userStarts;
    final int[] userEntities;
    final double[] days;
    final int[] entities;
    final byte[] lineTypes;
    final double[] priors;
    final double[] weights;
    private final Lines lines;
    private final int[] entityOfLine;
    private final double scoredWeight;
    private final int scoredLines;

    private ChoiceLog(Lines lines, int[] entityOfLine, double popularityHalfLifeDays) {
        this.lines = lines;
        this.entityOfLine = entityOfLine;
        types = lines.types;
        userStarts = lines.userStarts;
        days = lines.days;
        lineTypes = lines.lineTypes;
        weights = lines.weights;
        spanDays = days.length == 0 ? 0 : lines.lastDay;
        catalogue = distinct(entityOfLine, lines.entityCount);
        userEntities = new int[userStarts.length - 1];
        entities = localised(entityOfLine, lines.entityCount);
        priors = priors(popularityHalfLifeDays);
        double sum = 0;
        int scored = 0;
        for (double weight : weights) {
            sum += weight;
            scored += weight > 0 ? 1 : 0;
        }
        scoredWeight = sum;
        scoredLines = scored;
    }

    /**
     * Reads a timeline.
     *
     * @param popularityHalfLifeDays half-life of popularity in days; positive infinity for none
     */
    static ChoiceLog of(Timeline timeline, UserEvents userEvents, Level level, double popularityHalfLifeDays) {
        Lines lines = new Lines(timeline, userEvents, level);
        return new ChoiceLog(lines, lines.entities, popularityHalfLifeDays);
    }

    /** The same lines with another popularity. */
    ChoiceLog withPopularity(double halfLifeDays) {
        return new ChoiceLog(lines, entityOfLine, halfLifeDays);
    }

    /** A placebo: each user's entities dealt out anew over the user's own lines, popularity counted anew. */
    ChoiceLog shuffled(long seed) {
        int[] dealt = entityOfLine.clone();
        for (int user = 0; user < users(); user++) {
            SplittableRandom random = new SplittableRandom(KeyHash.mix(seed ^ KeyHash.mix(user)));
            for (int i = userStarts[user + 1] - 1; i > userStarts[user]; i--) {
                int j = userStarts[user] + random.nextInt(i - userStarts[user] + 1);
                int swapped = dealt[i];
                dealt[i] = dealt[j];
                dealt[j] = swapped;
            }
        }
        return new ChoiceLog(lines, dealt, Double.POSITIVE_INFINITY);
    }

    /** Number of users with a line. */
    int users() {
        return userStarts.length - 1;
    }

    /** Number of lines. */
    int lines() {
        return days.length;
    }

    /** Lines that have a history and so a likelihood. */
    int scoredLines() {
        return scoredLines;
    }

    /** Sum of the weights of the scored lines: one per instant with a history. */
    double scoredWeight() {
        return scoredWeight;
    }

    /** Log-likelihood of choosing any entity of the catalogue alike. */
    double uniform() {
        return -scoredWeight * Math.log(catalogue);
    }

    private static int distinct(int[] entityOfLine, int entityCount) {
        boolean[] seen = new boolean[entityCount];
        int distinct = 0;
        for (int entity : entityOfLine) {
            distinct += seen[entity] ? 0 : 1;
            seen[entity] = true;
        }
        return distinct;
    }

    // Each user's entities numbered from 0 in order of appearance, so that a user's state is a small dense array.
    private int[] localised(int[] entityOfLine, int entityCount) {
        int[] local = new int[entityOfLine.length];
        int[] numberOf = new int[entityCount];
        int[] lastUser = new int[entityCount];
        for (int user = 0; user < users(); user++) {
            int numbers = 0;
            for (int line = userStarts[user]; line < userStarts[user + 1]; line++) {
                int entity = entityOfLine[line];
                if (lastUser[entity] != user + 1) {
                    lastUser[entity] = user + 1;
                    numberOf[entity] = numbers++;
                }
                local[line] = numberOf[entity];
            }
            userEntities[user] = numbers;
        }
        return local;
    }

    // pi_c(t) = (n_c(t) + 1/|C|) / (N(t) + 1) over everybody's lines strictly before t, by instants of the whole log.
    private double[] priors(double halfLifeDays) {
        double rate = Math.log(2) / halfLifeDays;
        double[] counts = new double[lines.entityCount];
        double[] countDays = new double[lines.entityCount];
        double total = 0;
        double totalDay = 0;
        double[] priors = new double[days.length];
        int[] order = lines.inTime;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double day = days[order[from]];
            while (to < order.length && days[order[to]] == day) {
                to++;
            }
            total *= Math.exp(-rate * (day - totalDay));
            totalDay = day;
            for (int i = from; i < to; i++) {
                int entity = entityOfLine[order[i]];
                double count = counts[entity] * Math.exp(-rate * (day - countDays[entity]));
                priors[order[i]] = (count + 1.0 / catalogue) / (total + 1);
            }
            for (int i = from; i < to; i++) {
                int entity = entityOfLine[order[i]];
                counts[entity] = counts[entity] * Math.exp(-rate * (day - countDays[entity])) + 1;
                countDays[entity] = day;
                total++;
            }
            from = to;
        }
        return priors;
    }

    // The kept events, sorted by user.
    private static final class Lines {

        final List<String> types;
        final int entityCount;
        final double lastDay;
        int[] userStarts;
        double[] days;
        int[] entities;
        byte[] lineTypes;
        double[] weights;
        int[] inTime;

        Lines(Timeline timeline, UserEvents userEvents, Level level) {
            entityCount = timeline.entityNames(level.entity()).size();
            types = timeline.types().list().stream()
                    .filter(type -> !type.equals(Event.RETURN))
                    .sorted()
                    .toList();
            if (types.size() > Byte.MAX_VALUE) {
                throw new IllegalArgumentException("a log of " + types.size()
                        + " event types cannot be fitted; at most " + Byte.MAX_VALUE + " are allowed");
            }
            byte[] typeOf = new byte[timeline.types().size()];
            for (int code = 0; code < typeOf.length; code++) {
                typeOf[code] = (byte) types.indexOf(timeline.types().name(code));
            }
            lastDay = timeline.size() == 0
                    ? 0
                    : Days.between(timeline.timeMillis(0), timeline.timeMillis(timeline.size() - 1));
            collect(timeline, userEvents, level, typeOf);
            weigh();
        }

        private void collect(Timeline timeline, UserEvents userEvents, Level level, byte[] typeOf) {
            long[] chainMillis = new long[entityCount * types.size()];
            int[] chainUser = new int[chainMillis.length];
            int events = userEvents.users() == 0 ? 0 : userEvents.endBefore(userEvents.users() - 1, Long.MAX_VALUE);
            int[] starts = new int[userEvents.users() + 1];
            int[] lineOfEvent = new int[timeline.size()];
            Arrays.fill(lineOfEvent, Names.NONE);
            days = new double[events];
            entities = new int[events];
            lineTypes = new byte[events];
            int size = 0;
            int users = 0;
            for (int user = 0; user < userEvents.users(); user++) {
                int first = size;
                int end = userEvents.endBefore(user, Long.MAX_VALUE);
                for (int at = userEvents.start(user); at < end; at++) {
                    int event = userEvents.event(at);
                    int entity = timeline.entity(level.entity(), event);
                    byte type = typeOf[timeline.type(event)];
                    if (entity == Names.NONE || type < 0) {
                        continue;
                    }
                    long time = timeline.timeMillis(event);
                    int chain = entity * types.size() + type;
                    boolean continues = chainUser[chain] == user + 1 && time - chainMillis[chain] <= CHAIN_GAP_MILLIS;
                    chainUser[chain] = user + 1;
                    chainMillis[chain] = time;
                    if (!continues) {
                        lineOfEvent[event] = size;
                        days[size] = Days.between(timeline.timeMillis(0), time);
                        entities[size] = entity;
                        lineTypes[size++] = type;
                    }
                }
                if (size > first) {
                    starts[++users] = size;
                }
            }
            userStarts = Arrays.copyOf(starts, users + 1);
            days = Arrays.copyOf(days, size);
            entities = Arrays.copyOf(entities, size);
            lineTypes = Arrays.copyOf(lineTypes, size);
            inTime = Arrays.stream(lineOfEvent)
                    .filter(line -> line != Names.NONE)
                    .toArray();
        }

        // Each instant with a history counts once, shared by its lines; a user's first instant has no history.
        private void weigh() {
            weights = new double[days.length];
            for (int user = 0; user + 1 < userStarts.length; user++) {
                for (int from = userStarts[user]; from < userStarts[user + 1]; ) {
                    int to = from;
                    while (to < userStarts[user + 1] && days[to] == days[from]) {
                        to++;
                    }
                    if (from > userStarts[user]) {
                        Arrays.fill(weights, from, to, 1.0 / (to - from));
                    }
                    from = to;
                }
            }
        }
    }
}
