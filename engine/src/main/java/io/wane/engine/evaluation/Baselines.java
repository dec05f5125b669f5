package io.wane.engine.evaluation;

import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.Progress;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.training.LabelledRows;
import io.wane.engine.training.RowPlan;
import io.wane.engine.training.TrainingRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The simple predictors that a learner must beat. Each is one score per row, made a probability by a logistic regression
 * on its own ln(1 + score) over the same training and validation rows.
 */
final class Baselines {

    private Baselines() {}

    static List<Contender> contenders(
            Timeline timeline,
            Level level,
            NamedDecay decay,
            double spanDays,
            RowPlan training,
            RowPlan validation,
            RowPlan test,
            int threads) {
        FeatureSet scores = new FeatureSet(
                level,
                List.of(),
                List.of(
                        block("popularity", level, false, NamedDecay.NONE),
                        block("decayed popularity", level, false, decay),
                        new FeatureDefinition(
                                "recency",
                                level.userEntity(),
                                new AgeWeight(),
                                "recency",
                                false,
                                List.of(NamedDecay.NONE)),
                        block("frequency", level, true, NamedDecay.NONE)),
                true,
                spanDays);
        TrainingRun run = new TrainingRun(timeline, scores, threads, Progress.NONE);
        LabelledRows trainingRows = run.rows(training);
        LabelledRows validationRows = run.rows(validation);
        LabelledRows testRows = run.rows(test);
        List<Contender> contenders = new ArrayList<>();
        for (int column = 0; column < scores.definitions().size(); column++) {
            FeatureDefinition definition = scores.definitions().get(column);
            LogisticCurve curve = LogisticCurve.fit(
                    joined(score(trainingRows, column), score(validationRows, column)),
                    joined(trainingRows.labels(), validationRows.labels()),
                    joined(trainingRows.weights(), validationRows.weights()));
            double[] probabilities = score(testRows, column);
            for (int row = 0; row < probabilities.length; row++) {
                probabilities[row] = curve.probability(probabilities[row]);
            }
            String halfLife = definition.name().startsWith("decayed") ? decay.label() : "";
            contenders.add(new Contender(definition.name(), halfLife, 1, probabilities));
        }
        return contenders;
    }

    private static FeatureDefinition block(String name, Level level, boolean personal, NamedDecay decay) {
        return new FeatureDefinition(
                name,
                personal ? level.userEntity() : level.entity(),
                new EventCount(),
                "events",
                false,
                List.of(decay));
    }

    // The rows hold ln(1 + score) already.
    private static double[] score(LabelledRows rows, int column) {
        FeatureMatrix matrix = rows.examples().rows();
        double[] scores = new double[matrix.rows()];
        for (int row = 0; row < scores.length; row++) {
            for (int at = matrix.rowStarts()[row]; at < matrix.rowStarts()[row + 1]; at++) {
                if (matrix.columns()[at] == column) {
                    scores[row] = matrix.values()[at];
                }
            }
        }
        return scores;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
