package io.wane.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.model.Learner;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import io.wane.core.settings.ComponentLookup;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsException;
import io.wane.core.settings.SettingsNode;
import io.wane.core.settings.SettingsNode.Entry;
import io.wane.core.settings.SettingsNode.Mapping;
import io.wane.core.settings.SettingsNode.Scalar;
import io.wane.core.settings.SettingsNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TribuoPluginTest {

    private static final Place PLACE = new Place("wane.yaml", 1, 1);

    @Test
    void theServiceLoaderFindsThePluginWithItsLearner() {
        Plugin plugin = ServiceLoader.load(Plugin.class).findFirst().orElseThrow();
        assertThat(plugin).isInstanceOf(TribuoPlugin.class);
        assertThat(plugin.spiVersion()).isEqualTo(Spi.VERSION);
        assertThat(plugin.components()).singleElement().satisfies(component -> {
            assertThat(component.kind()).isEqualTo(Learner.class);
            assertThat(component.name()).isEqualTo("logistic");
        });
    }

    @Test
    void withoutSettingsThePenaltyIsChosenFromFiveDecades() {
        assertThat(bind()).isEqualTo(new Logistic(Logistic.DECADES));
    }

    @Test
    void onePenaltyMayBeWrittenAsItself() {
        assertThat(bind(new Scalar(PLACE, "0.01"))).isEqualTo(new Logistic(List.of(0.01)));
    }

    @Test
    void penaltiesAreKeptFromTheLargestDownAndOnce() {
        assertThat(bind(list("0.001", "1", "0.001", "0.1"))).isEqualTo(new Logistic(List.of(1.0, 0.1, 0.001)));
    }

    @Test
    void aPenaltyThatIsNotAboveZeroIsRefusedWithItsValue() {
        assertThatThrownBy(() -> bind(list("0.1", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("wane.yaml:1:1")
                .hasMessageContaining("penalty must be above 0 and finite: 0.0");
        assertThatThrownBy(() -> new Logistic(List.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    private static SettingsNode list(String... penalties) {
        List<SettingsNode> elements = new ArrayList<>();
        for (String penalty : penalties) {
            elements.add(new Scalar(PLACE, penalty));
        }
        return new Sequence(PLACE, elements);
    }

    private static Logistic bind() {
        return new SettingsBinder(ComponentLookup.NONE).bind(Logistic.class, SettingsNode.empty("wane.yaml"), "");
    }

    private static Logistic bind(SettingsNode penalty) {
        Component<?> logistic = new TribuoPlugin().components().get(0);
        Mapping settings = new Mapping(PLACE, List.of(new Entry(PLACE, "penalty", penalty)));
        return (Logistic) new SettingsBinder(ComponentLookup.NONE).bind(logistic.settings(), settings, "");
    }
}
