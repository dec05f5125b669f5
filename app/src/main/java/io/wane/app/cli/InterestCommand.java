package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Spelling;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.FitArtifact;
import io.wane.engine.interest.Interest;
import io.wane.engine.interest.InterestModel;
import io.wane.engine.interest.InterestSettings;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.StoredTimeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.CategoryCoverage;
import io.wane.engine.training.ModelScorer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What does this user want now, for how long, and why do we say so. */
@Command(
        name = "interest",
        description = "Shows what a user wants now, how it fades, and the events behind it.",
        mixinStandardHelpOptions = true)
final class InterestCommand implements Callable<Integer> {

    private static final int POINTS = 15;
    private static final int PARTS_SHOWN = 3;
    private static final double LONG_SILENCE_DAYS = 365;

    private final Home home;
    private final Console console;

    @Mixin
    private DataOptions data;

    @Option(names = "--user", paramLabel = "U", required = true, description = "whose interest")
    private String user;

    @Option(
            names = "--as-of",
            paramLabel = "T",
            converter = Converters.Time.class,
            description = "time of the question, ISO-8601 or epoch seconds (default: just after the last event)")
    private Instant asOf;

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            defaultValue = "30d",
            converter = Converters.Span.class,
            description = "how far the curves go (default: ${DEFAULT-VALUE})")
    private Duration horizon;

    @Option(
            names = "--level",
            paramLabel = "item|category",
            defaultValue = "item",
            converter = Converters.OfLevel.class,
            description = "item or category (default: ${DEFAULT-VALUE})")
    private Level level;

    @Option(
            names = "--top",
            defaultValue = "10",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "how many (default: ${DEFAULT-VALUE})")
    private int top;

    @Option(
            names = "--model",
            paramLabel = "DIR|none",
            description = "a trained model whose contributions stand beside (default: the newest of the level, if any)")
    private String model;

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            defaultValue = "text",
            converter = Converters.OfFormat.class,
            description = "text, json or csv (default: ${DEFAULT-VALUE})")
    private Format format;

    InterestCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** The whole answer. */
    record Answer(
            String user,
            Instant asOf,
            String level,
            String parameters,
            boolean fitted,
            List<FitArtifact.SavedDecay> decays,
            List<Double> curveDays,
            List<Topic> interests) {}

    /** One interest with its curve and, with a model, its probability and log-odds contributions. */
    record Topic(Interest interest, double[] curve, Optional<ModelView> model) {}

    /** What a trained model says. */
    record ModelView(double probability, double base, List<Part> contributions) {}

    /** One column's part of the log odds. */
    record Part(String feature, double value, double contribution) {}

    @Override
    public Integer call() {
        Deployment deployment = data.deployment(home, console);
        InterestSettings settings = deployment.configuration().interest();
        try (EventStore store = deployment.openStore()) {
            Timeline timeline = StoredTimeline.read(store, asOf == null ? Long.MAX_VALUE : asOf.toEpochMilli());
            long time = asOf == null ? timeline.endMillis() : asOf.toEpochMilli();
            int code = knownUser(timeline, user, time);
            if (level == Level.CATEGORY && timeline.entityNames(level.entity()).size() == 0) {
                throw new IllegalArgumentException("no item that was acted on has a category; import a catalogue with"
                        + " categories: wane import --data "
                        + deployment.workspace().directory() + " --items FILE");
            }
            Models.unknownWeights(settings, timeline).forEach(console::tell);
            UserEvents userEvents = new UserEvents(timeline);
            if (level == Level.CATEGORY) {
                console.tell(CategoryCoverage.of(timeline).sentence());
            }
            longSilent(timeline, userEvents, code, time).ifPresent(console::tell);
            InterestModel interest =
                    new InterestModel(timeline, userEvents, deployment.interest(level), level, deployment.threads());
            interest.advanceTo(time);
            Models.warnOfLaterFit(deployment, level, time, console);
            Optional<ModelScorer> scorer = Models.scorer(deployment, model, level, timeline, time, console);
            scorer.ifPresent(ready -> ready.advanceTo(time));
            print(answer(interest, scorer, code, time, deployment.learned(level), Models.describe(deployment, level)));
        }
        return 0;
    }

    /** Code of a user, or a failure that names the nearest known one. */
    static int knownUser(Timeline timeline, String user, long time) {
        int code = timeline.users().code(user);
        if (code == Names.NONE) {
            throw new IllegalArgumentException(
                    "user '" + user + "' has no event before " + Instant.ofEpochMilli(time) + ". "
                            + Spelling.hint(user, timeline.users().list())
                            + Words.count(timeline.users().size(), "user has", "users have") + " events, for example '"
                            + timeline.users().name(0) + "'");
        }
        return code;
    }

    /** A sentence when a user did nothing for long before the time asked about, which may not be the one meant. */
    static Optional<String> longSilent(Timeline timeline, UserEvents userEvents, int user, long time) {
        int end = userEvents.endBefore(user, time);
        if (end == userEvents.start(user)) {
            return Optional.empty();
        }
        long last = timeline.timeMillis(userEvents.event(end - 1));
        double silentDays = (time - last) / 86_400_000.0;
        return silentDays < LONG_SILENCE_DAYS
                ? Optional.empty()
                : Optional.of("the last event of '" + timeline.users().name(user) + "' is of " + Words.day(last) + ", "
                        + Words.span(silentDays) + " before " + Words.day(time)
                        + "; --as-of T asks about another time");
    }

    private Answer answer(
            InterestModel interest,
            Optional<ModelScorer> scorer,
            int code,
            long time,
            Optional<FitArtifact.Saved> learned,
            String parameters) {
        List<Double> days = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            days.add(DurationText.days(horizon) * i / (POINTS - 1));
        }
        List<Topic> topics = new ArrayList<>();
        for (int entity : interest.top(code, top, excluded -> false)) {
            double[] curve = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                curve[i] = interest.scoreIn(code, entity, days.get(i));
            }
            topics.add(
                    new Topic(interest.explain(code, entity), curve, scorer.map(ready -> view(ready, code, entity))));
        }
        return new Answer(
                user,
                Instant.ofEpochMilli(time),
                level.toString(),
                parameters,
                learned.isPresent(),
                learned.map(FitArtifact.Saved::decays).orElse(List.of()),
                days,
                topics);
    }

    private static ModelView view(ModelScorer scorer, int user, int entity) {
        var explanation = scorer.explain(user, entity);
        List<Part> parts = explanation.contributions().stream()
                .map(part -> new Part(
                        scorer.trained().schema().columns().get(part.column()).name(),
                        part.value(),
                        part.contribution()))
                .sorted((a, b) -> Double.compare(Math.abs(b.contribution()), Math.abs(a.contribution())))
                .toList();
        return new ModelView(scorer.score(user, new int[] {entity})[0], explanation.base(), parts);
    }

    private void print(Answer answer) {
        switch (format) {
            case JSON -> console.print(Json.of(answer));
            case CSV -> csv(answer);
            case TEXT -> text(answer);
        }
    }

    private void csv(Answer answer) {
        console.print("user,rank," + level + ",title,score,probability,half_days,popularity_share");
        int rank = 1;
        for (Topic topic : answer.interests()) {
            Interest interest = topic.interest();
            console.print(Csv.row(
                    user,
                    rank++,
                    interest.entity(),
                    interest.title().orElse(""),
                    interest.score(),
                    interest.probability(),
                    Double.isInfinite(interest.halfDays()) ? "" : interest.halfDays(),
                    interest.popularityShare()));
        }
    }

    private void text(Answer answer) {
        console.print(user + ", as of " + Words.minute(answer.asOf().toEpochMilli()) + " UTC; interest in "
                + (level == Level.ITEM ? "items" : "categories") + " now and over the next "
                + DurationText.ofDays(DurationText.days(horizon)));
        console.print((answer.fitted() ? "parameters fitted: " : "parameters set, not fitted: ") + answer.parameters());
        console.print("");
        for (Topic topic : answer.interests()) {
            Interest interest = topic.interest();
            String half = Double.isInfinite(interest.halfDays())
                    ? "never under half"
                    : "under half in " + DurationText.ofDays(interest.halfDays());
            console.print(String.format(
                    Locale.ROOT,
                    "  %-34s %s  %6s  %s",
                    Words.shortened(interest.title().orElse(interest.entity()), 34),
                    Words.curve(topic.curve()),
                    Words.percent(interest.probability()),
                    half));
            console.print("      " + evidence(interest));
            topic.model()
                    .ifPresent(view -> console.print("      model: " + Words.percent(view.probability()) + " within its"
                            + " horizon" + parts(view.contributions())));
        }
        console.print("");
        console.print("% is the chance that it is this one, given that " + user
                + " acts; in brackets, what the event or popularity adds to it");
    }

    // The strongest columns, and by how much each multiplies the odds.
    private static String parts(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts.subList(0, Math.min(PARTS_SHOWN, parts.size()))) {
            if (part.contribution() != 0) {
                text.append(text.isEmpty() ? "; odds × " : ", × ")
                        .append(Words.significant(Math.exp(part.contribution())))
                        .append(" for ")
                        .append(part.feature());
            }
        }
        return parts.size() > PARTS_SHOWN ? text + ", …" : text.toString();
    }

    /** The events behind an interest in words: per type how many, how long ago the last, and their share. */
    static String evidence(Interest interest) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Interest.Evidence event : interest.events()) {
            groups.merge(event.type(), new Group(1, event.ageDays(), event.share()), Group::plus);
        }
        List<String> words = new ArrayList<>();
        groups.entrySet().stream()
                .sorted((a, b) ->
                        Double.compare(b.getValue().share(), a.getValue().share()))
                .forEach(type -> words.add(type.getValue().words(type.getKey())));
        words.add("popularity (" + Words.percent(interest.popularityShare()) + ")");
        return String.join(", ", words);
    }

    // The events of one type.
    private record Group(int events, double lastAgeDays, double share) {

        Group plus(Group other) {
            return new Group(events + other.events, Math.min(lastAgeDays, other.lastAgeDays), share + other.share);
        }

        String words(String type) {
            String last = Words.span(lastAgeDays) + " ago (" + Words.percent(share) + ")";
            return events == 1 ? type + " " + last : events + " × " + type + ", last " + last;
        }
    }
}
