package io.wane.core.plugin;

/** A plugin that cannot be used. The message names the jar, what is wrong and how to mend it. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message the jar, what is wrong, how to mend it
     */
    public PluginException(String message) {
        super(message);
    }

    /**
     * With what went wrong inside the plugin.
     *
     * @param message the jar, what is wrong, how to mend it
     * @param cause what the plugin threw
     */
    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
