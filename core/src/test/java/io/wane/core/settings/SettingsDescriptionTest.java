package io.wane.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.decay.DecayFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsDescriptionTest {

    enum Side {
        LEFT
    }

    @Setting("shifts a decay")
    record Settings(
            @Setting(value = "age", or = "7d") Duration halfLife,
            @Setting("how many, at least 1") int size,
            @Setting("some") List<Optional<Double>> l2Penalties,
            @Setting("others") Map<String, Side> sides,
            Chosen<DecayFunction> of) {}

    record Silent() {}

    @Test
    void aRecordDescribesItsSettingsInOrder() {
        assertThat(SettingsDescription.of(Settings.class))
                .containsExactly(
                        new SettingsDescription("half-life", "Duration", Optional.of("7d"), "age"),
                        new SettingsDescription("size", "int", Optional.empty(), "how many, at least 1"),
                        new SettingsDescription("l2-penalties", "List<Optional<Double>>", Optional.of(""), "some"),
                        new SettingsDescription("sides", "Map<String, Side>", Optional.of(""), "others"),
                        new SettingsDescription("of", "Chosen<DecayFunction>", Optional.empty(), ""));
    }

    @Test
    void aRecordSaysWhatItsComponentDoes() {
        assertThat(SettingsDescription.purpose(Settings.class)).isEqualTo("shifts a decay");
        assertThat(SettingsDescription.purpose(Silent.class)).isEmpty();
    }
}
