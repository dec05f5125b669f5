package io.wane.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.engine.pipeline.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

    @TempDir
    private Path directory;

    private Workspace workspace;

    @BeforeEach
    void aDirectoryThatNothingWasImportedInto() {
        workspace = new Workspace(directory.resolve("shop"));
    }

    private void model(String name, int age) throws IOException {
        Path model =
                Files.createDirectories(workspace.directory().resolve("models").resolve(name));
        Path manifest = Files.writeString(model.resolve("manifest.json"), "{}");
        Files.setLastModifiedTime(manifest, FileTime.fromMillis(1_700_000_000_000L - age * 1000L));
    }

    private Path facts() {
        return workspace.directory().resolve("workspace.json");
    }

    @Test
    void anImportMakesADirectoryAWorkspace() {
        assertThat(workspace.exists()).isFalse();
        assertThat(workspace.facts()).isEmpty();
        workspace.settle(Map.of());
        assertThat(workspace.exists()).isTrue();
        assertThat(workspace.facts()).isEmpty();
    }

    @Test
    void factsAreSettledOnceAndAddTo() {
        workspace.settle(Map.of("value-as", "amount"));
        workspace.settle(Map.of("value-as", "amount", "layout", "own"));
        assertThat(new Workspace(workspace.directory()).facts())
                .isEqualTo(Map.of("layout", "own", "value-as", "amount"));
    }

    @Test
    void anotherValueIsRefusedWithBothAndSettlesNothing() {
        workspace.settle(Map.of("value-as", "amount"));
        assertThatThrownBy(() -> workspace.settle(Map.of("value-as", "price", "layout", "own")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(workspace.directory() + ": value-as was settled as 'amount' by an earlier import and cannot"
                        + " become 'price'. Use the same value, or another --data directory");
        assertThat(workspace.facts()).isEqualTo(Map.of("value-as", "amount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"amount\"", "{\"value-as\": \"amo", "{} {}", "value-as: amount"})
    void brokenFactsAreRefusedAndNeverTakenForNone(String text) throws IOException {
        workspace.settle(Map.of("value-as", "amount"));
        Files.writeString(facts(), text);
        assertThatThrownBy(workspace::facts)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(facts() + ": is not readable as JSON (")
                .hasMessageEndingWith("); restore it, or delete it and import again");
        assertThatThrownBy(() -> workspace.settle(Map.of("value-as", "price")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(facts()).hasContent(text);
    }

    @Test
    void aModelsDirectoryIsCalledByItsLevelAndExactHorizon() {
        Path models = workspace.directory().resolve("models");
        assertThat(workspace.model(Level.ITEM, Duration.ofDays(7))).isEqualTo(models.resolve("item-7d"));
        assertThat(workspace.model(Level.CATEGORY, Duration.ofHours(12))).isEqualTo(models.resolve("category-12h"));
        assertThat(workspace.model(Level.ITEM, Duration.ofHours(1000)))
                .isNotEqualTo(workspace.model(Level.ITEM, Duration.ofHours(1001)));
    }

    @Test
    void theNewestModelOfALevelIsFound() throws IOException {
        assertThat(workspace.newestModel(Level.ITEM)).isEmpty();
        model("item-28d", 30);
        model("item-7d", 20);
        model("category-7d", 10);
        Path models = workspace.directory().resolve("models");
        assertThat(workspace.newestModel(Level.ITEM)).contains(models.resolve("item-7d"));
        assertThat(workspace.newestModel(Level.CATEGORY)).contains(models.resolve("category-7d"));
        model("item-28d", 0);
        assertThat(workspace.newestModel(Level.ITEM)).contains(models.resolve("item-28d"));
        assertThat(workspace.models()).containsExactly("category-7d", "item-28d", "item-7d");
    }

    @Test
    void whatAnInterruptedTrainingLeftIsNoModel() throws IOException {
        model("item-7d", 20);
        model(".item-7d.part", 0);
        Files.createDirectories(workspace.directory().resolve("models/item-1d")); // no manifest
        assertThat(workspace.models()).containsExactly("item-7d");
        assertThat(workspace.newestModel(Level.ITEM))
                .contains(workspace.directory().resolve("models/item-7d"));
    }
}
