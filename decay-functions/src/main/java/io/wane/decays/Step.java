package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.Setting;
import java.time.Duration;

/**
 * Counts fully within a window and not at all after it: {@code d(a) = 1} for {@code a ≤ W}, then 0. Its sums are kept in
 * buckets.
 *
 * @param windowDays W, days; finite, above 0
 */
record Step(double windowDays) implements DecayFunction {

    Step {
        Ranges.inside(StepFamily.PARAMETERS, windowDays);
    }

    @Override
    public double value(double ageDays) {
        return ageDays <= windowDays ? 1 : 0;
    }

    /** The window: there the value jumps over one half. */
    @Override
    public double halfLifeDays() {
        return windowDays;
    }

    /** The next number after the window, since the end of the window still counts. */
    @Override
    public double horizonDays(double epsilon) {
        return Ranges.positive("epsilon", epsilon) < 1 ? Math.nextUp(windowDays) : 0;
    }

    @Override
    public String toString() {
        return "step(window " + windowDays + "d)";
    }

    @Setting("counts fully within a window, not at all after it")
    record Settings(
            @Setting("how long an event counts, as 30d") Duration window) {

        Step decay() {
            return new Step(Ranges.days("window", window));
        }
    }
}
