package io.wane.core.plugin;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.model.Learner;
import io.wane.core.store.EventStore;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * One thing that a plugin offers: a kind, a name, a settings record and a constructor. Immutable and thread-safe.
 *
 * @param <T> the kind, one of {@link #KINDS}
 */
public final class Component<T> {

    /** The kinds of component. */
    public static final List<Class<?>> KINDS =
            List.of(DecayFunction.class, FeatureExtractor.class, Learner.class, EventStore.class);

    /** Names that mean something else in a configuration. */
    public static final List<String> RESERVED = List.of("none", "fitted");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final Class<T> kind;
    private final String name;
    private final Class<? extends Record> settings;
    private final BiFunction<Record, Host, ? extends T> constructor;
    private final Optional<DecayFamily> family;

    private Component(
            Class<T> kind,
            String name,
            Class<? extends Record> settings,
            BiFunction<Record, Host, ? extends T> constructor,
            Optional<DecayFamily> family) {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("component '" + name + "': " + kind.getName() + " is no kind; allowed: "
                    + KINDS.stream().map(Class::getSimpleName).toList());
        }
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new IllegalArgumentException("component name '" + name
                    + "' must be kebab-case (a-z, 0-9 and single hyphens) and none of " + RESERVED);
        }
        this.kind = kind;
        this.name = name;
        this.settings = settings;
        this.constructor = constructor;
        this.family = family;
    }

    /**
     * A component.
     *
     * @param kind one of {@link #KINDS}
     * @param name kebab-case, as a configuration spells it
     * @param settings its settings record, annotated with {@link io.wane.core.settings.Setting}
     * @param constructor makes the component; throws {@link IllegalArgumentException} for settings that it refuses
     * @param <T> the kind
     * @param <S> the settings record
     * @return the component
     * @throws IllegalArgumentException if kind or name is not allowed
     */
    public static <T, S extends Record> Component<T> of(
            Class<T> kind, String name, Class<S> settings, BiFunction<S, Host, ? extends T> constructor) {
        return new Component<>(
                kind, name, settings, (given, host) -> constructor.apply(settings.cast(given), host), Optional.empty());
    }

    /**
     * A decay function together with the family that fitting needs.
     *
     * @param name kebab-case, as a configuration spells it
     * @param settings its settings record
     * @param constructor makes the function; throws {@link IllegalArgumentException} for settings that it refuses
     * @param family the functions of the same shape
     * @param <S> the settings record
     * @return the component
     * @throws IllegalArgumentException if the name is not allowed
     */
    public static <S extends Record> Component<DecayFunction> decay(
            String name,
            Class<S> settings,
            BiFunction<S, Host, ? extends DecayFunction> constructor,
            DecayFamily family) {
        return new Component<>(
                DecayFunction.class,
                name,
                settings,
                (given, host) -> constructor.apply(settings.cast(given), host),
                Optional.of(family));
    }

    /** {@return the kind} */
    public Class<T> kind() {
        return kind;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the settings record} */
    public Class<? extends Record> settings() {
        return settings;
    }

    /** {@return the family, for decay functions that can be fitted} */
    public Optional<DecayFamily> family() {
        return family;
    }

    /**
     * Makes the component.
     *
     * @param given an instance of {@link #settings()}
     * @param host where it runs
     * @return a new component
     * @throws IllegalArgumentException if the component refuses the settings
     */
    public T create(Record given, Host host) {
        return constructor.apply(given, host);
    }
}
