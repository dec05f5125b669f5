package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.plugin.Component;
import io.wane.core.plugin.Host;
import io.wane.core.plugin.Plugin;
import io.wane.core.store.EventStore;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapdbPluginTest {

    @Test
    void theStoreIsFoundAndLivesInTheWorkspace(@TempDir Path workspace) {
        Plugin plugin = ServiceLoader.load(Plugin.class).findFirst().orElseThrow();
        Component<?> component = plugin.components().get(0);
        assertThat(component.kind()).isEqualTo(EventStore.class);
        assertThat(component.name()).isEqualTo("mapdb");
        Host host = new Host(workspace, workspace, workspace, 1);
        try (EventStore store = (EventStore) component.create(new StoreSettings(1_000), host)) {
            store.append(Events.some(0, 1_500));
            assertThat(workspace.resolve("store/00000001.events")).isRegularFile();
        }
    }

    @Test
    void aSegmentHasAThousandToFourMillionEvents() {
        for (int refused : new int[] {-1, 0, 999, 4_000_001}) {
            assertThatThrownBy(() -> new StoreSettings(refused))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("segment-events", "1000 to 4000000", Integer.toString(refused));
        }
        assertThat(new StoreSettings(4_000_000).segmentEvents()).isEqualTo(4_000_000);
    }
}
