package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/**
 * {@link Weibull} by its half-life h and its shape β (SCIENCE.md §1.1, §1.2): by λ and β the likelihood has a ridge, since
 * both move the half-life.
 */
final class WeibullFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7),
            new Parameter("shape", "", 0, Double.POSITIVE_INFINITY, 0.7));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Weibull(parameters[0], parameters[1]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double h = parameters[0];
        double shape = parameters[1];
        double[] byHalfLife = gradient[0];
        double[] byShape = gradient[1];
        for (int i = 0; i < n; i++) {
            double x = Ranges.ratio(agesDays[i], h);
            double y = Exponential.LN_2 * Math.pow(x, shape);
            double d = Math.exp(-y);
            value[i] = d;
            // y·d goes to 0 at both ends, where y or d is 0 and the other factor may be infinite
            double along = y == 0 || d == 0 ? 0 : y * d;
            byHalfLife[i] = along * shape / h;
            byShape[i] = along == 0 ? 0 : -along * Math.log(x);
        }
    }
}
