package io.wane.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.util.Types;
import io.wane.core.decay.DecayFunction;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.model.Learner;
import io.wane.core.plugin.Component;
import io.wane.core.settings.ComponentLookup;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.Workspace;
import io.wane.engine.plugin.Offer;
import io.wane.engine.plugin.OfferedComponents;
import io.wane.engine.plugin.Plugins;
import java.nio.file.Path;
import java.util.Map;

/** Binds what a deployment is made of: one map of offers per kind of component, the configuration, the workplace. */
final class DeploymentModule extends AbstractModule {

    private final Sources sources;
    private final Workspace workspace;
    private final int threads;

    DeploymentModule(Sources sources, Workspace workspace, int threads) {
        this.sources = sources;
        this.workspace = workspace;
        this.threads = threads;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().disableCircularProxies();
        Plugins plugins = Plugins.fromFolders(sources.plugins());
        bind(Sources.class).toInstance(sources);
        bind(Plugins.class).toInstance(plugins);
        bind(Workspace.class).toInstance(workspace);
        bind(Fits.class).toInstance(new Fits(workspace, plugins));
        for (Class<?> kind : Component.KINDS) {
            bindOffers(kind, plugins);
        }
        bind(Deployment.class).in(Singleton.class);
    }

    @SuppressWarnings("unchecked") // Offer<T> of the class object of T
    private <T> void bindOffers(Class<T> kind, Plugins plugins) {
        TypeLiteral<Offer<T>> offer =
                (TypeLiteral<Offer<T>>) TypeLiteral.get(Types.newParameterizedType(Offer.class, kind));
        MapBinder<String, Offer<T>> offers = MapBinder.newMapBinder(binder(), TypeLiteral.get(String.class), offer);
        plugins.offers(kind).forEach((name, offered) -> offers.addBinding(name).toInstance(offered));
    }

    @Provides
    @Singleton
    Offer.Workplace workplace() {
        return new Offer.Workplace(workspace.directory(), Path.of(System.getProperty("java.io.tmpdir")), threads);
    }

    @Provides
    @Singleton
    ComponentLookup components(
            Map<String, Offer<DecayFunction>> decays,
            Map<String, Offer<FeatureExtractor>> extractors,
            Map<String, Offer<Learner>> learners,
            Map<String, Offer<EventStore>> stores,
            Offer.Workplace workplace,
            Fits fits) {
        return new OfferedComponents(
                Map.of(
                        DecayFunction.class, decays,
                        FeatureExtractor.class, extractors,
                        Learner.class, learners,
                        EventStore.class, stores),
                workplace,
                fits::decays);
    }

    @Provides
    @Singleton
    SettingsBinder settingsBinder(ComponentLookup components) {
        return new SettingsBinder(components);
    }

    // Not a singleton: Stage.PRODUCTION would read it for commands that need none.
    @Provides
    Configuration configuration(SettingsBinder binder) {
        return binder.bind(Configuration.class, YamlFile.read(sources.configuration()), "");
    }
}
