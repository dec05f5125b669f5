package io.wane.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.model.Learner;
import io.wane.core.plugin.Component;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsException;
import io.wane.core.settings.SettingsNode;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.FitArtifact;
import io.wane.engine.artifact.Manifest;
import io.wane.engine.artifact.ModelArtifact;
import io.wane.engine.artifact.Workspace;
import io.wane.engine.files.Sha256;
import io.wane.engine.interest.InterestParameters;
import io.wane.engine.interest.InterestSettings;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.TypedDecay;
import io.wane.engine.plugin.Offer;
import io.wane.engine.plugin.Plugins;
import io.wane.engine.training.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A workspace with the plugins and the configuration that apply to it: what every command starts from. */
public final class Deployment {

    // What the distribution brings of each kind.
    private static final Map<Class<?>, String> FOLDERS = Map.of(
            DecayFunction.class, "decay-functions",
            FeatureExtractor.class, "feature-behavior",
            Learner.class, "model-tribuo",
            EventStore.class, "store-mapdb");

    private final Sources sources;
    private final Plugins plugins;
    private final Workspace workspace;
    private final Offer.Workplace workplace;
    private final Fits fits;
    private final SettingsBinder binder;
    private final Provider<Configuration> configurations;
    private Configuration configuration;

    @Inject
    Deployment(
            Sources sources,
            Plugins plugins,
            Workspace workspace,
            Offer.Workplace workplace,
            Fits fits,
            SettingsBinder binder,
            Provider<Configuration> configurations) {
        this.sources = sources;
        this.plugins = plugins;
        this.workspace = workspace;
        this.workplace = workplace;
        this.fits = fits;
        this.binder = binder;
        this.configurations = configurations;
    }

    /**
     * Assembles a deployment.
     *
     * @param configuration instead of the workspace's own and the distribution's
     * @param threads how many threads may be used
     */
    public static Deployment of(Home home, Workspace workspace, Optional<Path> configuration, int threads) {
        Path file = configuration.orElseGet(
                () -> Files.exists(workspace.configuration()) ? workspace.configuration() : home.configuration());
        Sources sources = new Sources(home.plugins(), file);
        return Guice.createInjector(Stage.PRODUCTION, new DeploymentModule(sources, workspace, threads))
                .getInstance(Deployment.class);
    }

    /** The plugins. */
    public Plugins plugins() {
        return plugins;
    }

    /** The workspace. */
    public Workspace workspace() {
        return workspace;
    }

    /** How many threads may be used. */
    public int threads() {
        return workplace.threads();
    }

    /**
     * The configuration.
     *
     * @throws SettingsException with every mistake in it
     */
    public Configuration configuration() {
        try {
            if (configuration == null) {
                configuration = configurations.get();
            }
            return configuration;
        } catch (ProvisionException wrapped) {
            throw wrapped.getErrorMessages().stream()
                    .map(Message::getCause)
                    .filter(RuntimeException.class::isInstance)
                    .map(RuntimeException.class::cast)
                    .findFirst()
                    .map(this::withMissingKinds)
                    .orElse(wrapped);
        }
    }

    // Where nothing of a kind is installed, no choice of one is right: that must be said first.
    private RuntimeException withMissingKinds(RuntimeException refused) {
        if (!(refused instanceof SettingsException mistakes)) {
            return refused;
        }
        List<String> problems = new ArrayList<>();
        for (Class<?> kind : List.of(DecayFunction.class, FeatureExtractor.class)) {
            if (plugins.offers(kind).isEmpty()) {
                problems.add(notInstalled(kind));
            }
        }
        problems.addAll(mistakes.problems());
        return new SettingsException(problems);
    }

    private String notInstalled(Class<?> kind) {
        return "no " + Plugins.kindName(kind) + " is installed in " + sources.plugins()
                + "; copy a plugin folder there, for example " + FOLDERS.get(kind) + " of the distribution's plugins";
    }

    private void requireInstalled(Class<?> kind) {
        if (plugins.offers(kind).isEmpty()) {
            throw new IllegalArgumentException(notInstalled(kind));
        }
    }

    /**
     * The blocks of features that a model of a level can be made of.
     *
     * @throws SettingsException if there is none
     */
    public List<FeatureDefinition> definitions(Level level) {
        List<FeatureDefinition> definitions = configuration().definitions();
        if (definitions.stream().noneMatch(definition -> level.resolves(definition.scope()))) {
            String scopes = Arrays.stream(Scope.values())
                    .filter(level::resolves)
                    .map(Scope::spelling)
                    .collect(Collectors.joining(", "));
            throw new SettingsException(List.of(sources.configuration() + "  features: "
                    + (definitions.isEmpty()
                            ? "there is no block"
                            : "no block has a scope that level " + level + " can use")
                    + ", so a model would have no columns. Write one at least, with a scope of " + scopes
                    + ":" + System.lineSeparator() + "    features: { habit: { scope: " + level.userEntity()
                    + ", extract: { counts: {} }, decay: [ { exponential: { half-life: 7d } } ] } }"));
        }
        return definitions;
    }

    /** The parameters of interest: what was fitted for the level if it was and may be used, else what is configured. */
    public InterestParameters interest(Level level) {
        InterestSettings settings = configuration().interest();
        return learned(level).map(fits::interest).orElseGet(() -> InterestParameters.of(settings));
    }

    /** The fit that {@link #interest} takes, if it takes one. */
    public Optional<FitArtifact.Saved> learned(Level level) {
        return configuration().interest().fitted() ? fits.of(level.entity()) : Optional.empty();
    }

    /**
     * Refuses features whose fitted decays know what happened after a cut.
     *
     * @throws IllegalArgumentException with both times
     */
    public void requireNoLaterFit(long cutMillis) {
        boolean used = configuration().definitions().stream()
                .flatMap(definition -> definition.decays().stream())
                .anyMatch(decay -> decay.function() instanceof TypedDecay);
        if (!used) {
            return;
        }
        for (Scope entity : Fits.ENTITIES) {
            fits.of(entity).filter(fit -> fit.untilMillis() > cutMillis).ifPresent(fit -> {
                Instant cut = Instant.ofEpochMilli(cutMillis);
                throw new IllegalArgumentException(
                        "the features use 'fitted' decays, which were learned from events until "
                                + Instant.ofEpochMilli(fit.untilMillis()) + "; what is tried here starts at " + cut
                                + ", so they know the answers. Learn them again: wane fit --data "
                                + workspace.directory() + " --level " + entity + " --until " + cut);
            });
        }
    }

    /** Opens the store, making it if the workspace has none; the caller closes it. */
    public EventStore createStore() {
        requireInstalled(EventStore.class);
        return binder.choose(EventStore.class, configuration().store(), "store").component();
    }

    /**
     * Opens the store of a workspace that has one; the caller closes it.
     *
     * @throws IllegalArgumentException if nothing was ever imported into the workspace
     */
    public EventStore openStore() {
        if (!workspace.exists()) {
            Path directory = workspace.directory();
            if (Files.isDirectory(directory.resolve("store"))) {
                throw new IllegalArgumentException(directory + ": holds a store and no workspace.json, which says what"
                        + " 'value' means in its files. Restore it, or import any of the files again: the events stay"
                        + " and workspace.json is written anew");
            }
            throw new IllegalArgumentException(directory
                    + (Files.isDirectory(directory)
                            ? ": this directory holds no events"
                            : ": there is no such data directory")
                    + ". Import some first: wane import --data " + directory + " FILE");
        }
        workspace.facts(); // broken, it would come out only with the next import
        return createStore();
    }

    /** The configured learner, or another one by name. */
    public Chosen<Learner> learner(Optional<String> name) {
        return learner(name.map(text -> YamlFile.parseOption("--learner", text))
                .orElseGet(() -> configuration().learner()));
    }

    private Chosen<Learner> learner(SettingsNode node) {
        requireInstalled(Learner.class);
        return binder.choose(Learner.class, node, "learner");
    }

    /** Reads a trained model, refusing it if it does not fit the configuration. */
    public TrainedModel model(Path directory) {
        return ModelArtifact.load(
                directory,
                configuration().definitions(),
                spelling -> learner(YamlFile.parseOption(
                                directory.resolve(Manifest.FILE).toString(), spelling))
                        .component());
    }

    /** SHA-256 per plugin jar that offers something. */
    public Map<String, String> pluginDigests() {
        Map<String, String> digests = new TreeMap<>();
        Component.KINDS.forEach(kind -> plugins.offers(kind).values().forEach(offer -> {
            if (Files.isRegularFile(offer.jar())) {
                digests.computeIfAbsent(offer.jar().getFileName().toString(), name -> Sha256.of(offer.jar()));
            }
        }));
        return digests;
    }
}
