package io.wane.engine.evaluation;

/**
 * How good a contender's probabilities are, with 95 % user-bootstrap intervals.
 *
 * @param name the contender
 * @param note how it was made
 * @param columns how many columns it reads
 * @param logLoss mean negative log likelihood per row, nats; lower is better
 * @param brier mean squared error per row; lower is better
 * @param auc chance that a row that came true has the higher probability; higher is better
 * @param calibrationError mean |probability − frequency| over 15 bins of equal mass; lower is better
 * @param better log loss of this contender's twin without decay minus its own, paired; above 0 is what decay is worth.
 *     For the others: the twin's minus theirs
 */
public record Figures(
        String name,
        String note,
        int columns,
        Interval logLoss,
        Interval brier,
        Interval auc,
        Interval calibrationError,
        Interval better) {}
