package io.wane.core.plugin;

/** The contract between host and plugins. */
public final class Spi {

    /**
     * Rises whenever a plugin must be compiled or changed anew. A plugin answers with the number that it was compiled
     * against, since the compiler copies the constant into it.
     */
    public static final int VERSION = 1;

    private Spi() {}
}
