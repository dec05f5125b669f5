package io.wane.engine.fitting;

import java.util.Locale;

/**
 * What half-lives hang on, and how much: {@code ln h = type + slope·covariate}, inside the choice likelihood (SCIENCE 1.8).
 *
 * @param name what it is
 * @param unit what the covariate grows by 1 with
 * @param slope of ln h
 * @param standardError of the slope, the larger of the Hessian's and the one robust against users that differ; NaN if unknown
 */
public record Covariate(String name, String unit, double slope, double standardError) {

    private static final double Z = 1.959963984540054;

    /** By what a half-life is multiplied with each unit. */
    public double ratio() {
        return Math.exp(slope);
    }

    /** Lower end of the ratio's 95 % interval; NaN if unknown. */
    public double low() {
        return Math.exp(slope - Z * standardError);
    }

    /** Upper end of the ratio's 95 % interval; NaN if unknown. */
    public double high() {
        return Math.exp(slope + Z * standardError);
    }

    /** In a sentence. */
    public String words() {
        String halfLives = String.format(Locale.ROOT, "%s %s: half-lives times %.2f", name, unit, ratio());
        return Double.isNaN(standardError)
                ? halfLives + ", no knowing how surely"
                : halfLives + String.format(Locale.ROOT, " [%.2f, %.2f]", low(), high());
    }
}
