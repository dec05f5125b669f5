package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link LinearInLog} by its scale a0 and its half-life h (SCIENCE.md §1.1). */
final class LinearInLogFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("scale", "d", 0, Double.POSITIVE_INFINITY, 0.5),
            new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new LinearInLog(parameters[1], parameters[0]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double h = parameters[1];
        double scale = parameters[0];
        double half = Savings.scales(h, scale);
        double logHalf = Math.log1p(half);
        double halfBent = Remainders.ofLogarithm(half) / logHalf;
        double slope = half / (1 + half) / logHalf / h;
        double[] byHalfLife = gradient[1];
        double[] byScale = gradient[0];
        for (int i = 0; i < n; i++) {
            double z = Ranges.ratio(agesDays[i], scale);
            double log = Math.log1p(z);
            double lost = log / (2 * logHalf);
            value[i] = Math.max(0, 1 - lost);
            boolean moves = lost > 0 && lost < 1;
            byHalfLife[i] = moves ? lost * slope : 0;
            byScale[i] = moves ? lost * (halfBent - Remainders.ofLogarithm(z) / log) / scale : 0;
        }
    }
}
