package io.wane.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentTest {

    record NoSettings() {}

    record OtherSettings() {}

    private static final Host HOST = new Host(Path.of("plugin"), Path.of("workspace"), Path.of("scratch"), 1);

    private static Component<DecayFunction> named(String name) {
        return Component.of(DecayFunction.class, name, NoSettings.class, (settings, host) -> DecayFunction.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "exponential", "bi-exponential", "l2", "a-1-b2"})
    void aNameIsKebabCase(String name) {
        assertThat(named(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "-a", "a-", "a--b", "a_b", "a b", "a.b", "é", "none", "fitted"})
    void anyOtherNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(name))
                .withMessage("component name '" + name
                        + "' must be kebab-case (a-z, 0-9 and single hyphens) and none of [none, fitted]");
    }

    @Test
    void aKindIsOneOfTheFour() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Component.of(String.class, "text", NoSettings.class, (settings, host) -> ""))
                .withMessage("component 'text': java.lang.String is no kind; allowed: [DecayFunction, FeatureExtractor,"
                        + " Learner, EventStore]");
    }

    @Test
    void aComponentIsMadeFromItsOwnSettings() {
        Component<DecayFunction> component = named("always");
        assertThat(component.kind()).isSameAs(DecayFunction.class);
        assertThat(component.settings()).isSameAs(NoSettings.class);
        assertThat(component.create(new NoSettings(), HOST)).isSameAs(DecayFunction.NONE);
        assertThat(component.family()).isEmpty();
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> component.create(new OtherSettings(), HOST));
    }

    @Test
    void aDecayMayBringItsFamily() {
        DecayFamily family = new DecayFamily() {
            @Override
            public List<Parameter> parameters() {
                return List.of();
            }

            @Override
            public DecayFunction of(double... parameters) {
                return DecayFunction.NONE;
            }

            @Override
            public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {}
        };
        assertThat(Component.decay("always", NoSettings.class, (settings, host) -> DecayFunction.NONE, family)
                        .family())
                .contains(family);
    }

    @Test
    void aHostHasAThread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Host(HOST.plugin(), HOST.workspace(), HOST.scratch(), 0))
                .withMessage("threads must be at least 1: 0");
    }
}
