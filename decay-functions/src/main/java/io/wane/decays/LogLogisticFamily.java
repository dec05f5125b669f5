package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link LogLogistic} by its half-life h and its shape β (SCIENCE.md §1.1, §1.2). */
final class LogLogisticFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7),
            new Parameter("shape", "", 0, Double.POSITIVE_INFINITY, 1));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new LogLogistic(parameters[0], parameters[1]);
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
            double y = Math.pow(x, shape);
            value[i] = 1 / (1 + y);
            // d·(1 - d), the slope along ln y; 0 at both ends
            double along = value[i] / (1 + 1 / y);
            byHalfLife[i] = along * shape / h;
            byShape[i] = along == 0 ? 0 : -along * Math.log(x);
        }
    }
}
