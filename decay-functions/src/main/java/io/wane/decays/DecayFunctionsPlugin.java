package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import java.util.List;
import java.util.function.Function;

/** Offers the decay functions of this package. */
public final class DecayFunctionsPlugin implements Plugin {

    @Override
    public int spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public List<Component<?>> components() {
        return List.of(
                decay("exponential", Exponential.Settings.class, Exponential.Settings::decay, new ExponentialFamily()),
                decay(
                        "bi-exponential",
                        BiExponential.Settings.class,
                        BiExponential.Settings::decay,
                        new BiExponentialFamily()),
                decay("mixture", Mixture.Settings.class, Mixture.Settings::decay, new MixtureFamily()),
                decay("power", Power.Settings.class, Power.Settings::decay, new PowerFamily()),
                decay("hyperbolic", Hyperbolic.Settings.class, Hyperbolic.Settings::decay, new HyperbolicFamily()),
                decay(
                        "generalised-hyperbolic",
                        GeneralisedHyperbolic.Settings.class,
                        GeneralisedHyperbolic.Settings::decay,
                        new GeneralisedHyperbolicFamily()),
                decay("savings", Savings.Settings.class, Savings.Settings::decay, new SavingsFamily()),
                decay(
                        "linear-in-log",
                        LinearInLog.Settings.class,
                        LinearInLog.Settings::decay,
                        new LinearInLogFamily()),
                decay("weibull", Weibull.Settings.class, Weibull.Settings::decay, new WeibullFamily()),
                decay("log-logistic", LogLogistic.Settings.class, LogLogistic.Settings::decay, new LogLogisticFamily()),
                decay("gompertz", Gompertz.Settings.class, Gompertz.Settings::decay, new GompertzFamily()),
                decay("gaussian", Gaussian.Settings.class, Gaussian.Settings::decay, new GaussianFamily()),
                decay("linear", Linear.Settings.class, Linear.Settings::decay, new LinearFamily()),
                decay("step", Step.Settings.class, Step.Settings::decay, new StepFamily()),
                decay("offset", Offset.Settings.class, Offset.Settings::decay, new OffsetFamily()),
                decay(
                        "plateau",
                        Plateau.Settings.class,
                        Plateau.Settings::decay,
                        new PlateauFamily(new ExponentialFamily())),
                // only a spelling of three of the above, so there is nothing of its own to fit
                Component.of(
                        DecayFunction.class,
                        "elasticsearch",
                        ElasticsearchSettings.class,
                        (settings, host) -> settings.function()));
    }

    private static <S extends Record> Component<DecayFunction> decay(
            String name, Class<S> settings, Function<S, DecayFunction> make, DecayFamily family) {
        return Component.decay(name, settings, (given, host) -> make.apply(given), family);
    }
}
