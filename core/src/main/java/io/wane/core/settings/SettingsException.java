package io.wane.core.settings;

import java.util.List;

/** Settings that cannot be used. The message has one line or more per mistake: where, what, what is allowed. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * All mistakes at once.
     *
     * @param problems one per mistake: where, what, what is allowed
     */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** {@return the mistakes} */
    public List<String> problems() {
        return problems;
    }
}
