package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link Gompertz} by its half-life h and its shape η (SCIENCE.md §1.1, §1.2). */
final class GompertzFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7),
            new Parameter("shape", "", 0, Double.POSITIVE_INFINITY, 0.3));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Gompertz(parameters[0], parameters[1]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double h = parameters[0];
        double shape = parameters[1];
        double growth = Gompertz.growth(shape);
        double bent = Remainders.ofExponential(growth);
        double[] byHalfLife = gradient[0];
        double[] byShape = gradient[1];
        for (int i = 0; i < n; i++) {
            double x = Ranges.ratio(agesDays[i], h);
            double z = growth * x;
            double d = Math.exp(-shape * Math.expm1(z));
            value[i] = d;
            if (d == 0) { // e^z may be infinite there
                byHalfLife[i] = 0;
                byShape[i] = 0;
                continue;
            }
            double steep = d * Math.exp(z);
            byHalfLife[i] = steep * shape * z / h;
            // e^z - 1 - e^z·x·(1 - e^-growth), without the digits that cancel
            byShape[i] = steep * (Remainders.ofExponential(z) - x * bent);
        }
    }
}
