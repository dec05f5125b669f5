package io.wane.engine.evaluation;

import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.Level;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.TrainedModel;
import io.wane.engine.training.TrainingRun;
import java.io.InputStream;
import java.io.OutputStream;
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
 * Runs an evaluation once more over the log before the test with a future of our own, and demands that nothing the learner
 * was given changes by a bit: columns, training and validation rows with labels and weights, scaling, and the features of
 * the first test rows. The penalty that a learner chooses is made of these alone.
 */
public final class LeakCheck {

    private static final int USERS = 200;
    private static final int EVENTS_OF_A_USER = 6;
    private static final long SOON_MILLIS = 30 * 60_000;

    private LeakCheck() {}

    /**
     * What was found.
     *
     * @param planted how many events were planted
     * @param soon how many of them within 30 minutes after the cut, for the users active last before it
     * @param features how many numbers were compared
     * @param changed how many of them stand in rows that changed; 0 unless something reads the future
     */
    public record Result(int planted, int soon, long features, long changed) {}

    /**
     * Compares what an evaluation read with what it reads when another future follows.
     *
     * @param read the evaluation's rows, all read
     * @param scaling how the evaluation scaled them
     */
    static Result run(
            Timeline timeline,
            Level level,
            List<FeatureDefinition> definitions,
            Blocks blocks,
            int maxRows,
            long seed,
            int threads,
            Fingerprints read,
            double[] scaling) {
        long cut = blocks.test().get(0);
        Timeline before = timeline.before(cut);
        List<Event> planted = future(before, cut, blocks.horizonMillis(), seed);
        Timeline other = followed(before, planted);
        Blocks first = new Blocks(blocks.training(), blocks.validation(), List.of(cut), blocks.horizonMillis());
        Setup setup = Setup.of(other, level, definitions, first, maxRows, seed);
        Fingerprints again = new Fingerprints(setup);
        TrainingRun run = new TrainingRun(other, setup.features(), threads, Progress.NONE, again);
        try (TrainedModel trained =
                run.train(new Untaught(), setup.training(), setup.validation(), seed, Progress.NONE)) {
            run.score(trained, setup.test());
            int width = setup.features().schema().size();
            long changed = read.differences(again) * width;
            double[] scalingAgain = trained.scaling().deviations();
            for (int column = 0; column < Math.min(width, scaling.length); column++) {
                changed += scaling[column] == scalingAgain[column] ? 0 : 1;
            }
            int soon = (int) planted.stream()
                    .filter(event -> event.timeMillis() < cut + SOON_MILLIS)
                    .count();
            return new Result(planted.size(), soon, read.rows() * width, changed);
        }
    }

    private static Timeline followed(Timeline before, List<Event> planted) {
        Timeline.Builder other = Timeline.builder(before.catalog());
        for (int event = 0; event < before.size(); event++) {
            other.add(before.event(event, String.format(Locale.ROOT, "%012d", event)));
        }
        planted.forEach(other::add);
        return other.build();
    }

    /**
     * Users active last before the cut act at the cut itself, soon after it and some time within the horizon, on what was
     * popular; and somebody new, something new and a new type of event come at the cut.
     */
    static List<Event> future(Timeline before, long cutMillis, long horizonMillis, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> planted = new ArrayList<>();
        List<String> types = before.types().list();
        List<Integer> users = lastActive(before);
        for (int user : users) {
            for (int i = 0; i < EVENTS_OF_A_USER; i++) {
                long within = Math.min(i < EVENTS_OF_A_USER / 2 ? SOON_MILLIS : horizonMillis, horizonMillis);
                planted.add(planted(
                        planted.size(),
                        Optional.of(before.users().name(user)),
                        someItem(before, random),
                        types.get(random.nextInt(types.size())),
                        i == 0 ? cutMillis : cutMillis + random.nextLong(Math.max(1, within))));
            }
        }
        Optional<String> known =
                users.isEmpty() ? Optional.empty() : Optional.of(before.users().name(users.get(0)));
        String type = types.get(0);
        planted.add(planted(planted.size(), Optional.of("planted user"), someItem(before, random), type, cutMillis));
        planted.add(planted(planted.size(), known, Optional.of("planted item"), type, cutMillis));
        planted.add(planted(planted.size(), known, someItem(before, random), "planted type", cutMillis));
        planted.sort(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id));
        return planted;
    }

    private static Event planted(
            int number, Optional<String> user, Optional<String> item, String type, long timeMillis) {
        return new Event(
                "planted " + number,
                user,
                item,
                type,
                timeMillis,
                Optional.empty(),
                Map.of(),
                Map.of(Event.QUANTITY, 1000.0, Event.PRICE, 1000.0));
    }

    // That of some event: popular items, which stand in the rows, come most often.
    private static Optional<String> someItem(Timeline before, SplittableRandom random) {
        for (int tries = 0; tries < 100; tries++) {
            int item = before.item(random.nextInt(before.size()));
            if (item != Names.NONE) {
                return Optional.of(before.items().name(item));
            }
        }
        return Optional.empty();
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

    // Takes what a learner is given and learns nothing from it.
    private static final class Untaught implements Learner, Model {

        @Override
        public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
            return this;
        }

        @Override
        public Model load(InputStream in, FeatureSchema schema, Target target) {
            return this;
        }

        @Override
        public void score(Examples examples, double[] out) {}

        @Override
        public Explanation explain(Examples examples, int row) {
            return new Explanation(0, List.of(), 0);
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public void save(OutputStream out) {}
    }
}
