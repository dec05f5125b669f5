package io.wane.core.feature;

/**
 * The sums of one state at a time, as (name, type, decay) along the layout and the axes. A state that nothing reached
 * has zero sums. Valid during one call only, not thread-safe.
 */
public interface SumsView {

    /**
     * {@return the decayed sum of a name}
     *
     * @param name index in the layout
     * @param type index in {@link Axes#types()}
     * @param decay index in {@link Axes#decays()}
     */
    double sum(int name, int type, int decay);

    /**
     * {@return how many events reached the state, undecayed}
     *
     * @param type index in {@link Axes#types()}
     */
    long events(int type);

    /**
     * {@return age of the newest event in days; NaN when there was none}
     *
     * @param type index in {@link Axes#types()}
     */
    double lastAgeDays(int type);

    /**
     * {@return age of the oldest event in days; NaN when there was none}
     *
     * @param type index in {@link Axes#types()}
     */
    double firstAgeDays(int type);
}
