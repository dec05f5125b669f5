package io.wane.decays;

import io.wane.core.decay.DecayFunction;

/** Finds ages for which there is no formula. */
final class Bisection {

    private Bisection() {}

    /**
     * {@return the age at which a decay reaches a level, down to neighbouring doubles}
     *
     * @param level between 0 and 1, both excluded
     * @param early an age at which the value is at least the level
     * @param late an age at which it is at most the level
     */
    static double ageAt(DecayFunction decay, double level, double early, double late) {
        while (true) {
            double middle = early + (late - early) / 2;
            if (!(middle > early && middle < late)) {
                return late;
            }
            if (decay.value(middle) > level) {
                early = middle;
            } else {
                late = middle;
            }
        }
    }
}
