package io.wane.engine.plugin;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.ComponentLookup;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a configuration may choose: the plugins' components, and for decays the reserved names {@code none} and
 * {@code fitted}. Thread-safe.
 */
public final class OfferedComponents implements ComponentLookup {

    private static final String NONE = "none";
    private static final String FITTED = "fitted";

    private final Map<Class<?>, Map<String, ? extends Offer<?>>> offers;
    private final Offer.Workplace workplace;
    private final Supplier<Optional<DecayFunction>> fitted;

    /**
     * A look-up.
     *
     * @param offers per kind, by name
     * @param workplace where the components will run
     * @param fitted what {@code fitted} means; empty if nothing has been fitted
     */
    public OfferedComponents(
            Map<Class<?>, Map<String, ? extends Offer<?>>> offers,
            Offer.Workplace workplace,
            Supplier<Optional<DecayFunction>> fitted) {
        this.offers = Map.copyOf(offers);
        this.workplace = workplace;
        this.fitted = fitted;
    }

    /** {@code none} and {@code fitted} have no settings. */
    private record Reserved() {}

    @Override
    public boolean isKind(Class<?> type) {
        return offers.containsKey(type);
    }

    @Override
    public Collection<String> names(Class<?> kind) {
        Collection<String> names = new TreeSet<>(offers.get(kind).keySet());
        if (kind == DecayFunction.class) {
            names.add(NONE);
            names.add(FITTED);
        }
        return names;
    }

    @Override
    public Class<? extends Record> settings(Class<?> kind, String name) {
        Offer<?> offer = offers.get(kind).get(name);
        return offer == null ? Reserved.class : offer.component().settings();
    }

    @Override
    public Object create(Class<?> kind, String name, Record settings) {
        Offer<?> offer = offers.get(kind).get(name);
        if (offer != null) {
            return offer.create(settings, workplace);
        }
        if (name.equals(FITTED)) {
            return fitted.get()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'fitted' needs half-lives learned from the log, and nothing has been fitted in this workspace"
                                    + " yet; run 'wane fit', or choose a decay by hand,"
                                    + " { exponential: { half-life: 7d } } for example"));
        }
        return DecayFunction.NONE;
    }
}
