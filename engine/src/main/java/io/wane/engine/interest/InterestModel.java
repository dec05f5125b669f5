package io.wane.engine.interest;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.DecaySum;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.KeyReader;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * The decayed choice model over a timeline (SCIENCE 2.4): {@code A(u,c) = γ·π(c) + Σ w_type·d_type(age)} over the user's
 * events on {@code c}, {@code B} the same sum over all that the user did, {@code P(c) = ε·π(c) + (1 - ε)·A/B}. What is called
 * score here is {@code P·B}: with ε = 0 it is A.
 *
 * <p>Popularity is known before the time of the question only: {@code π(c) = (n(c) + 1/|C|) / (N + 1)} with decayed counts
 * of everybody's events, returns left out, over the {@code |C|} entities whose count is above zero. A user's own events are
 * summed one by one, so every decay is exact at every age. Time goes forward: {@link #advanceTo} before asking. Belongs to
 * one thread.
 */
public final class InterestModel {

    private static final int HALVINGS = 60;
    private static final int NOBODY = Names.NONE - 1; // has been asked about since time moved
    private static final long CHAIN_GAP_MILLIS = 30 * 60_000;

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final InterestParameters parameters;
    private final Level level;
    private final int threads;
    private final Pipeline pipeline;
    private final KeyReader popularity;
    private final double[] weightOfType;
    private final DecayFunction[] decayOfType;
    private final double[] factorOfEntity;
    private final double[] prior;
    private long asOfMillis = Long.MIN_VALUE;

    // Of the user asked about last.
    private final double[] own;
    private final int[] stamps;
    private int stamp;
    private int user = NOBODY;
    private int[] events = new int[0];
    private int[] touched = new int[0];
    private double ownTotal;

    /**
     * The model at the start of a timeline.
     *
     * @param threads how many read the events
     */
    public InterestModel(
            Timeline timeline, UserEvents userEvents, InterestParameters parameters, Level level, int threads) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.parameters = parameters;
        this.level = level;
        this.threads = threads;
        FeatureDefinition everybody = new FeatureDefinition(
                "popularity",
                level.entity(),
                new TypeWeight(type -> type.equals(Event.RETURN) ? 0 : 1),
                "events but returns",
                false,
                List.of(parameters.popularity()));
        pipeline = new Pipeline(
                new FeatureSet(level, List.of(), List.of(everybody), true, FeatureSet.spanDays(timeline)), timeline);
        popularity = pipeline.keyReader(0, level.entity());
        weightOfType = new double[timeline.types().size()];
        decayOfType = new DecayFunction[weightOfType.length];
        for (int type = 0; type < weightOfType.length; type++) {
            weightOfType[type] = parameters.weight(timeline.types().name(type));
            decayOfType[type] = parameters.decay(timeline.types().name(type));
        }
        factorOfEntity = parameters.factors(timeline, level.entity());
        int entities = timeline.entityNames(level.entity()).size();
        own = new double[entities];
        stamps = new int[entities];
        prior = new double[entities];
    }

    /** The parameters. */
    public InterestParameters parameters() {
        return parameters;
    }

    /** What interest is in. */
    public Level level() {
        return level;
    }

    /** The decays whose sums are kept approximately. */
    public List<DecaySum> approximate() {
        return pipeline.approximate();
    }

    /** Takes in everybody's events strictly before a time; questions are answered as of it. */
    public void advanceTo(long timeMillis) {
        if (timeMillis == asOfMillis) {
            return;
        }
        pipeline.advanceTo(timeMillis, threads);
        asOfMillis = timeMillis;
        user = NOBODY;
        double total = 0;
        int occurred = 0;
        for (int entity = 0; entity < prior.length; entity++) {
            prior[entity] = popularity.at(Names.NONE, entity, timeMillis).sum(0, 0, 0);
            if (prior[entity] > 0) {
                total += prior[entity];
                occurred++;
            }
        }
        for (int entity = 0; entity < prior.length; entity++) {
            prior[entity] = prior[entity] > 0 ? (prior[entity] + 1.0 / occurred) / (total + 1) : 0;
        }
    }

    /** π(c): the entity's share of everybody's decayed events. */
    public double popularity(int entity) {
        return entity == Names.NONE ? 0 : prior[entity];
    }

    // Sums the user's events, once per user and time.
    private void ask(int of) {
        if (of == user) {
            return;
        }
        user = of;
        stamp++;
        ownTotal = 0;
        int start = of == Names.NONE ? 0 : userEvents.start(of);
        int end = of == Names.NONE ? 0 : userEvents.endBefore(of, asOfMillis);
        int[] counted = new int[end - start];
        int[] met = new int[end - start];
        int size = 0;
        int entities = 0;
        for (int at = start; at < end; at++) {
            int event = userEvents.event(at);
            int entity = timeline.entity(level.entity(), event);
            if (entity == Names.NONE) {
                continue;
            }
            if (stamps[entity] != stamp) {
                stamps[entity] = stamp;
                own[entity] = 0;
                met[entities++] = entity;
            }
            if (!parameters.chains() || !continuesChain(start, at, entity)) {
                counted[size++] = event;
                double value = weighted(event, asOfMillis);
                own[entity] += value;
                ownTotal += value;
            }
        }
        events = Arrays.copyOf(counted, size);
        touched = Arrays.copyOf(met, entities);
    }

    // Whether an event of the same type on the entity lies at most the gap before, itself part of a chain or not.
    private boolean continuesChain(int start, int at, int entity) {
        int event = userEvents.event(at);
        for (int before = at - 1; before >= start; before--) {
            int other = userEvents.event(before);
            if (timeline.timeMillis(event) - timeline.timeMillis(other) > CHAIN_GAP_MILLIS) {
                return false;
            }
            if (timeline.type(other) == timeline.type(event) && timeline.entity(level.entity(), other) == entity) {
                return true;
            }
        }
        return false;
    }

    private double weighted(int event, long timeMillis) {
        int type = timeline.type(event);
        if (weightOfType[type] == 0) {
            return 0;
        }
        double factor = factorOfEntity[timeline.entity(level.entity(), event)];
        return weightOfType[type]
                * decayOfType[type].value(Days.between(timeline.timeMillis(event), timeMillis) / factor);
    }

    private double own(int entity) {
        return entity != Names.NONE && stamps[entity] == stamp ? own[entity] : 0;
    }

    // What popularity adds to the score of an entity, when the user's own events sum to so much.
    private double fromPopularity(int entity, double ofOwn) {
        double novelty = parameters.novelty();
        return popularity(entity) * ((1 - novelty) * parameters.prior() + novelty * (parameters.prior() + ofOwn));
    }

    /** {@code P·B}, which is A(u,c) without novelty. Either may be {@link Names#NONE}. */
    public double score(int user, int entity) {
        ask(user);
        return fromPopularity(entity, ownTotal) + (1 - parameters.novelty()) * own(entity);
    }

    /** The entities that a user has touched, oldest first. */
    public int[] touched(int user) {
        ask(user);
        return touched.clone();
    }

    /** B: the prior and all that the user did. */
    public double total(int user) {
        ask(user);
        return parameters.prior() + ownTotal;
    }

    /**
     * The entities with the highest scores among all that have occurred, best first; ties in no particular order, but
     * always in the same one. Without a score nothing is listed: what only came back, or what nobody touched in years.
     *
     * @param excluded entities to leave out
     */
    public int[] top(int user, int count, IntPredicate excluded) {
        ask(user);
        PriorityQueue<Scored> best = new PriorityQueue<>(Comparator.reverseOrder());
        for (int entity : touched) {
            offer(best, count, entity, score(user, entity), excluded);
        }
        for (int entity = 0; entity < prior.length; entity++) {
            if (stamps[entity] != stamp && prior[entity] > 0) {
                offer(best, count, entity, fromPopularity(entity, ownTotal), excluded);
            }
        }
        int[] top = new int[best.size()];
        for (int i = top.length - 1; i >= 0; i--) {
            top[i] = best.remove().entity();
        }
        return top;
    }

    private static void offer(PriorityQueue<Scored> best, int count, int entity, double score, IntPredicate excluded) {
        boolean tooLow = score == 0
                || (best.size() == count && (count == 0 || score < best.peek().score()));
        if (tooLow || excluded.test(entity)) {
            return;
        }
        best.add(new Scored(entity, score));
        if (best.size() > count) {
            best.remove();
        }
    }

    // Best first; equal scores in the order of a mixed code, so that neither early nor late entities gain.
    private record Scored(int entity, double score) implements Comparable<Scored> {
        @Override
        public int compareTo(Scored other) {
            int byScore = Double.compare(other.score, score);
            return byScore != 0 ? byScore : Integer.compare(mixed(entity), mixed(other.entity));
        }

        private static int mixed(int code) {
            int z = (code ^ (code >>> 16)) * 0x45d9f3b;
            return z ^ (z >>> 16);
        }
    }

    /** What people call an entity, by its name: an item's title in the catalogue, if it has one there. */
    public Optional<String> title(String name) {
        return level == Level.ITEM
                ? timeline.catalog().item(name).map(Item::title).filter(title -> !title.isBlank())
                : Optional.empty();
    }

    /** The chance that it is this entity, given that the user acts: A(u,c) / B. Either may be {@link Names#NONE}. */
    public double probability(int user, int entity) {
        return score(user, entity) / total(user);
    }

    /** A user's interest in an entity, taken apart. */
    public Interest explain(int user, int entity) {
        ask(user);
        double fromPopularity = fromPopularity(entity, ownTotal);
        List<Interest.Evidence> found = new ArrayList<>();
        double score = fromPopularity;
        for (int event : events) {
            if (timeline.entity(level.entity(), event) != entity) {
                continue;
            }
            double contribution = (1 - parameters.novelty()) * weighted(event, asOfMillis);
            if (contribution > 0) {
                long time = timeline.timeMillis(event);
                score += contribution;
                found.add(new Interest.Evidence(
                        timeline.types().name(timeline.type(event)),
                        timeline.items().name(timeline.item(event)),
                        time,
                        Days.between(time, asOfMillis),
                        weightOfType[timeline.type(event)],
                        contribution,
                        0));
            }
        }
        double whole = score;
        List<Interest.Evidence> evidence = new ArrayList<>();
        for (Interest.Evidence event : found) {
            evidence.add(new Interest.Evidence(
                    event.type(),
                    event.item(),
                    event.timeMillis(),
                    event.ageDays(),
                    event.weight(),
                    event.contribution(),
                    event.contribution() / whole));
        }
        evidence.sort(Comparator.comparingDouble(Interest.Evidence::share)
                .reversed()
                .thenComparing(
                        Comparator.comparingLong(Interest.Evidence::timeMillis).reversed()));
        String name = timeline.entityNames(level.entity()).name(entity);
        return new Interest(
                name,
                title(name),
                whole,
                whole / total(user),
                fromPopularity,
                whole == 0 ? 0 : fromPopularity / whole,
                halfDays(user, entity, whole),
                evidence);
    }

    /**
     * The score some days from now if nothing else happens: popularity stays, the user's own events fade.
     *
     * @param days from the time of the question, at least 0
     */
    public double scoreIn(int user, int entity, double days) {
        ask(user);
        long later = asOfMillis + Math.round(days * Days.MILLIS);
        double all = 0;
        double here = 0;
        for (int event : events) {
            boolean same = timeline.entity(level.entity(), event) == entity;
            if (same || parameters.novelty() > 0) {
                double value = weighted(event, later);
                all += value;
                here += same ? value : 0;
            }
        }
        return fromPopularity(entity, all) + (1 - parameters.novelty()) * here;
    }

    // The curve only falls, so bisection between now and the decay's horizon finds where it is half.
    private double halfDays(int user, int entity, double now) {
        double high = 1;
        while (scoreIn(user, entity, high) >= now / 2) {
            high *= 2;
            if (high > 1e6) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double low = 0;
        for (int i = 0; i < HALVINGS && high - low > 1e-6; i++) {
            double middle = (low + high) / 2;
            if (scoreIn(user, entity, middle) >= now / 2) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
