package io.wane.core.plugin;

import java.util.List;

/** A plugin that every plugin folder can name and none holds: the host's loader answers for all of {@code io.wane.core}. */
public final class HostPlugin implements Plugin {

    @Override
    public int spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public List<Component<?>> components() {
        return List.of();
    }
}
