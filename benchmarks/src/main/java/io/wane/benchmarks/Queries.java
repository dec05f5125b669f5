package io.wane.benchmarks;

import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureMatrix;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.RowReader;
import io.wane.engine.pipeline.UserEvents;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Questions to the default configuration at the end of a log: a user and 500 candidates, which are what the user touched
 * and what is most popular. Belongs to one thread.
 */
final class Queries {

    /** Candidates of a question. */
    static final int CANDIDATES = 500;

    private final Timeline timeline;
    private final FeatureSet features;
    private final UserEvents userEvents;
    private final RowReader reader;
    private final int[] popular;
    private final boolean[] taken;
    private int user;

    /** Replays a log. */
    Queries(SyntheticLog log) {
        timeline = log.timeline();
        features = Workload.DEFAULTS.over(timeline);
        userEvents = new UserEvents(timeline);
        Pipeline pipeline = new Pipeline(features, timeline);
        pipeline.advanceTo(timeline.endMillis(), 1);
        reader = pipeline.reader();
        taken = new boolean[timeline.items().size()];
        int[] counts = new int[taken.length];
        for (int event = 0; event < timeline.size(); event++) {
            counts[timeline.item(event)]++;
        }
        popular = IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> counts[b] - counts[a])
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What the rows are made of. */
    FeatureSet features() {
        return features;
    }

    /** Just after the last event, in milliseconds. */
    long endMillis() {
        return timeline.endMillis();
    }

    /** Moves to the next user. @return the candidates, ascending; fewer where the log has fewer items */
    int[] nextCandidates() {
        user = (user + 1) % userEvents.users();
        int[] candidates = new int[Math.min(CANDIDATES, popular.length)];
        int size = 0;
        int end = userEvents.endBefore(user, timeline.endMillis());
        for (int at = userEvents.start(user); at < end && size < candidates.length; at++) {
            int item = timeline.entity(Scope.ITEM, userEvents.event(at));
            if (item != Names.NONE && !taken[item]) {
                taken[item] = true;
                candidates[size++] = item;
            }
        }
        for (int rank = 0; size < candidates.length; rank++) {
            if (!taken[popular[rank]]) {
                candidates[size++] = popular[rank];
            }
        }
        Arrays.sort(candidates);
        for (int item : candidates) {
            taken[item] = false;
        }
        return candidates;
    }

    /** The user's rows. */
    FeatureMatrix rows(int[] candidates, long asOfMillis) {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        for (int item : candidates) {
            reader.read(user, item, asOfMillis, rows);
        }
        return rows.build();
    }
}
