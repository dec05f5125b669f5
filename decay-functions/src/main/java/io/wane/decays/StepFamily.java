package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.Arrays;
import java.util.List;

/** {@link Step} by its window W. Its derivative is 0 wherever there is one: a search over windows needs values. */
final class StepFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(new Parameter("window", "d", 0, Double.POSITIVE_INFINITY, 30));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Step(parameters[0]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double window = parameters[0];
        for (int i = 0; i < n; i++) {
            value[i] = agesDays[i] <= window ? 1 : 0;
        }
        Arrays.fill(gradient[0], 0, n, 0);
    }
}
