package io.wane.core.settings;

/**
 * A component together with how it was chosen, for a settings field that has to tell it to people or to provenance.
 *
 * @param name the component's name
 * @param spelling name and settings as configured, in one line: equal choices are spelled alike
 * @param bound all settings that the component was made with, defaults among them, in one line
 * @param component what was made
 * @param <T> the kind
 */
public record Chosen<T>(String name, String spelling, String bound, T component) {

    /**
     * A choice that was spelled in full.
     *
     * @param name the component's name
     * @param spelling name and settings
     * @param component what was made
     */
    public Chosen(String name, String spelling, T component) {
        this(name, spelling, spelling, component);
    }
}
