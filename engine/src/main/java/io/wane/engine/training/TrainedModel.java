package io.wane.engine.training;

import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Model;
import io.wane.engine.pipeline.FeatureSet;

/**
 * A model with all that its rows need: the same definitions, types and scaling that it was trained with. Thread-safe.
 *
 * @param features makes the rows
 * @param schema the rows' columns
 * @param scaling scales them
 * @param model scores them
 */
public record TrainedModel(FeatureSet features, FeatureSchema schema, Scaling scaling, Model model)
        implements AutoCloseable {

    /** Scores unscaled rows: probabilities, one per row. */
    public double[] score(Examples unscaled) {
        double[] scores = new double[unscaled.size()];
        model.score(scaled(unscaled), scores);
        return scores;
    }

    /** Why a row's score is what it is; values of contributions in the row's own, unscaled units. */
    public Explanation explain(Examples unscaled, int row) {
        Explanation scaled = model.explain(scaled(unscaled), row);
        return new Explanation(
                scaled.base(),
                scaled.contributions().stream()
                        .map(part -> new Explanation.Contribution(
                                part.column(),
                                original(part.column(), part.value() * scaling.deviations()[part.column()]),
                                part.contribution()))
                        .toList(),
                scaled.margin());
    }

    private double original(int column, double unscaled) {
        return schema.columns().get(column).log1p() ? Math.expm1(unscaled) : unscaled;
    }

    private Examples scaled(Examples unscaled) {
        return new Examples(scaling.apply(unscaled.rows()), unscaled.groupStarts());
    }

    @Override
    public void close() {
        model.close();
    }
}
