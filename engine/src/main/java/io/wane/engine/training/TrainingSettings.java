package io.wane.engine.training;

import io.wane.core.settings.Setting;

/**
 * How rows are made for training.
 *
 * @param maxRows most training rows, at least 1,000; test rows are never sampled
 * @param seed for anything random
 */
@Setting("how rows are made for training")
public record TrainingSettings(
        @Setting(value = "most training rows; all that came true and a weighted sample of the others", or = "1000000")
        int maxRows,

        @Setting(value = "seed of anything random", or = "1")
        long seed) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException naming the value out of range
     */
    public TrainingSettings {
        if (maxRows < 1000) {
            throw new IllegalArgumentException("max-rows must be at least 1000: " + maxRows);
        }
    }
}
