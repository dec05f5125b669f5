package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/**
 * {@link Offset} around an {@link Exponential}, by the offset o and the rate k. Around an exponential, since the derivative
 * by the offset is the slope of the decay, which a family does not tell.
 */
final class OffsetFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS =
            List.of(new Parameter("offset", "d", 0, Double.POSITIVE_INFINITY, 1), ExponentialFamily.PARAMETERS.get(0));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new Offset(parameters[0], new Exponential(parameters[1]));
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double k = parameters[1];
        double offset = parameters[0];
        double[] byRate = gradient[1];
        double[] byOffset = gradient[0];
        for (int i = 0; i < n; i++) {
            double since = Math.max(0, agesDays[i] - offset);
            double d = Math.exp(-k * since);
            value[i] = d;
            byRate[i] = -since * d;
            byOffset[i] = agesDays[i] >= offset ? k * d : 0;
        }
    }
}
