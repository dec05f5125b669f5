package io.wane.engine.evaluation;

import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureMatrix;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.RowReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Plants events after a cut and demands that no feature before it changes, by a bit: whatever a definition, a decay or an
 * extractor's fitting read of the future would show.
 */
public final class LeakCheck {

    private static final int USERS = 200;
    private static final int ROWS = 2000;
    private static final long SOON_MILLIS = 30 * 60_000;

    private LeakCheck() {}

    /**
     * What was found.
     *
     * @param planted how many events were planted
     * @param soon how many of them within 30 minutes after the cut, for the users active last before it
     * @param features how many numbers were compared
     * @param changed how many of them changed; 0 unless something reads the future
     */
    public record Result(int planted, int soon, long features, long changed) {}

    /**
     * Reads the same rows as of a cut from the log, and from the log before the cut with a future of our own.
     *
     * @param definitions before fitting, so that fitting is checked too
     */
    public static Result run(
            Timeline timeline,
            Level level,
            List<FeatureDefinition> definitions,
            long cutMillis,
            long horizonMillis,
            long seed) {
        Timeline before = timeline.before(cutMillis);
        List<Event> planted = future(before, cutMillis, horizonMillis, seed);
        Timeline.Builder other = Timeline.builder(timeline.catalog());
        for (int event = 0; event < before.size(); event++) {
            other.add(before.event(event, String.format(Locale.ROOT, "%012d", event)));
        }
        planted.forEach(other::add);
        Timeline withPlanted = other.build();
        FeatureMatrix real = rows(timeline, level, definitions, cutMillis, seed);
        FeatureMatrix changed = rows(withPlanted, level, definitions, cutMillis, seed);
        int soon = (int) planted.stream()
                .filter(event -> event.timeMillis() < cutMillis + SOON_MILLIS)
                .count();
        long compared = (long) real.rows() * real.width();
        return new Result(planted.size(), soon, compared, differences(real, changed));
    }

    // Users active last before the cut act at once on other entities, and everybody acts some time within the horizon.
    private static List<Event> future(Timeline before, long cutMillis, long horizonMillis, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> planted = new ArrayList<>();
        List<String> types = before.types().list();
        for (int user : lastActive(before)) {
            for (int i = 0; i < 6; i++) {
                long within = i < 3 ? SOON_MILLIS : horizonMillis;
                int items = before.items().size();
                Optional<String> item = items == 0
                        ? Optional.empty()
                        : Optional.of(before.items().name(random.nextInt(items)));
                planted.add(new Event(
                        "planted " + planted.size(),
                        Optional.of(before.users().name(user)),
                        item,
                        types.get(random.nextInt(types.size())),
                        cutMillis + random.nextLong(Math.max(1, Math.min(within, horizonMillis))),
                        Optional.empty(),
                        Map.of(),
                        Map.of(Event.QUANTITY, 1000.0, Event.PRICE, 1000.0)));
            }
        }
        planted.sort(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id));
        return planted;
    }

    private static List<Integer> lastActive(Timeline before) {
        Set<Integer> users = new LinkedHashSet<>();
        for (int event = before.size() - 1; event >= 0 && users.size() < USERS; event--) {
            if (before.user(event) != Names.NONE) {
                users.add(before.user(event));
            }
        }
        return List.copyOf(users);
    }

    private static FeatureMatrix rows(
            Timeline timeline, Level level, List<FeatureDefinition> definitions, long cutMillis, long seed) {
        FeatureSet features = FeatureSet.fit(level, definitions, timeline.before(cutMillis), timeline.catalog(), seed);
        Pipeline pipeline = new Pipeline(features, timeline);
        pipeline.advanceTo(cutMillis, 1);
        RowReader reader = pipeline.reader();
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        Timeline before = timeline.before(cutMillis);
        SplittableRandom random = new SplittableRandom(seed);
        int entities = before.entityNames(level.entity()).size();
        for (int event = Math.max(0, before.size() - ROWS); event < before.size(); event++) {
            int user = before.user(event);
            int entity = before.entity(level.entity(), event);
            if (user != Names.NONE && entity != Names.NONE) {
                reader.read(user, entity, cutMillis, rows);
                reader.read(user, random.nextInt(entities), cutMillis, rows);
            }
        }
        return rows.build();
    }

    private static long differences(FeatureMatrix a, FeatureMatrix b) {
        if (a.rows() != b.rows() || a.width() != b.width()) {
            return Math.max((long) a.rows() * a.width(), (long) b.rows() * b.width());
        }
        long differences = 0;
        for (int row = 0; row < a.rows(); row++) {
            double[] left = dense(a, row);
            double[] right = dense(b, row);
            for (int column = 0; column < left.length; column++) {
                differences += Double.compare(left[column], right[column]) == 0 ? 0 : 1;
            }
        }
        return differences;
    }

    private static double[] dense(FeatureMatrix matrix, int row) {
        double[] values = new double[matrix.width()];
        for (int at = matrix.rowStarts()[row]; at < matrix.rowStarts()[row + 1]; at++) {
            values[matrix.columns()[at]] = matrix.values()[at];
        }
        return values;
    }
}
