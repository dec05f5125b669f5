package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link Power} by its scale c and its exponent b (SCIENCE.md §1.1, §1.2). */
final class PowerFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("scale", "d", 0, Double.POSITIVE_INFINITY, 3),
            new Parameter("exponent", "", 0, Double.POSITIVE_INFINITY, 0.8));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Power(parameters[0], parameters[1]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double c = parameters[0];
        double b = parameters[1];
        double[] byScale = gradient[0];
        double[] byExponent = gradient[1];
        for (int i = 0; i < n; i++) {
            double age = agesDays[i];
            double log = Math.log1p(ratio(age, c));
            double d = Math.exp(-b * log);
            value[i] = d;
            byScale[i] = d * b * (age / (c + age)) / c;
            byExponent[i] = -log * d;
        }
    }

    /** {@return age / scale, kept finite so that a step of an optimiser to a tiny scale gives 0 and not 0 · infinity} */
    static double ratio(double ageDays, double scaleDays) {
        return Math.min(ageDays / scaleDays, Double.MAX_VALUE);
    }
}
