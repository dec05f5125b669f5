package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.Parameter;
import io.wane.core.plugin.Component;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step of an optimiser to nowhere gives numbers, and a function that agrees with them. */
class ExtremesTest {

    private static final double[] AGES = {0, Double.MIN_VALUE, 1e-100, 1e-6, 1, 7, 1e6, 1e100, 1e300};
    private static final double[] OPEN = {1e-100, 1e-30, 1e-5, 1, 1097, 1e30, 1e100};
    private static final double[] BOUNDED = {1e-8, 0.5, 1 - 1e-8};

    static Stream<String> families() {
        return new DecayFunctionsPlugin()
                .components().stream()
                        .filter(component -> component.family().isPresent())
                        .map(Component::name);
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyNumberIsFiniteAtExtremeParametersAndAges(String name) {
        DecayFamily family = Offered.component(name).family().orElseThrow();
        double[] parameters = new double[family.parameters().size()];
        everywhere(family, parameters, 0);
    }

    private static void everywhere(DecayFamily family, double[] parameters, int next) {
        if (next == parameters.length) {
            numbers(family, parameters);
            return;
        }
        Parameter parameter = family.parameters().get(next);
        for (double value : parameter.upper() < Double.POSITIVE_INFINITY ? BOUNDED : OPEN) {
            parameters[next] = value;
            everywhere(family, parameters, next + 1);
        }
    }

    private static void numbers(DecayFamily family, double[] parameters) {
        double[] value = new double[AGES.length];
        double[][] gradient = new double[parameters.length][AGES.length];
        family.evaluate(parameters, AGES, AGES.length, value, gradient);
        String where = Arrays.toString(parameters);
        for (int i = 0; i < AGES.length; i++) {
            String at = where + " at age " + AGES[i];
            assertThat(value[i]).as(at).isBetween(0.0, 1.0);
            assertThat(family.of(parameters).value(AGES[i])).as(at).isBetween(value[i] - 1e-12, value[i] + 1e-12);
            for (double[] derivatives : gradient) {
                assertThat(Double.isFinite(derivatives[i]))
                        .as("derivative of %s", at)
                        .isTrue();
            }
        }
        assertThat(family.of(parameters).halfLifeDays()).as(where).isPositive();
        assertThat(family.of(parameters).horizonDays(0.01)).as(where).isNotNegative();
    }
}
