package io.wane.decisions.recommendation;

import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.engine.interest.InterestModel;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.Candidates;
import io.wane.engine.training.ModelScorer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Ranks what a user wants: the whole catalogue by A(u,c), or, by a model, the {@link Candidates} that it was trained on.
 * Time goes forward. Belongs to one thread.
 */
public final class Recommender {

    private final Timeline timeline;
    private final UserEvents userEvents;
    private final InterestModel interest;
    private final Optional<ModelScorer> model;
    private final Candidates candidates;
    private final Level level;

    /** A recommender over a timeline; without a model it ranks by A(u,c). */
    public Recommender(Timeline timeline, UserEvents userEvents, InterestModel interest, Optional<ModelScorer> model) {
        this.timeline = timeline;
        this.userEvents = userEvents;
        this.interest = interest;
        this.model = model;
        level = interest.level();
        candidates = new Candidates(timeline, userEvents, level);
    }

    /**
     * The best entities for a user, best first.
     *
     * @param user code, or {@link Names#NONE} for somebody never seen, who gets what is popular
     * @param asOfMillis the list sees what is strictly before; not before the last one asked for
     * @param count how many at most
     * @throws IllegalStateException if the time lies before the last one asked for
     */
    public List<Recommendation> recommend(int user, long asOfMillis, int count, Exclusion exclusion) {
        interest.advanceTo(asOfMillis);
        model.ifPresent(scorer -> scorer.advanceTo(asOfMillis));
        IntPredicate excluded = excluded(user, asOfMillis, exclusion);
        if (model.isEmpty()) {
            return list(user, interest.top(user, count, excluded), Optional.empty(), count);
        }
        candidates.moveTo(asOfMillis);
        int[] entities = candidates.of(user, excluded);
        return list(user, entities, Optional.of(model.get().score(user, entities)), count);
    }

    // By the model's score, if there is one; A(u,c) decides between equal ones.
    private List<Recommendation> list(int user, int[] entities, Optional<double[]> scores, int count) {
        double[] byInterest = new double[entities.length];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < entities.length; i++) {
            byInterest[i] = interest.score(user, entities[i]);
            order.add(i);
        }
        double[] score = scores.orElse(byInterest);
        order.sort((a, b) -> score[a] != score[b]
                ? Double.compare(score[b], score[a])
                : Double.compare(byInterest[b], byInterest[a]));
        List<Recommendation> list = new ArrayList<>();
        for (int i : order.subList(0, Math.min(count, order.size()))) {
            String name = timeline.entityNames(level.entity()).name(entities[i]);
            list.add(new Recommendation(list.size() + 1, entities[i], name, score[i]));
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
