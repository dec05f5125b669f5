package io.wane.mapdb;

import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import io.wane.core.store.EventStore;
import java.util.List;

/** Offers the event store {@code mapdb}, which lives in the workspace's folder {@code store}. */
public final class MapdbPlugin implements Plugin {

    @Override
    public int spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public List<Component<?>> components() {
        return List.of(Component.of(
                EventStore.class,
                "mapdb",
                StoreSettings.class,
                (settings, host) ->
                        SegmentEventStore.open(host.workspace().resolve("store"), settings.segmentEvents())));
    }
}
