package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.event.Timeline;
import io.wane.core.model.Learner;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.DurationText;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.ModelArtifact;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.StoredTimeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.CategoryCoverage;
import io.wane.engine.training.RowCounts;
import io.wane.engine.training.RowPlan;
import io.wane.engine.training.TrainedModel;
import io.wane.engine.training.TrainingRun;
import io.wane.engine.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model of what users will do within a horizon. */
@Command(
        name = "train",
        description = "Trains a model: will a user act on an item or category within the horizon?",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    private final Home home;
    private final Console console;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "where the model goes (default: models/<level>-<horizon> of the data directory)")
    private Path model;

    @Option(names = "--learner", paramLabel = "NAME", description = "instead of the configured learner")
    private String learner;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = Converters.Time.class,
            description =
                    "use only what is strictly before, ISO-8601 or epoch seconds; at most just after the last event"
                            + " (default)")
    private Instant until;

    @Option(
            names = "--level",
            paramLabel = "item|category",
            defaultValue = "item",
            converter = Converters.OfLevel.class,
            description = "item or category (default: ${DEFAULT-VALUE})")
    private Level level;

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            defaultValue = "7d",
            converter = Converters.Span.class,
            description = "how far ahead the model looks (default: ${DEFAULT-VALUE})")
    private Duration horizon;

    TrainCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() {
        Deployment deployment = data.deployment(home, console);
        Chosen<Learner> chosen = deployment.learner(Optional.ofNullable(learner));
        Path into = model == null ? deployment.workspace().model(level, horizon) : model;
        ModelArtifact.requireReplaceable(into); // before the work
        try (EventStore store = deployment.openStore()) {
            // The whole log, so that a time after its end is told from one before its next event.
            Timeline timeline = StoredTimeline.read(store, Long.MAX_VALUE);
            train(deployment, console, timeline, chosen, level, horizon, until, into);
        }
        return 0;
    }

    static void train(
            Deployment deployment,
            Console console,
            Timeline log,
            Chosen<Learner> chosen,
            Level level,
            Duration horizon,
            Instant until,
            Path into) {
        long end = until == null ? log.endMillis() : until.toEpochMilli();
        List<FeatureDefinition> definitions = deployment.definitions(level);
        TrainingSettings settings = deployment.configuration().training();
        Blocks blocks = Blocks.forUse(log, horizon.toMillis(), end);
        deployment.requireNoLaterFit(end);
        Timeline timeline = log.before(end);
        UserEvents userEvents = new UserEvents(timeline);
        // Fitted to what lies before the rows that the learner chooses on: their labels must be news to the columns.
        FeatureSet features = FeatureSet.fit(
                level, definitions, timeline.before(blocks.validation().get(0)), timeline.catalog(), settings.seed());
        RowPlan training = RowPlan.sampled(
                timeline,
                userEvents,
                level,
                blocks.training(),
                blocks.horizonMillis(),
                settings.maxRows(),
                settings.seed());
        RowPlan validation = RowPlan.sampled(
                timeline,
                userEvents,
                level,
                blocks.validation(),
                blocks.horizonMillis(),
                settings.maxRows(),
                settings.seed());
        try (ProgressLine progress = new ProgressLine(console, "train");
                TrainedModel trained = new TrainingRun(timeline, features, deployment.threads(), progress)
                        .train(chosen.component(), training, validation, settings.seed(), progress)) {
            ModelArtifact.save(
                    into,
                    trained,
                    chosen,
                    DurationText.of(horizon),
                    end,
                    timeline,
                    settings.seed(),
                    deployment.pluginDigests());
            RowCounts counts = training.counts();
            progress.done(trained.schema().size() + " columns, " + Words.count(counts.rows()) + " rows, "
                    + Words.count(counts.positives()) + " came true");
            console.tell("             " + chosen.name() + ": "
                    + Words.firstLine(trained.model().summary()));
            console.tell("             " + CategoryCoverage.of(timeline).sentence());
            console.tell("             " + into);
        }
    }
}
