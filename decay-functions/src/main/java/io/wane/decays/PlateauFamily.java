package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@link Plateau} around any family: its parameters, and then the share f that never fades. */
final class PlateauFamily implements DecayFamily {

    private static final Parameter SHARE = new Parameter("plateau-share", "", 0, 1, 0.1);

    private final DecayFamily fading;
    private final List<Parameter> parameters;

    PlateauFamily(DecayFamily fading) {
        this.fading = fading;
        parameters =
                Stream.concat(fading.parameters().stream(), Stream.of(SHARE)).toList();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(this.parameters, parameters);
        int own = parameters.length - 1;
        return new Plateau(parameters[own], fading.of(Arrays.copyOf(parameters, own)));
    }

    /** Values and derivatives. Copies the parameters and the references to the rows of the gradient, nothing longer. */
    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(this.parameters, parameters);
        int own = parameters.length - 1;
        double share = parameters[own];
        fading.evaluate(Arrays.copyOf(parameters, own), agesDays, n, value, Arrays.copyOf(gradient, own));
        for (int i = 0; i < n; i++) {
            gradient[own][i] = 1 - value[i];
            value[i] = share + (1 - share) * value[i];
            for (int p = 0; p < own; p++) {
                gradient[p][i] *= 1 - share;
            }
        }
    }
}
