package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.core.event.Timeline;
import io.wane.engine.interest.InterestSettings;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.training.ModelScorer;
import io.wane.engine.training.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which model a command uses. */
final class Models {

    private Models() {}

    /**
     * A scorer of the model that an option names.
     *
     * @param option a directory, {@code none}, or null for the newest of the level, if there is one
     */
    static Optional<ModelScorer> scorer(
            Deployment deployment, String option, Level level, Timeline timeline, Console console) {
        if ("none".equals(option)) {
            return Optional.empty();
        }
        Optional<Path> directory =
                option == null ? deployment.workspace().newestModel(level) : Optional.of(Path.of(option));
        if (option != null && !Files.isDirectory(directory.orElseThrow())) {
            throw new IllegalArgumentException(option
                    + ": there is no such model directory; train one with 'wane train'," + " or use --model none");
        }
        return directory.map(path -> {
            TrainedModel trained = deployment.model(path);
            if (trained.features().level() != level) {
                throw new IllegalArgumentException(path + ": the model was trained for level "
                        + trained.features().level() + " and the question is about level " + level
                        + "; use the other --level, another --model, or --model none");
            }
            console.tell("model " + path);
            return new ModelScorer(trained, timeline, deployment.threads());
        });
    }

    /** The parameters of interest in one line. */
    static String describe(InterestSettings settings) {
        return "an event counts 1" + (settings.weights().isEmpty() ? "" : " but " + settings.weights()) + ", decay "
                + NamedDecay.of(settings.decay()).label() + "; popularity counts " + Words.significant(settings.prior())
                + ", decay " + NamedDecay.of(settings.popularity()).label();
    }
}
