package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link Hyperbolic} by its half-life (SCIENCE.md §1.1, §1.2). */
final class HyperbolicFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Hyperbolic(parameters[0]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double h = parameters[0];
        double[] byHalfLife = gradient[0];
        for (int i = 0; i < n; i++) {
            double x = Ranges.ratio(agesDays[i], h);
            double d = 1 / (1 + x);
            value[i] = d;
            byHalfLife[i] = x * d * d / h;
        }
    }
}
