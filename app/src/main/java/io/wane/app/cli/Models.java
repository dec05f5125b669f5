package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.Timeline;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Spelling;
import io.wane.engine.artifact.FitArtifact;
import io.wane.engine.artifact.ModelArtifact;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.interest.InterestSettings;
import io.wane.engine.pipeline.Level;
import io.wane.engine.training.ModelScorer;
import io.wane.engine.training.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which model a command uses. */
final class Models {

    private Models() {}

    /**
     * A scorer of the model that an option names. Says until when the model has seen the log, and warns when that is later
     * than the question.
     *
     * @param option a directory, {@code none}, or null for the newest of the level, if there is one that can be used
     * @param asOfMillis time of the earliest question
     */
    static Optional<ModelScorer> scorer(
            Deployment deployment, String option, Level level, Timeline timeline, long asOfMillis, Console console) {
        if ("none".equals(option)) {
            return Optional.empty();
        }
        Optional<Path> directory =
                option == null ? deployment.workspace().newestModel(level) : Optional.of(Path.of(option));
        if (option != null && !Files.isDirectory(directory.orElseThrow())) {
            throw new IllegalArgumentException(option
                    + ": there is no such model directory; train one with 'wane train'," + " or use --model none");
        }
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Path path = directory.get();
        TrainedModel trained;
        try {
            trained = deployment.model(path);
        } catch (RuntimeException | LinkageError unusable) { // a plugin may throw anything
            String reason = String.valueOf(unusable.getMessage());
            if (option != null) {
                throw new IllegalArgumentException(
                        "the model cannot be used; --model none goes on without one\n    " + reason, unusable);
            }
            console.tell("model " + path
                    + " is left out; this answer needs none (--model none: without this note)\n    " + reason);
            return Optional.empty();
        }
        if (trained.features().level() != level) {
            throw new IllegalArgumentException(path + ": the model was trained for level "
                    + trained.features().level() + " and the question is about level " + level
                    + "; use the other --level, another --model, or --model none");
        }
        tellUntil(path, asOfMillis, console);
        return Optional.of(new ModelScorer(trained, timeline, deployment.threads()));
    }

    private static void tellUntil(Path model, long asOfMillis, Console console) {
        Instant until = Instant.parse(ModelArtifact.manifest(model).until());
        Instant asOf = Instant.ofEpochMilli(asOfMillis);
        console.tell("model " + model + ", trained on what lies before " + Words.minute(until.toEpochMilli()) + " UTC");
        if (until.isAfter(asOf)) {
            console.tell("warning: the model knows what happened until " + until
                    + ", and the question is asked as of " + asOf
                    + ": no honest prediction of that time. Train one with --until " + asOf
                    + ", or use --model none");
        }
    }

    /** The parameters that interest in a level takes, in one line: what was learned, or what is set. */
    static String describe(Deployment deployment, Level level) {
        return deployment
                .learned(level)
                .map(Models::describe)
                .orElseGet(() -> describe(deployment.configuration().interest()));
    }

    /** Warns when the half-lives that interest takes were learned from what came after the question. */
    static void warnOfLaterFit(Deployment deployment, Level level, long asOfMillis, Console console) {
        deployment.learned(level).filter(fit -> fit.untilMillis() > asOfMillis).ifPresent(fit -> {
            Instant asOf = Instant.ofEpochMilli(asOfMillis);
            console.tell("warning: the half-lives were learned from events until "
                    + Instant.ofEpochMilli(fit.untilMillis()) + ", and the question is asked as of " + asOf
                    + ": no honest prediction of that time. Learn them with wane fit --until " + asOf);
        });
    }

    private static String describe(FitArtifact.Saved fit) {
        StringBuilder text = new StringBuilder();
        for (FitArtifact.SavedDecay decay : fit.decays()) {
            if (!decay.type().equals(FittedDecay.ALL)) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(decay.type())
                        .append(" counts ")
                        .append(Words.significant(decay.weight()))
                        .append(half(decay));
            }
        }
        return text + "; to everybody's choices as 1; learned from the events before " + Words.day(fit.untilMillis());
    }

    private static String half(FitArtifact.SavedDecay decay) {
        if (!(decay.halfLifeDays() < Double.POSITIVE_INFINITY)) {
            return decay.family().equals("none")
                    ? " and does not fade"
                    : Double.isFinite(decay.lowDays())
                            ? ", half after > " + Words.significant(decay.lowDays()) + " d"
                            : ", half-life unknown";
        }
        String end = decay.highDays() < Double.POSITIVE_INFINITY ? Words.significant(decay.highDays()) : "no end";
        return ", half after " + Words.significant(decay.halfLifeDays()) + " d ["
                + Words.significant(decay.lowDays()) + ", " + end + "]"
                + (decay.certified() ? "" : " (not certified)");
    }

    /** The parameters of interest in one line. */
    private static String describe(InterestSettings settings) {
        StringBuilder weights = new StringBuilder();
        settings.weights()
                .forEach((type, weight) -> weights.append(weights.isEmpty() ? ", but a " : ", a ")
                        .append(type)
                        .append(' ')
                        .append(Words.plain(weight)));
        return "an event counts 1" + weights + "; decay " + describe(settings.decay()) + "; popularity counts "
                + Words.plain(settings.prior()) + ", decay " + describe(settings.popularity());
    }

    private static String describe(Chosen<DecayFunction> decay) {
        double halfLife = decay.component().halfLifeDays();
        return decay.component().equals(DecayFunction.NONE)
                ? "none"
                : decay.name() + " (half after " + DurationText.ofDays(halfLife) + ")";
    }

    /** Weights of types that the log does not have, which may be mistyped: one sentence each. */
    static List<String> unknownWeights(InterestSettings settings, Timeline timeline) {
        List<String> types = timeline.types().list();
        return settings.weights().keySet().stream()
                .filter(type -> !types.contains(type) && !type.equals(Event.RETURN))
                .map(type -> "interest.weights: no event is of type '" + type + "'. " + Spelling.hint(type, types)
                        + "Types: " + String.join(", ", types))
                .toList();
    }
}
