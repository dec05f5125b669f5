package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/**
 * {@link BiExponential} by its share p and its rates k1 and k2 (SCIENCE.md §1.1, §1.2). The rates may come in either
 * order: an optimiser may let them cross, and the function is the same when p becomes 1-p.
 */
final class BiExponentialFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("fast-share", "", 0, 1, 0.5),
            new Parameter("fast-rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2),
            new Parameter("slow-rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2 / 30));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    /** The function; the faster rate becomes the fast one. */
    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        double share = parameters[0];
        double first = parameters[1];
        double second = parameters[2];
        return first >= second ? new BiExponential(share, first, second) : new BiExponential(1 - share, second, first);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double p = parameters[0];
        double k1 = parameters[1];
        double k2 = parameters[2];
        double[] byShare = gradient[0];
        double[] byFirst = gradient[1];
        double[] bySecond = gradient[2];
        for (int i = 0; i < n; i++) {
            double age = agesDays[i];
            double first = Math.exp(-k1 * age);
            double second = Math.exp(-k2 * age);
            value[i] = p * first + (1 - p) * second;
            byShare[i] = difference(first, second, (k1 - k2) * age);
            byFirst[i] = -p * age * first;
            bySecond[i] = -(1 - p) * age * second;
        }
    }

    // first - second = second · (exp(-x) - 1), which keeps its digits where the two are close; multiplies the larger
    // of them, so that nothing overflows. Far apart they subtract well, and expm1 is slow.
    private static double difference(double first, double second, double x) {
        if (Math.abs(x) > 1) {
            return first - second;
        }
        return x >= 0 ? second * Math.expm1(-x) : -first * Math.expm1(x);
    }
}
