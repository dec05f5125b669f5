package io.wane.engine.fitting;

import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.KeyHash;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

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
    /** Each user's entities numbered from 0, so that a user's state is a small dense array. */
    final int[] entities;
    /** Type of a line; {@code ~type} where the line is scored but enters no history. */
    final byte[] lineTypes;

    final double[] priors;
    final double[] weights;
    /** The entity's code in the timeline. */
    final int[] entityOfLine;

    private final double popularityHalfLifeDays;
    private final int[] codes;
    private final int entityCount;
    // Lines in the order of time.
    private final int[] inTime;
    private final double scoredWeight;
    private final int scoredLines;

    private ChoiceLog(ChoiceLines lines, int[] entityOfLine, double popularityHalfLifeDays) {
        types = lines.types;
        codes = lines.userCodes;
        entityCount = lines.entityCount;
        inTime = lines.inTime;
        userStarts = lines.userStarts;
        days = lines.days;
        lineTypes = lines.lineTypes;
        weights = lines.weights;
        spanDays = lines.lastDay;
        this.entityOfLine = entityOfLine;
        this.popularityHalfLifeDays = popularityHalfLifeDays;
        catalogue = distinct(entityOfLine, entityCount);
        userEntities = new int[userStarts.length - 1];
        entities = localised();
        priors = priors(popularityHalfLifeDays);
        scoredWeight = Arrays.stream(weights).sum();
        scoredLines = positive(weights);
    }

    // A log made of another: what is not named here stays.
    private ChoiceLog(
            ChoiceLog of,
            double popularityHalfLifeDays,
            int[] codes,
            int[] userStarts,
            double[] days,
            int[] entityOfLine,
            byte[] lineTypes,
            double[] priors,
            double[] weights) {
        this(of, of.types, popularityHalfLifeDays, codes, userStarts, days, entityOfLine, lineTypes, priors, weights);
    }

    private ChoiceLog(
            ChoiceLog of,
            List<String> types,
            double popularityHalfLifeDays,
            int[] codes,
            int[] userStarts,
            double[] days,
            int[] entityOfLine,
            byte[] lineTypes,
            double[] priors,
            double[] weights) {
        this.types = types;
        this.popularityHalfLifeDays = popularityHalfLifeDays;
        this.codes = codes;
        entityCount = of.entityCount;
        inTime =
                entityOfLine.length == of.entityOfLine.length && userStarts == of.userStarts ? of.inTime : inTime(days);
        this.userStarts = userStarts;
        this.days = days;
        this.lineTypes = lineTypes;
        this.weights = weights;
        spanDays = of.spanDays;
        this.entityOfLine = entityOfLine;
        catalogue = of.catalogue;
        boolean sameLines = entityOfLine == of.entityOfLine;
        userEntities = sameLines ? of.userEntities : new int[userStarts.length - 1];
        entities = sameLines ? of.entities : localised();
        this.priors = priors == null ? priors(popularityHalfLifeDays) : priors;
        scoredWeight = Arrays.stream(weights).sum();
        scoredLines = positive(weights);
    }

    /**
     * Reads a timeline.
     *
     * @param entity item, category or brand
     * @param popularityHalfLifeDays half-life of popularity in days; positive infinity for none
     */
    static ChoiceLog of(Timeline timeline, UserEvents userEvents, Scope entity, double popularityHalfLifeDays) {
        ChoiceLines lines = new ChoiceLines(timeline, userEvents, entity);
        return new ChoiceLog(lines, lines.entities, popularityHalfLifeDays);
    }

    /**
     * The same lines with another popularity, counted over the lines of this log: a share of the users that was drawn from
     * a longer log becomes a log of its own.
     */
    ChoiceLog withPopularity(double halfLifeDays) {
        return new ChoiceLog(this, halfLifeDays, codes, userStarts, days, entityOfLine, lineTypes, null, weights);
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
        return new ChoiceLog(this, popularityHalfLifeDays, codes, userStarts, days, dealt, lineTypes, null, weights);
    }

    /** A placebo: each user's choices beside the history of somebody else, drawn at random. */
    ChoiceLog swapped(long seed) {
        int[] order = new int[users()];
        Arrays.setAll(order, user -> user);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
        int[] partner = new int[users()];
        for (int i = 0; i < order.length; i++) {
            partner[order[i]] = order[(i + 1) % order.length];
        }
        int[] starts = new int[users() + 1];
        for (int user = 0; user < users(); user++) {
            starts[user + 1] = starts[user] + length(user) + length(partner[user]);
        }
        Arrangement merged = new Arrangement(starts[users()]);
        for (int user = 0; user < users(); user++) {
            int own = userStarts[user];
            int theirs = userStarts[partner[user]];
            int firstTheirs = theirs;
            while (own < userStarts[user + 1] || theirs < userStarts[partner[user] + 1]) {
                boolean mine = theirs == userStarts[partner[user] + 1]
                        || (own < userStarts[user + 1] && days[own] <= days[theirs]);
                if (mine) {
                    boolean history = theirs > firstTheirs && days[firstTheirs] < days[own];
                    merged.add(own, (byte) ~lineTypes[own], history ? weights[own] : 0);
                    own++;
                } else {
                    merged.add(theirs, lineTypes[theirs], 0);
                    theirs++;
                }
            }
        }
        return merged.log(codes, starts);
    }

    /** The lines of some of the users, under everybody's popularity. */
    ChoiceLog ofUsers(IntPredicate wanted) {
        int[] kept = new int[users()];
        int[] starts = new int[users() + 1];
        int size = 0;
        for (int user = 0; user < users(); user++) {
            if (wanted.test(user)) {
                kept[size] = codes[user];
                starts[size + 1] = starts[size] + length(user);
                size++;
            }
        }
        Arrangement share = new Arrangement(starts[size]);
        for (int user = 0; user < users(); user++) {
            if (wanted.test(user)) {
                for (int line = userStarts[user]; line < userStarts[user + 1]; line++) {
                    share.add(line, lineTypes[line], weights[line]);
                }
            }
        }
        return share.log(Arrays.copyOf(kept, size), Arrays.copyOf(starts, size + 1));
    }

    /** A share of the users that holds about so many lines, drawn by a hash of the user; the whole log if it is no longer. */
    ChoiceLog sampled(int lines, long seed) {
        return share((double) lines / lines(), seed);
    }

    /** A share of the users, drawn by a hash of the user; the whole log for a share of 1 and more. */
    ChoiceLog share(double share, long seed) {
        return share >= 1
                ? this
                : ofUsers(user -> (KeyHash.mix(seed ^ KeyHash.mix(codes[user])) >>> 11) * 0x1p-53 < share);
    }

    /** The same histories; only lines within {@code [from, to)} days are scored. */
    ChoiceLog scoredWithin(double fromDay, double toDay) {
        double[] masked = new double[weights.length];
        for (int line = 0; line < masked.length; line++) {
            masked[line] = days[line] >= fromDay && days[line] < toDay ? weights[line] : 0;
        }
        return weighed(masked);
    }

    /** The same histories; lines on what the user has touched within the chain gap, by any type, are not scored. */
    ChoiceLog withoutContinuations() {
        double[] masked = weights.clone();
        double gap = CHAIN_GAP_MILLIS / Days.MILLIS;
        double[] last = new double[Arrays.stream(userEntities).max().orElse(0)];
        for (int user = 0; user < users(); user++) {
            Arrays.fill(last, 0, userEntities[user], Double.NEGATIVE_INFINITY);
            for (int from = userStarts[user]; from < userStarts[user + 1]; ) {
                int to = from;
                while (to < userStarts[user + 1] && days[to] == days[from]) {
                    masked[to] = days[to] - last[entities[to]] <= gap ? 0 : masked[to];
                    to++;
                }
                for (int line = from; line < to; line++) {
                    last[entities[line]] = days[line];
                }
                from = to;
            }
        }
        return weighed(masked);
    }

    /** The same histories; each line counts its type's weight besides. */
    ChoiceLog targeted(double[] weightOfType) {
        double[] targeted = new double[weights.length];
        for (int line = 0; line < targeted.length; line++) {
            targeted[line] = weights[line] * weightOfType[lineTypes[line]];
        }
        return weighed(targeted);
    }

    /** The same histories; each instant with a history counts once, whatever was aimed at. */
    ChoiceLog untargeted() {
        return weighed(ChoiceLines.weights(userStarts, days));
    }

    /** Per line, how many earlier lines its user has on its entity; those of one moment do not count each other. */
    int[] earlierOnEntity() {
        int[] earlier = new int[days.length];
        int[] counts = new int[Arrays.stream(userEntities).max().orElse(0)];
        for (int user = 0; user < users(); user++) {
            Arrays.fill(counts, 0, userEntities[user], 0);
            for (int from = userStarts[user]; from < userStarts[user + 1]; ) {
                int to = from;
                while (to < userStarts[user + 1] && days[to] == days[from]) {
                    earlier[to] = counts[entities[to]];
                    to++;
                }
                for (int line = from; line < to; line++) {
                    counts[entities[line]]++;
                }
                from = to;
            }
        }
        return earlier;
    }

    /** The same lines, each type in bands: type {@code t} and band {@code b} become type {@code t * bands + b}. */
    ChoiceLog splitTypes(byte[] bandOfLine, int bands) {
        List<String> split = new ArrayList<>();
        for (String type : types) {
            for (int band = 0; band < bands; band++) {
                split.add(type + " " + band);
            }
        }
        byte[] splitTypes = new byte[lineTypes.length];
        for (int line = 0; line < splitTypes.length; line++) {
            int type = lineTypes[line] >= 0 ? lineTypes[line] : ~lineTypes[line];
            int banded = type * bands + bandOfLine[line];
            splitTypes[line] = (byte) (lineTypes[line] >= 0 ? banded : ~banded);
        }
        return new ChoiceLog(
                this,
                split,
                popularityHalfLifeDays,
                codes,
                userStarts,
                days,
                entityOfLine,
                splitTypes,
                priors,
                weights);
    }

    private ChoiceLog weighed(double[] otherWeights) {
        return new ChoiceLog(
                this, popularityHalfLifeDays, codes, userStarts, days, entityOfLine, lineTypes, priors, otherWeights);
    }

    /** The day before which a share of the scored weight lies, to a second. */
    double dayOfShare(double share) {
        double low = 0;
        double high = spanDays;
        while (high - low > 1e-5) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (int line = 0; line < weights.length; line++) {
                sum += days[line] < middle ? weights[line] : 0;
            }
            if (sum < share * scoredWeight) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** A share of the users as a log of its own, with its own popularity; the whole log if it is no longer. */
    ChoiceLog sampledAlone(int lines, long seed) {
        return lines() <= lines ? this : sampled(lines, seed).withPopularity(popularityHalfLifeDays);
    }

    /** Code of a user in the timeline. */
    int userCode(int user) {
        return codes[user];
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

    private int length(int user) {
        return userStarts[user + 1] - userStarts[user];
    }

    private static int positive(double[] weights) {
        int positive = 0;
        for (double weight : weights) {
            positive += weight > 0 ? 1 : 0;
        }
        return positive;
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

    private static int[] inTime(double[] days) {
        Integer[] order = new Integer[days.length];
        Arrays.setAll(order, line -> line);
        Arrays.sort(order, (one, other) -> Double.compare(days[one], days[other]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private int[] localised() {
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

    /**
     * Per line, the share of its entity in the popularity of its group, both counted over the lines of this log.
     *
     * @param groupOfEntity group of an entity by its code
     */
    double[] sharesOfGroup(int[] groupOfEntity, int groups) {
        double[] sizes = new double[groups];
        boolean[] seen = new boolean[entityCount];
        int[] groupOfLine = new int[days.length];
        for (int line = 0; line < groupOfLine.length; line++) {
            int entity = entityOfLine[line];
            groupOfLine[line] = groupOfEntity[entity];
            sizes[groupOfLine[line]] += seen[entity] ? 0 : 1;
            seen[entity] = true;
        }
        double[] shares = priors(popularityHalfLifeDays);
        double[] ofGroup = popularity(popularityHalfLifeDays, groupOfLine, sizes);
        for (int line = 0; line < shares.length; line++) {
            shares[line] /= ofGroup[line];
        }
        return shares;
    }

    private double[] priors(double halfLifeDays) {
        double[] alone = new double[entityCount];
        Arrays.fill(alone, 1);
        return popularity(halfLifeDays, entityOfLine, alone);
    }

    // pi_c(t) = (n_c(t) + size/|C|) / (N(t) + 1) over everybody's lines strictly before t, by instants of the whole
    // log.
    private double[] popularity(double halfLifeDays, int[] codeOfLine, double[] sizes) {
        double rate = Math.log(2) / halfLifeDays;
        double[] counts = new double[sizes.length];
        double[] countDays = new double[sizes.length];
        double total = 0;
        double totalDay = 0;
        double[] before = new double[days.length];
        for (int from = 0; from < inTime.length; ) {
            int to = from;
            double day = days[inTime[from]];
            while (to < inTime.length && days[inTime[to]] == day) {
                to++;
            }
            total *= Math.exp(-rate * (day - totalDay));
            totalDay = day;
            for (int i = from; i < to; i++) {
                int code = codeOfLine[inTime[i]];
                double count = counts[code] * Math.exp(-rate * (day - countDays[code]));
                before[inTime[i]] = (count + sizes[code] / catalogue) / (total + 1);
            }
            for (int i = from; i < to; i++) {
                int code = codeOfLine[inTime[i]];
                counts[code] = counts[code] * Math.exp(-rate * (day - countDays[code])) + 1;
                countDays[code] = day;
                total++;
            }
            from = to;
        }
        return before;
    }

    // Lines of this log in another order.
    private final class Arrangement {

        private final double[] newDays;
        private final int[] newEntities;
        private final byte[] newTypes;
        private final double[] newPriors;
        private final double[] newWeights;
        private int size;

        Arrangement(int lines) {
            newDays = new double[lines];
            newEntities = new int[lines];
            newTypes = new byte[lines];
            newPriors = new double[lines];
            newWeights = new double[lines];
        }

        void add(int line, byte type, double weight) {
            newDays[size] = days[line];
            newEntities[size] = entityOfLine[line];
            newTypes[size] = type;
            newPriors[size] = priors[line];
            newWeights[size++] = weight;
        }

        ChoiceLog log(int[] userCodes, int[] starts) {
            return new ChoiceLog(
                    ChoiceLog.this,
                    popularityHalfLifeDays,
                    userCodes,
                    starts,
                    newDays,
                    newEntities,
                    newTypes,
                    newPriors,
                    newWeights);
        }
    }
}
