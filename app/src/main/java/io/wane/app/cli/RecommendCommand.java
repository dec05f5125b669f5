package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.core.store.EventStore;
import io.wane.decisions.recommendation.Exclusion;
import io.wane.decisions.recommendation.Recommendation;
import io.wane.decisions.recommendation.Recommender;
import io.wane.engine.interest.Interest;
import io.wane.engine.interest.InterestModel;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.StoredTimeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.ModelScorer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to show a user next. */
@Command(name = "recommend", description = "Ranks what users want next.", mixinStandardHelpOptions = true)
final class RecommendCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Home home;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Whom whom;

    /** For whom lists are made. */
    static final class Whom {
        @Option(names = "--user", paramLabel = "U", description = "one user")
        private String user;

        @Option(
                names = "--users",
                paramLabel = "FILE|all",
                description = "a file of users (one per line, or CSV with a column user), or all")
        private String users;

        @Option(
                names = "--queries",
                paramLabel = "FILE",
                description = "CSV query,user,timestamp; each is answered from what is strictly before its time")
        private Path queries;
    }

    @Option(
            names = "--model",
            paramLabel = "DIR|none",
            description = "a trained model, or none to rank by interest (default: the newest of the level, if any)")
    private String model;

    @Option(
            names = "--as-of",
            paramLabel = "T",
            converter = Converters.Time.class,
            description = "time of the question, ISO-8601 or epoch seconds (default: just after the last event)")
    private Instant asOf;

    @Option(
            names = "--top",
            defaultValue = "20",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "how many (default: ${DEFAULT-VALUE})")
    private int top;

    @Option(
            names = "--level",
            paramLabel = "item|category",
            defaultValue = "item",
            converter = Converters.OfLevel.class,
            description = "item or category (default: ${DEFAULT-VALUE})")
    private Level level;

    @Option(
            names = "--exclude",
            paramLabel = "WHAT",
            defaultValue = "none",
            converter = Converters.Excluding.class,
            description =
                    "none, seen, purchased, or last:30m for the entity of the user's last event while it is at most"
                            + " that old (default: ${DEFAULT-VALUE})")
    private Exclusion exclude;

    @Option(names = "--explain", description = "show the events behind each entry")
    private boolean explain;

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            defaultValue = "text",
            converter = Converters.OfFormat.class,
            description = "text, json or csv (default: ${DEFAULT-VALUE})")
    private Format format;

    RecommendCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** The list of one user or query. */
    record Answer(String query, String user, Instant asOf, String rankedBy, boolean known, List<Entry> entries) {}

    /** One entry. */
    record Entry(
            int rank,
            String entity,
            Optional<String> title,
            double score,
            double probability,
            Optional<Interest> because) {}

    @Override
    public Integer call() {
        if (whom.queries != null && asOf != null) {
            throw new ParameterException(
                    spec.commandLine(), "--as-of and --queries exclude each other: queries bring their times");
        }
        // Files first: a mistake in one is told before the store is read.
        List<Query> queries = whom.queries == null ? List.of() : Query.read(whom.queries);
        boolean all = ALL.equals(whom.users);
        List<String> users = whom.users == null || all ? List.of() : Query.users(Path.of(whom.users));
        Deployment deployment = data.deployment(home, console);
        try (EventStore store = deployment.openStore()) {
            Timeline timeline = StoredTimeline.read(store, asOf == null ? Long.MAX_VALUE : asOf.toEpochMilli());
            long time = asOf == null ? timeline.endMillis() : asOf.toEpochMilli();
            if (whom.user != null) {
                InterestCommand.knownUser(timeline, whom.user, time);
                users = List.of(whom.user);
            } else if (all) {
                users = timeline.users().list();
            }
            answer(
                    deployment,
                    timeline,
                    whom.queries != null
                            ? queries
                            : users.stream()
                                    .map(user -> new Query(user, user, time))
                                    .toList());
        }
        return 0;
    }

    private void answer(Deployment deployment, Timeline timeline, List<Query> queries) {
        UserEvents userEvents = new UserEvents(timeline);
        InterestModel interest =
                new InterestModel(timeline, userEvents, deployment.interest(level), level, deployment.threads());
        long earliest = queries.stream().mapToLong(Query::timeMillis).min().orElse(timeline.endMillis());
        Optional<ModelScorer> scorer = Models.scorer(deployment, model, level, timeline, earliest, console);
        Recommender recommender = new Recommender(timeline, userEvents, interest, scorer);
        String rankedBy = scorer.isPresent()
                ? "the model's probability"
                : "interest; parameters "
                        + (deployment.learned(level).isPresent() ? "fitted: " : "set, not fitted: ")
                        + Models.describe(deployment, level);
        Models.warnOfLaterFit(deployment, level, earliest, console);
        Models.unknownWeights(deployment.configuration().interest(), timeline).forEach(console::tell);
        if (whom.user != null) {
            InterestCommand.longSilent(timeline, userEvents, timeline.users().code(whom.user), earliest)
                    .ifPresent(console::tell);
        }
        if (format == Format.TEXT) {
            console.tell("ranked by " + rankedBy);
        }
        // The recommender goes forward in time; the answers stand in the order of the questions.
        Integer[] inTime = new Integer[queries.size()];
        Arrays.setAll(inTime, i -> i);
        Arrays.sort(inTime, Comparator.comparingLong(i -> queries.get(i).timeMillis()));
        Answer[] answers = new Answer[queries.size()];
        long first = timeline.size() == 0 ? Long.MAX_VALUE : timeline.timeMillis(0);
        long early = 0;
        long unknown = 0;
        try (ProgressLine progress = new ProgressLine(console, "recommend")) {
            for (int i = 0; i < inTime.length; i++) {
                Query query = queries.get(inTime[i]);
                int user = timeline.users().code(query.user());
                boolean known =
                        user != Names.NONE && userEvents.endBefore(user, query.timeMillis()) > userEvents.start(user);
                early += query.timeMillis() <= first ? 1 : 0;
                unknown += !known && query.timeMillis() > first ? 1 : 0;
                List<Entry> entries = new ArrayList<>();
                for (Recommendation entry : recommender.recommend(user, query.timeMillis(), top, exclude)) {
                    Optional<Interest> because =
                            explain ? Optional.of(interest.explain(user, entry.entity())) : Optional.empty();
                    entries.add(new Entry(
                            entry.rank(),
                            entry.name(),
                            interest.title(entry.name()),
                            entry.score(),
                            scorer.isPresent() ? entry.score() : interest.probability(user, entry.entity()),
                            because));
                }
                answers[inTime[i]] = new Answer(
                        query.id(), query.user(), Instant.ofEpochMilli(query.timeMillis()), rankedBy, known, entries);
                progress.report("lists", i + 1, inTime.length);
            }
        }
        if (early > 0) {
            console.tell(Words.count(early, "list is", "lists are") + " empty: nothing lies before the time asked for"
                    + (timeline.size() == 0 ? "" : "; the log begins at " + Instant.ofEpochMilli(first)));
        }
        if (unknown > 0) {
            console.tell(Words.count(unknown, "list is", "lists are")
                    + " for users without an event before the time asked for: they get what is popular");
        }
        print(List.of(answers), scorer.isPresent());
    }

    private void print(List<Answer> answers, boolean byModel) {
        switch (format) {
            case JSON -> console.print(Json.of(whom.user != null ? answers.get(0) : answers));
            case CSV -> {
                console.print((whom.queries == null ? "user" : "query") + ",rank,item,score");
                for (Answer answer : answers) {
                    for (Entry entry : answer.entries()) {
                        console.print(Csv.row(answer.query(), entry.rank(), entry.entity(), entry.score()));
                    }
                }
            }
            case TEXT -> {
                answers.forEach(this::text);
                console.print("");
                console.print("chance: "
                        + (byModel
                                ? "that the user acts on it within the model's horizon"
                                : "that it is this one, given that the user acts")
                        + (explain ? "; in brackets, what the event or popularity adds to the interest in it" : ""));
            }
        }
    }

    private void text(Answer answer) {
        console.print(answer.user() + ", as of " + Words.minute(answer.asOf().toEpochMilli()) + " UTC");
        if (answer.entries().isEmpty()) {
            console.print("  an empty list");
            return;
        }
        boolean titled =
                answer.entries().stream().anyMatch(entry -> entry.title().isPresent());
        line("rank", titled ? "title" : level.toString(), "chance", titled ? level.toString() : "");
        for (Entry entry : answer.entries()) {
            line(
                    String.valueOf(entry.rank()),
                    entry.title().orElse(entry.entity()),
                    Words.percent(entry.probability()),
                    entry.title().isPresent() ? entry.entity() : "");
            entry.because().ifPresent(interest -> console.print("       " + InterestCommand.evidence(interest)));
        }
    }

    private void line(String rank, String name, String chance, String id) {
        console.print(String.format(Locale.ROOT, "  %4s  %-40s %9s  %s", rank, Words.shortened(name, 40), chance, id)
                .stripTrailing());
    }
}
