package io.wane.engine.interest;

import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.DecaySum;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.KeyReader;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * The decayed choice model over a timeline (SCIENCE 2.4): {@code A(u,c) = γ·π(c) + Σ w_type·d(age)} over the user's
 * events on {@code c}, and {@code P(c) = A(u,c) / B}, {@code B} the same sum over all that the user did.
 *
 * <p>Popularity is known before the time of the question only: {@code π(c) = (n(c) + 1/|C|) / (N + 1)} with decayed counts
 * of everybody's events, returns left out, over the {@code |C|} entities that have occurred. Time goes forward:
 * {@link #advanceTo} before asking. Belongs to one thread.
 */
public final class InterestModel {

    private static final int PERSONAL = 0;
    private static final int POPULARITY = 1;
    private static final int HALVINGS = 60;

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final InterestSettings settings;
    private final Level level;
    private final Pipeline pipeline;
    private final KeyReader personal;
    private final KeyReader popularity;
    private final double[] weightOfType;
    private final int[] stamps;
    private final double[] prior;
    private int stamp;
    private long asOfMillis = Long.MIN_VALUE;

    /** The model at the start of a timeline. */
    public InterestModel(Timeline timeline, UserEvents userEvents, InterestSettings settings, Level level) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.settings = settings;
        this.level = level;
        pipeline = new Pipeline(features(settings, level, FeatureSet.spanDays(timeline)), timeline);
        personal = pipeline.keyReader(PERSONAL, level.userEntity());
        popularity = pipeline.keyReader(POPULARITY, level.entity());
        weightOfType = new double[timeline.types().size()];
        for (int type = 0; type < weightOfType.length; type++) {
            weightOfType[type] = settings.weight(timeline.types().name(type));
        }
        int entities = timeline.entityNames(level.entity()).size();
        stamps = new int[entities];
        prior = new double[entities];
    }

    private static FeatureSet features(InterestSettings settings, Level level, double spanDays) {
        FeatureDefinition own = new FeatureDefinition(
                "interest",
                level.userEntity(),
                new TypeWeight(settings::weight),
                "weights " + settings.weights(),
                false,
                List.of(NamedDecay.of(settings.decay())));
        FeatureDefinition everybody = new FeatureDefinition(
                "popularity",
                level.entity(),
                new TypeWeight(type -> type.equals(Event.RETURN) ? 0 : 1),
                "events but returns",
                false,
                List.of(NamedDecay.of(settings.popularity())));
        return new FeatureSet(level, List.of(), List.of(own, everybody), true, spanDays);
    }

    /** The parameters. */
    public InterestSettings settings() {
        return settings;
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
        pipeline.advanceTo(timeMillis, 1);
        asOfMillis = timeMillis;
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

    /** A(u,c). Either may be {@link Names#NONE}. */
    public double score(int user, int entity) {
        double own = user == Names.NONE || entity == Names.NONE
                ? 0
                : personal.at(user, entity, asOfMillis).sum(0, 0, 0);
        return settings.prior() * popularity(entity) + own;
    }

    /** The entities that a user has touched, oldest first. */
    public int[] touched(int user) {
        stamp++;
        if (user == Names.NONE) {
            return new int[0];
        }
        int end = userEvents.endBefore(user, asOfMillis);
        int[] touched = new int[end - userEvents.start(user)];
        int size = 0;
        for (int at = userEvents.start(user); at < end; at++) {
            int entity = timeline.entity(level.entity(), userEvents.event(at));
            if (entity != Names.NONE && stamps[entity] != stamp) {
                stamps[entity] = stamp;
                touched[size++] = entity;
            }
        }
        return Arrays.copyOf(touched, size);
    }

    /** B: the prior and all that the user did. */
    public double total(int user) {
        double total = settings.prior();
        for (int entity : touched(user)) {
            total += personal.at(user, entity, asOfMillis).sum(0, 0, 0);
        }
        return total;
    }

    /**
     * The entities with the highest scores among all that have occurred, best first; ties in no particular order, but
     * always in the same one. Without a score nothing is listed: what only came back, or what nobody touched in years.
     *
     * @param excluded entities to leave out
     */
    public int[] top(int user, int count, IntPredicate excluded) {
        int[] touched = touched(user);
        PriorityQueue<Scored> best = new PriorityQueue<>(Comparator.reverseOrder());
        for (int entity : touched) {
            offer(best, count, entity, score(user, entity), excluded);
        }
        int mark = stamp; // of what the user touched
        for (int entity = 0; entity < prior.length; entity++) {
            if (stamps[entity] != mark && prior[entity] > 0) {
                offer(best, count, entity, settings.prior() * prior[entity], excluded);
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

    /** A user's interest in an entity, taken apart. */
    public Interest explain(int user, int entity) {
        double fromPopularity = settings.prior() * popularity(entity);
        List<Interest.Evidence> found = new ArrayList<>();
        double score = fromPopularity;
        DecaySum decay = pipeline.decaySum(PERSONAL, 0);
        for (int event : eventsOn(user, entity)) {
            double weight = weightOfType[timeline.type(event)];
            long time = timeline.timeMillis(event);
            double contribution = weight * decay.kept(time, asOfMillis);
            if (contribution > 0) {
                score += contribution;
                found.add(new Interest.Evidence(
                        timeline.types().name(timeline.type(event)),
                        timeline.items().name(timeline.item(event)),
                        time,
                        Days.between(time, asOfMillis),
                        weight,
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
                level == Level.ITEM ? timeline.catalog().title(name) : name,
                whole,
                whole / total(user),
                fromPopularity,
                whole == 0 ? 0 : fromPopularity / whole,
                halfDays(user, entity, whole),
                evidence);
    }

    private int[] eventsOn(int user, int entity) {
        if (user == Names.NONE) {
            return new int[0];
        }
        int end = userEvents.endBefore(user, asOfMillis);
        int[] events = new int[end - userEvents.start(user)];
        int size = 0;
        for (int at = userEvents.start(user); at < end; at++) {
            int event = userEvents.event(at);
            if (timeline.entity(level.entity(), event) == entity) {
                events[size++] = event;
            }
        }
        return Arrays.copyOf(events, size);
    }

    /**
     * A(u,c) some days from now if nothing else happens: popularity stays, the user's own events fade.
     *
     * @param days from the time of the question, at least 0
     */
    public double scoreIn(int user, int entity, double days) {
        long later = asOfMillis + Math.round(days * Days.MILLIS);
        DecaySum decay = pipeline.decaySum(PERSONAL, 0);
        double score = settings.prior() * popularity(entity);
        for (int event : eventsOn(user, entity)) {
            score += weightOfType[timeline.type(event)] * decay.kept(timeline.timeMillis(event), later);
        }
        return score;
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
