package io.wane.core.model;

/** What a model predicts. A learner that does not offer a target says so with an {@code IllegalArgumentException}. */
public enum Target {
    /** Whether something happens: labels 0 or 1, scores are probabilities. */
    BINARY,
    /** How many: labels and scores at least 0. */
    COUNT,
    /** How much: labels and scores are any number. */
    AMOUNT
}
