package io.wane.core.plugin;

import java.util.List;

/**
 * What {@link java.util.ServiceLoader} finds in a plugin's jar, by
 * {@code META-INF/services/io.wane.core.plugin.Plugin}. Needs a public constructor without arguments that does nothing.
 */
public interface Plugin {

    /** {@return the version of the SPI it was compiled against} Always {@code return Spi.VERSION;}. */
    int spiVersion();

    /** {@return what the plugin offers} Called once. */
    List<Component<?>> components();
}
