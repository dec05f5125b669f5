package io.wane.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.decay.DecayFunction;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.model.Learner;
import io.wane.core.settings.Chosen;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsException;
import io.wane.core.settings.SettingsNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferedComponentsTest {

    private static final Place PLACE = new Place("wane.yaml", 3, 5);
    private static final Plugins PLUGINS = Plugins.fromClassPath();
    private static final OfferedComponents OFFERED = new OfferedComponents(
            Map.of(
                    DecayFunction.class, PLUGINS.offers(DecayFunction.class),
                    FeatureExtractor.class, PLUGINS.offers(FeatureExtractor.class),
                    Learner.class, PLUGINS.offers(Learner.class)),
            new Offer.Workplace(Path.of("data"), Path.of("scratch"), 1),
            Optional::empty);
    private static final SettingsBinder BINDER = new SettingsBinder(OFFERED);

    private static SettingsNode name(String name) {
        return new SettingsNode.Scalar(PLACE, name);
    }

    private static SettingsNode with(String name, String key, String value) {
        SettingsNode settings =
                new SettingsNode.Mapping(PLACE, List.of(new SettingsNode.Entry(PLACE, key, name(value))));
        return new SettingsNode.Mapping(PLACE, List.of(new SettingsNode.Entry(PLACE, name, settings)));
    }

    @Test
    void aComponentIsChosenByNameAndSettings() {
        Chosen<DecayFunction> chosen =
                BINDER.choose(DecayFunction.class, with("exponential", "half-life", "7d"), "interest.decay");
        assertThat(chosen.component().halfLifeDays()).isEqualTo(7);
        assertThat(chosen.spelling()).isEqualTo("{exponential: {half-life: 7d}}");
    }

    @Test
    void aChoiceTellsTheDefaultsToo() {
        Chosen<FeatureExtractor> chosen = BINDER.choose(FeatureExtractor.class, name("recency"), "extract");
        assertThat(chosen.spelling()).isEqualTo("recency");
        assertThat(chosen.bound()).startsWith("recency{scale: ").isNotEqualTo("recency{}");
    }

    @Test
    void noneIsNoDecay() {
        Chosen<DecayFunction> chosen = BINDER.choose(DecayFunction.class, name("none"), "decay");
        assertThat(chosen.component()).isSameAs(DecayFunction.NONE);
        assertThat(chosen.spelling()).isEqualTo("none");
        assertThatThrownBy(() -> BINDER.choose(DecayFunction.class, with("none", "half-life", "7d"), "decay"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("wane.yaml:3:5  decay.none.half-life: unknown setting. There are no settings here.");
    }

    @Test
    void fittedIsRefusedUntilSomethingHasBeenFitted() {
        assertThatThrownBy(() -> BINDER.choose(DecayFunction.class, name("fitted"), "decay"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "wane.yaml:3:5  decay.fitted: 'fitted' needs half-lives learned from the log, and nothing has"
                                + " been fitted in this workspace yet; run 'wane fit', or choose a decay by hand,"
                                + " { exponential: { half-life: 7d } } for example");
    }

    @Test
    void anUnknownNameGetsTheNearestAndAllThatAreInstalled() {
        assertThatThrownBy(() -> BINDER.choose(DecayFunction.class, name("exponentail"), "decay"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("wane.yaml:3:5  decay: 'exponentail' is not known. Did you mean 'exponential'?")
                .hasMessageContaining(
                        "installed: " + String.join(", ", OFFERED.names(DecayFunction.class)) + "  (wane plugins");
        assertThat(OFFERED.names(DecayFunction.class)).contains("exponential", "step");
    }

    @Test
    void onlyDecaysHaveReservedNames() {
        assertThat(OFFERED.names(DecayFunction.class)).contains("none", "fitted");
        assertThat(OFFERED.names(FeatureExtractor.class)).contains("counts").doesNotContain("none", "fitted");
        assertThatThrownBy(() -> BINDER.choose(Learner.class, name("none"), "learner"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("learner: 'none' is not known.")
                .hasMessageContaining("installed: none  (wane plugins");
    }

    @Test
    void aRefusalOfTheComponentIsReportedWithItsPlace() {
        assertThatThrownBy(() -> BINDER.choose(DecayFunction.class, with("exponential", "half-life", "0d"), "decay"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("wane.yaml:3:5  decay.exponential: ");
    }
}
