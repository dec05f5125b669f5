package io.wane.core.model;

import java.util.List;

/**
 * A score taken apart: {@code base + Σ contributions = margin}. For {@link Target#BINARY} all are log odds and the
 * score is {@code 1 / (1 + exp(-margin))}.
 *
 * @param base the margin of the empty row
 * @param contributions one per column that moved the margin
 * @param margin the row's margin
 */
public record Explanation(double base, List<Contribution> contributions, double margin) {

    /**
     * Copies.
     *
     * @param base the margin of the empty row
     * @param contributions copied
     * @param margin the row's margin
     */
    public Explanation {
        contributions = List.copyOf(contributions);
    }

    /**
     * What one column did.
     *
     * @param column index in the schema
     * @param value the scaled value that the model saw
     * @param contribution how far it moved the margin
     */
    public record Contribution(int column, double value, double contribution) {}
}
