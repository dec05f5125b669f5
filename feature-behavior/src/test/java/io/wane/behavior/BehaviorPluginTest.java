package io.wane.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.plugin.Component;
import io.wane.core.plugin.Host;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import io.wane.core.settings.ComponentLookup;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsException;
import io.wane.core.settings.SettingsNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BehaviorPluginTest {

    private static final Place PLACE = new Place("wane.yaml", 3, 5);

    @Test
    void itIsFoundAndOffersItsExtractors() {
        Plugin plugin = ServiceLoader.load(Plugin.class).findFirst().orElseThrow();

        assertThat(plugin).isInstanceOf(BehaviorPlugin.class);
        assertThat(plugin.spiVersion()).isEqualTo(Spi.VERSION);
        assertThat(plugin.components().stream().map(Component::name))
                .containsExactly("counts", "shares", "amounts", "recency");
    }

    @Test
    void nothingNeedsToBeSet() {
        assertThat(made("counts")).isEqualTo(new Counts());
        assertThat(made("shares")).isEqualTo(new Shares(1));
        assertThat(made("amounts")).isEqualTo(new Amounts(Measure.AMOUNT));
        assertThat(made("recency")).isEqualTo(new Recency(List.of()));
    }

    @Test
    void settingsAreUsed() {
        assertThat(made("shares", "prior", "2.5")).isEqualTo(new Shares(2.5));
        assertThat(made("amounts", "of", "rating")).isEqualTo(new Amounts(Measure.RATING));
        assertThat(made("recency", "scale", "12h")).isEqualTo(new Recency(List.of(Duration.ofHours(12))));
    }

    @Test
    void refusedSettingsSayWhereAndWhatIsAllowed() {
        assertThatThrownBy(() -> made("shares", "prior", "-1"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("wane.yaml")
                .hasMessageContaining("at least 0: -1");
        assertThatThrownBy(() -> made("amounts", "of", "money"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("amount, quantity, rating");
    }

    private static Object made(String name, String... setting) {
        Component<?> component = new BehaviorPlugin()
                .components().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        List<SettingsNode.Entry> entries = setting.length == 0
                ? List.of()
                : List.of(new SettingsNode.Entry(PLACE, setting[0], new SettingsNode.Scalar(PLACE, setting[1])));
        Record settings = new SettingsBinder(ComponentLookup.NONE)
                .bind(component.settings(), new SettingsNode.Mapping(PLACE, entries), "features.x.extract." + name);
        return component.create(settings, new Host(Path.of(""), Path.of(""), Path.of(""), 1));
    }
}
