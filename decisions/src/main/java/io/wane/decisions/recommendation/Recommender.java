package io.wane.decisions.recommendation;

import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.interest.InterestModel;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.ModelScorer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Ranks what a user wants. Candidates are what the user has touched and what is popular, both decayed; they are ranked by
 * A(u,c), which then is the ranking of the whole catalogue, or by a model. Time goes forward. Belongs to one thread.
 */
public final class Recommender {

    /** How many entities beside those that the user touched a model gets to rank. */
    static final int POPULAR = 200;

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final InterestModel interest;
    private final Optional<ModelScorer> model;
    private final Level level;

    /** A recommender over a timeline; without a model it ranks by A(u,c). */
    public Recommender(Timeline timeline, UserEvents userEvents, InterestModel interest, Optional<ModelScorer> model) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.interest = interest;
        this.model = model;
        level = interest.level();
    }

    /**
     * The best entities for a user, best first.
     *
     * @param user code, or {@link Names#NONE} for somebody never seen, who gets what is popular
     * @param asOfMillis the list sees what is strictly before; not before the last one asked for
     * @param count how many at most
     */
    public List<Recommendation> recommend(int user, long asOfMillis, int count, Exclusion exclusion) {
        interest.advanceTo(asOfMillis);
        model.ifPresent(scorer -> scorer.advanceTo(asOfMillis));
        IntPredicate excluded = excluded(user, asOfMillis, exclusion);
        if (model.isEmpty()) {
            int[] top = interest.top(user, count, excluded);
            double[] scores = new double[top.length];
            for (int i = 0; i < top.length; i++) {
                scores[i] = interest.score(user, top[i]);
            }
            return list(top, scores, top.length);
        }
        int[] candidates = interest.top(user, interest.touched(user).length + POPULAR, excluded);
        return list(candidates, model.get().score(user, candidates), count);
    }

    // Sorts by score; candidates come in the order of A(u,c), which decides between equal scores.
    private List<Recommendation> list(int[] entities, double[] scores, int count) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < entities.length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(scores[b], scores[a]));
        List<Recommendation> list = new ArrayList<>();
        for (int i : order.subList(0, Math.min(count, order.size()))) {
            String name = timeline.entityNames(level.entity()).name(entities[i]);
            list.add(new Recommendation(list.size() + 1, entities[i], name, scores[i]));
        }
        return list;
    }

    private IntPredicate excluded(int user, long asOfMillis, Exclusion exclusion) {
        Set<Integer> out = new HashSet<>();
        if (user != Names.NONE) {
            int start = userEvents.start(user);
            int end = userEvents.endBefore(user, asOfMillis);
            int purchase = timeline.types().code("purchase");
            switch (exclusion.kind()) {
                case NONE -> {}
                case SEEN -> {
                    for (int at = start; at < end; at++) {
                        out.add(timeline.entity(level.entity(), userEvents.event(at)));
                    }
                }
                case PURCHASED -> {
                    for (int at = start; at < end; at++) {
                        int event = userEvents.event(at);
                        if (timeline.type(event) == purchase) {
                            out.add(timeline.entity(level.entity(), event));
                        }
                    }
                }
                case LAST -> {
                    int last = end > start ? userEvents.event(end - 1) : -1;
                    if (last >= 0
                            && asOfMillis - timeline.timeMillis(last)
                                    <= exclusion.within().toMillis()) {
                        out.add(timeline.entity(level.entity(), last));
                    }
                }
            }
        }
        return out.isEmpty() ? entity -> false : out::contains;
    }
}
