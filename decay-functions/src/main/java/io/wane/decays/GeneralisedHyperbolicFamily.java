package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/** {@link GeneralisedHyperbolic} by its half-life and the inverse of its exponent, as {@link PowerFamily}. */
final class GeneralisedHyperbolicFamily implements DecayFamily {

    private static final PowerFamily POWER = new PowerFamily();

    @Override
    public List<Parameter> parameters() {
        return PowerFamily.PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PowerFamily.PARAMETERS, parameters);
        double q = PowerFamily.held(parameters[1]);
        return new GeneralisedHyperbolic(1 / PowerFamily.scaleDays(parameters[0], q), 1 / q);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        POWER.evaluate(parameters, agesDays, n, value, gradient);
    }
}
