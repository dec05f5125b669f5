package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link Gaussian} by its σ (SCIENCE.md §1.1, §1.2). */
final class GaussianFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(new Parameter("sigma", "d", 0, Double.POSITIVE_INFINITY, 6));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Gaussian(parameters[0]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double sigma = parameters[0];
        double[] bySigma = gradient[0];
        for (int i = 0; i < n; i++) {
            double z = agesDays[i] / sigma;
            double d = Math.exp(-0.5 * z * z);
            value[i] = d;
            // z² may be infinite where d is 0
            bySigma[i] = d == 0 ? 0 : d * z * z / sigma;
        }
    }
}
