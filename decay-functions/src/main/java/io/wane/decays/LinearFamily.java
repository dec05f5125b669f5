package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link Linear} by its half-life, L/2 (SCIENCE.md §1.1, §1.2). */
final class LinearFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Linear(end(parameters[0]));
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double end = end(parameters[0]);
        double[] byHalfLife = gradient[0];
        for (int i = 0; i < n; i++) {
            double lost = agesDays[i] / end;
            value[i] = Math.max(0, 1 - lost);
            byHalfLife[i] = lost < 1 ? 2 * lost / end : 0;
        }
    }

    private static double end(double halfLifeDays) {
        return Math.min(2 * halfLifeDays, Double.MAX_VALUE);
    }
}
