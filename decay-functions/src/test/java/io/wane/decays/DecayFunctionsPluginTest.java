package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DecayFunctionsPluginTest {

    @Test
    void theServiceLoaderFindsEveryDecay() {
        Plugin plugin = ServiceLoader.load(Plugin.class).stream()
                .filter(provider -> provider.type() == DecayFunctionsPlugin.class)
                .findFirst()
                .orElseThrow()
                .get();
        assertThat(plugin.spiVersion()).isEqualTo(Spi.VERSION);
        assertThat(plugin.components().stream().map(Component::name))
                .containsExactly(
                        "exponential",
                        "bi-exponential",
                        "mixture",
                        "power",
                        "hyperbolic",
                        "generalised-hyperbolic",
                        "savings",
                        "linear-in-log",
                        "weibull",
                        "log-logistic",
                        "gompertz",
                        "gaussian",
                        "linear",
                        "step",
                        "offset",
                        "plateau",
                        "elasticsearch");
    }

    @Test
    void everyDecayCanBeFittedButThatWhichOnlySpellsOthers() {
        assertThat(new DecayFunctionsPlugin().components())
                .filteredOn(component -> component.family().isEmpty())
                .extracting(Component::name)
                .containsExactly("elasticsearch");
    }
}
