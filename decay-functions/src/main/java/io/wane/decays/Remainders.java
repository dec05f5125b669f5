package io.wane.decays;

/** What is left of a function behind its first term, where plain subtraction would lose its digits. */
final class Remainders {

    private static final double[] RECIPROCALS = reciprocals();

    private Remainders() {}

    /** {@return {@code ln(1 + r) - r / (1 + r)}, about r²/2 near 0} For finite r of at least 0. */
    static double ofLogarithm(double r) {
        double s = r / (1 + r);
        if (s > 0.1) {
            return Math.log1p(r) - s;
        }
        // ln(1 + r) = -ln(1 - s) = s + s²/2 + s³/3 + …
        double sum = 0;
        for (int n = RECIPROCALS.length - 1; n >= 2; n--) {
            sum = sum * s + RECIPROCALS[n];
        }
        return s * s * sum;
    }

    /** {@return {@code t - 1 + exp(-t)}, about t²/2 near 0} For t of at least 0. */
    static double ofExponential(double t) {
        if (t > 0.5) {
            return t + Math.expm1(-t);
        }
        // t²/2 - t³/6 + …
        double sum = 1;
        for (int n = RECIPROCALS.length - 1; n >= 3; n--) {
            sum = 1 - t * RECIPROCALS[n] * sum;
        }
        return t * t / 2 * sum;
    }

    private static double[] reciprocals() {
        double[] reciprocals = new double[17];
        for (int n = 1; n < reciprocals.length; n++) {
            reciprocals[n] = 1.0 / n;
        }
        return reciprocals;
    }
}
