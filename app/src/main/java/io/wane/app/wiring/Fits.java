package io.wane.app.wiring;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import io.wane.core.event.Scope;
import io.wane.core.model.IncompatibleModelException;
import io.wane.engine.artifact.FitArtifact;
import io.wane.engine.artifact.Workspace;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.interest.InterestParameters;
import io.wane.engine.pipeline.FittedDecays;
import io.wane.engine.pipeline.Kind;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.TypedDecay;
import io.wane.engine.plugin.Plugins;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code wane fit} has learned in a workspace, made into decays by the families that are installed. */
final class Fits {

    static final List<Scope> ENTITIES = List.of(Scope.ITEM, Scope.CATEGORY, Scope.BRAND);

    private final Workspace workspace;
    private final Plugins plugins;

    Fits(Workspace workspace, Plugins plugins) {
        this.workspace = workspace;
        this.plugins = plugins;
    }

    /** The fit of items, categories or brands, if there is one. */
    Optional<FitArtifact.Saved> of(Scope entity) {
        Path directory = workspace.fit(entity);
        if (!FitArtifact.exists(directory)) {
            return Optional.empty();
        }
        FitArtifact.Saved saved = FitArtifact.load(directory);
        if (!saved.level().equals(entity.toString())) {
            throw new IncompatibleModelException(directory + ": holds a fit of level '" + saved.level() + "', not '"
                    + entity + "'; run 'wane fit --level " + entity + "' again");
        }
        return Optional.of(saved);
    }

    /** What {@code fitted} means; empty if nothing has been fitted. */
    Optional<DecayFunction> decays() {
        Map<Scope, TypedDecay> byEntity = new EnumMap<>(Scope.class);
        for (Scope entity : ENTITIES) {
            of(entity).ifPresent(saved -> byEntity.put(entity, typed(saved)));
        }
        return byEntity.isEmpty() ? Optional.empty() : Optional.of(new FittedDecays(byEntity));
    }

    /** The parameters of interest that a fit gives. */
    InterestParameters interest(FitArtifact.Saved saved) {
        TypedDecay decays = typed(saved);
        Map<String, Double> weights = new TreeMap<>();
        for (FitArtifact.SavedDecay decay : saved.decays()) {
            if (!decay.type().equals(FittedDecay.ALL)) {
                weights.put(decay.type(), decay.weight());
            }
        }
        return new InterestParameters(
                weights,
                0,
                decays.byType(),
                decays.pooled(),
                saved.by().equals("type")
                        ? Optional.empty()
                        : Optional.of(Kind.valueOf(saved.by().toUpperCase(Locale.ROOT))),
                saved.factors(),
                1,
                saved.novelty(),
                NamedDecay.NONE,
                true,
                "fitted to the events before " + Instant.ofEpochMilli(saved.untilMillis()));
    }

    private TypedDecay typed(FitArtifact.Saved saved) {
        DecayFunction pooled = DecayFunction.NONE;
        Map<String, DecayFunction> byType = new TreeMap<>();
        for (FitArtifact.SavedDecay decay : saved.decays()) {
            if (decay.type().equals(FittedDecay.ALL)) {
                pooled = function(decay);
            } else {
                byType.put(decay.type(), function(decay));
            }
        }
        return new TypedDecay(pooled, byType);
    }

    private DecayFunction function(FitArtifact.SavedDecay decay) {
        if (decay.family().equals("none")) {
            return DecayFunction.NONE;
        }
        var offer = plugins.offers(DecayFunction.class).get(decay.family());
        DecayFamily family = offer == null ? null : offer.component().family().orElse(null);
        if (family == null) {
            throw new IllegalArgumentException("the fit of this workspace uses the decay family '" + decay.family()
                    + "', which no installed plugin offers; put its plugin back, or run 'wane fit' again");
        }
        double[] parameters = family.parameters().stream()
                .map(Parameter::name)
                .mapToDouble(name -> {
                    Double value = decay.parameters().get(name);
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "the fit of this workspace has no '" + name + "' for the decay '" + decay.family()
                                        + "' of '" + decay.type() + "'; run 'wane fit' again");
                    }
                    return value;
                })
                .toArray();
        try {
            return family.of(parameters);
        } catch (IllegalArgumentException outOfRange) {
            throw new IllegalArgumentException(
                    "the fit of this workspace is damaged: decay '" + decay.family() + "' of '" + decay.type() + "': "
                            + outOfRange.getMessage() + "; run 'wane fit' again",
                    outOfRange);
        }
    }
}
