package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link Exponential} by its rate k (SCIENCE.md §1.1, §1.2). */
final class ExponentialFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS =
            List.of(new Parameter("rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2 / 7));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Exponential(parameters[0]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double k = parameters[0];
        double[] byRate = gradient[0];
        for (int i = 0; i < n; i++) {
            double age = agesDays[i];
            double d = Math.exp(-k * age);
            value[i] = d;
            byRate[i] = -age * d;
        }
    }
}
