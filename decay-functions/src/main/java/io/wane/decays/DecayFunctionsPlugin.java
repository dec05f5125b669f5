package io.wane.decays;

import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import java.util.List;

/** Offers the decay functions of this package. */
public final class DecayFunctionsPlugin implements Plugin {

    @Override
    public int spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public List<Component<?>> components() {
        return List.of(
                Component.decay(
                        "exponential",
                        Exponential.Settings.class,
                        (settings, host) -> settings.decay(),
                        new ExponentialFamily()),
                Component.decay(
                        "bi-exponential",
                        BiExponential.Settings.class,
                        (settings, host) -> settings.decay(),
                        new BiExponentialFamily()),
                Component.decay("power", Power.Settings.class, (settings, host) -> settings.decay(), new PowerFamily()),
                Component.decay(
                        "gaussian",
                        Gaussian.Settings.class,
                        (settings, host) -> settings.decay(),
                        new GaussianFamily()),
                Component.decay("step", Step.Settings.class, (settings, host) -> settings.decay(), new StepFamily()));
    }
}
