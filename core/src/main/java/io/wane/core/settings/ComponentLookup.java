package io.wane.core.settings;

import java.util.Collection;
import java.util.List;

/** What the binder asks when a setting's type is a kind of component. Thread-safe. */
public interface ComponentLookup {

    /** Knows no component, for settings that choose none. */
    ComponentLookup NONE = new ComponentLookup() {
        @Override
        public boolean isKind(Class<?> type) {
            return false;
        }

        @Override
        public Collection<String> names(Class<?> kind) {
            return List.of();
        }

        @Override
        public Class<? extends Record> settings(Class<?> kind, String name) {
            throw new IllegalArgumentException(name);
        }

        @Override
        public Object create(Class<?> kind, String name, Record settings) {
            throw new IllegalArgumentException(name);
        }
    };

    /**
     * {@return whether components of this type can be chosen}
     *
     * @param type type of a settings field
     */
    boolean isKind(Class<?> type);

    /**
     * {@return names of the components of a kind}
     *
     * @param kind a kind
     */
    Collection<String> names(Class<?> kind);

    /**
     * {@return the settings record of a known name}
     *
     * @param kind a kind
     * @param name one of {@link #names}
     */
    Class<? extends Record> settings(Class<?> kind, String name);

    /**
     * Makes a component of a known name.
     *
     * @param kind a kind
     * @param name one of {@link #names}
     * @param settings an instance of {@link #settings}
     * @return a new component, an instance of the kind
     * @throws IllegalArgumentException if it refuses the settings; the binder reports the message with its place
     */
    Object create(Class<?> kind, String name, Record settings);
}
