package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/**
 * {@link Savings} by its scale a0, its exponent c and its half-life h (SCIENCE.md §1.1). The limit of a large scale is
 * {@link LogLogistic}.
 */
final class SavingsFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("scale", "d", 0, Double.POSITIVE_INFINITY, 0.5),
            new Parameter("exponent", "", 0, Double.POSITIVE_INFINITY, 1.25),
            new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Savings(parameters[2], parameters[1], parameters[0]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double h = parameters[2];
        double c = parameters[1];
        double scale = parameters[0];
        double half = Savings.scales(h, scale);
        double logHalf = Math.log1p(half);
        double halfBent = Remainders.ofLogarithm(half) / logHalf;
        double slope = c / h * (half / (1 + half)) / logHalf;
        double[] byHalfLife = gradient[2];
        double[] byExponent = gradient[1];
        double[] byScale = gradient[0];
        for (int i = 0; i < n; i++) {
            double z = Ranges.ratio(agesDays[i], scale);
            double log = Math.log1p(z);
            double x = log / logHalf;
            double y = Math.pow(x, c);
            value[i] = 1 / (1 + y);
            // d·(1 - d), the slope along ln y; 0 at both ends
            double along = value[i] / (1 + 1 / y);
            byHalfLife[i] = along * slope;
            byExponent[i] = along == 0 ? 0 : -along * Math.log(x);
            byScale[i] = along == 0 ? 0 : -along * (c / scale) * (Remainders.ofLogarithm(z) / log - halfBent);
        }
    }
}
