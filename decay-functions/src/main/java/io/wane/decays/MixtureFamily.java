package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/**
 * {@link Mixture} of three exponentials. Shares are broken off a stick: the first part takes {@code v1} of the whole, the
 * second {@code v2} of what is left, the third the rest, so that any two numbers in (0, 1) are shares that add up to 1.
 * The rates may come in any order: an optimiser may let them cross.
 */
final class MixtureFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("first-share", "", 0, 1, 0.4),
            new Parameter("second-share-of-rest", "", 0, 1, 0.5),
            new Parameter("first-rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2 * 4),
            new Parameter("second-rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2 / 3),
            new Parameter("third-rate", "1/d", 0, Double.POSITIVE_INFINITY, Exponential.LN_2 / 40));

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        double rest = 1 - parameters[0];
        return new Mixture(List.of(
                new Mixture.Part(parameters[0], parameters[2]),
                new Mixture.Part(rest * parameters[1], parameters[3]),
                new Mixture.Part(rest * (1 - parameters[1]), parameters[4])));
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double v2 = parameters[1];
        double k1 = parameters[2];
        double k2 = parameters[3];
        double k3 = parameters[4];
        double p1 = parameters[0];
        double rest = 1 - p1;
        double p2 = rest * v2;
        double p3 = rest * (1 - v2);
        for (int i = 0; i < n; i++) {
            double age = agesDays[i];
            double first = Math.exp(-k1 * age);
            double second = Math.exp(-k2 * age);
            double third = Math.exp(-k3 * age);
            value[i] = Math.min(1, p1 * first + p2 * second + p3 * third);
            gradient[0][i] = v2 * BiExponentialFamily.difference(first, second, (k1 - k2) * age)
                    + (1 - v2) * BiExponentialFamily.difference(first, third, (k1 - k3) * age);
            gradient[1][i] = rest * BiExponentialFamily.difference(second, third, (k2 - k3) * age);
            gradient[2][i] = -p1 * age * first;
            gradient[3][i] = -p2 * age * second;
            gradient[4][i] = -p3 * age * third;
        }
    }
}
