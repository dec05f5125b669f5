package io.wane.core.feature;

import io.wane.core.event.Scope;
import java.util.List;

/**
 * The axes along which a definition's sums are kept.
 *
 * @param scope what a state is kept for
 * @param types event types, fixed when a model is trained (later ones count as {@code other}); {@code *} alone when the
 *     definition does not tell types apart
 * @param decays decays by name, in the order of the configuration
 */
public record Axes(Scope scope, List<String> types, List<String> decays) {

    /** The one type of a definition that does not tell types apart. */
    public static final String ANY_TYPE = "*";

    /** The type slot of types that were not known when the axes were fixed. */
    public static final String OTHER_TYPE = "other";

    /**
     * Copies.
     *
     * @param scope what a state is kept for
     * @param types copied
     * @param decays copied
     */
    public Axes {
        types = List.copyOf(types);
        decays = List.copyOf(decays);
    }

    /**
     * {@return a column's name along the axes: {@code name[type,decay]}, leaving out the type where it does not vary}
     *
     * @param name name of the sum
     * @param type index in {@link #types()}
     * @param decay index in {@link #decays()}
     */
    public String label(String name, int type, int decay) {
        String of = types.size() == 1 ? decays.get(decay) : types.get(type) + "," + decays.get(decay);
        return name + "[" + of + "]";
    }

    /**
     * {@return a column's name along the types alone: {@code name[type]}, or {@code name} where the type does not vary}
     *
     * @param name name of the column
     * @param type index in {@link #types()}
     */
    public String label(String name, int type) {
        return types.size() == 1 ? name : name + "[" + types.get(type) + "]";
    }
}
