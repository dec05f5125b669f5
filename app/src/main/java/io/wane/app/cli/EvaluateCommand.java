package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.event.Timeline;
import io.wane.core.model.Learner;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.DurationText;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.Manifest;
import io.wane.engine.artifact.ModelArtifact;
import io.wane.engine.evaluation.Evaluation;
import io.wane.engine.evaluation.EvaluationReport;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.StoredTimeline;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The honest table. */
@Command(
        name = "evaluate",
        description = {
            "Trains on the past, judges on the future: the learner beside its twin without decay and the simple baselines.",
            "With --model, the learner that made it is judged, trained again strictly before the test."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    private final Home home;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Option(names = "--model", paramLabel = "DIR", description = "take learner, level and horizon from this model")
    private Path model;

    @Option(
            names = "--test-start",
            paramLabel = "T",
            converter = Converters.Time.class,
            description = "first test snapshot (default: just after the last event, minus the horizon)")
    private Instant testStart;

    @Option(
            names = "--test-end",
            paramLabel = "T",
            converter = Converters.Time.class,
            description = "no test window reaches beyond; at most just after the last event (default)")
    private Instant testEnd;

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
            description = "how far ahead is predicted (default: ${DEFAULT-VALUE})")
    private Duration horizon;

    @Option(names = "--brief", description = "text without the slices")
    private boolean brief;

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            defaultValue = "text",
            converter = Converters.OfFormat.class,
            description = "text, json or csv (default: ${DEFAULT-VALUE})")
    private Format format;

    EvaluateCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() {
        Deployment deployment = data.deployment(home, console);
        Optional<String> learner = Optional.empty();
        if (model != null) {
            Manifest manifest = ModelArtifact.manifest(model);
            learner = Optional.of(manifest.learner());
            requireOfModel("--level", level.toString(), manifest.level());
            requireOfModel("--horizon", DurationText.of(horizon), manifest.horizon());
            level = manifest.level().equals(Level.ITEM.toString()) ? Level.ITEM : Level.CATEGORY;
            horizon = DurationText.parse(manifest.horizon());
        }
        Chosen<Learner> chosen = deployment.learner(learner);
        try (EventStore store = deployment.openStore()) {
            Timeline timeline = StoredTimeline.read(store, Long.MAX_VALUE);
            EvaluationReport report = run(deployment, console, timeline, chosen, level, horizon, testStart, testEnd);
            switch (format) {
                case JSON -> console.print(Json.of(report));
                case CSV -> EvaluationText.csv(report, console);
                case TEXT -> EvaluationText.text(report, console, brief);
            }
        }
        return 0;
    }

    // A default gives way to the model; what was asked for does not.
    private void requireOfModel(String option, String asked, String trained) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option) && !asked.equals(trained)) {
            throw new IllegalArgumentException(
                    model + ": the model was trained with " + option + " " + trained + ", and " + option + " " + asked
                            + " is asked for; leave " + option + " out, or take another --model");
        }
    }

    static EvaluationReport run(
            Deployment deployment,
            Console console,
            Timeline timeline,
            Chosen<Learner> chosen,
            Level level,
            Duration horizon,
            Instant testStart,
            Instant testEnd) {
        List<FeatureDefinition> definitions = deployment.definitions(level);
        TrainingSettings settings = deployment.configuration().training();
        long end = testEnd == null ? timeline.endMillis() : testEnd.toEpochMilli();
        long start = testStart == null ? end - horizon.toMillis() : testStart.toEpochMilli();
        Blocks blocks = Blocks.forTest(timeline, horizon.toMillis(), start, end);
        deployment.requireNoLaterFit(start);
        try (ProgressLine progress = new ProgressLine(console, "evaluate")) {
            EvaluationReport report = new Evaluation(timeline, level, deployment.threads(), progress)
                    .run(definitions, chosen.name(), chosen.component(), blocks, settings.maxRows(), settings.seed());
            progress.done("test " + Words.minute(blocks.test().get(0)) + " … "
                    + Words.minute(blocks.test().get(blocks.test().size() - 1) + blocks.horizonMillis()));
            return report;
        }
    }
}
