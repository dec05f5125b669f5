package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/**
 * {@link BiExponential} by its share p, its slow rate k2 and how much faster the fast part is, k1 - k2 (SCIENCE.md §1.1,
 * §1.2). An optimiser can then not let the rates cross, where two coordinates would name one function.
 */
final class BiExponentialFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("fast-share", "", 0, 1, 0.5),
            new Parameter("extra-rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2),
            new Parameter("slow-rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2 / 30));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        return new BiExponential(
                parameters[0], Math.min(parameters[1] + parameters[2], Double.MAX_VALUE), parameters[2]);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double p = parameters[0];
        double extra = parameters[1];
        double slow = parameters[2];
        double[] byShare = gradient[0];
        double[] byExtra = gradient[1];
        double[] bySlow = gradient[2];
        for (int i = 0; i < n; i++) {
            double age = agesDays[i];
            double second = Math.exp(-slow * age);
            double first = second * Math.exp(-extra * age);
            value[i] = p * first + (1 - p) * second;
            byShare[i] = difference(first, second, extra * age);
            byExtra[i] = first == 0 ? 0 : -p * age * first;
            bySlow[i] = value[i] == 0 ? 0 : -age * value[i];
        }
    }

    /**
     * {@return first - second, where first = second · exp(-x), to its last digits where the two are close} Multiplies the
     * larger of them, so that nothing overflows.
     */
    static double difference(double first, double second, double x) {
        // far apart they subtract well, and expm1 is slow
        if (Math.abs(x) > 1) {
            return first - second;
        }
        return x >= 0 ? second * Math.expm1(-x) : -first * Math.expm1(x);
    }
}
