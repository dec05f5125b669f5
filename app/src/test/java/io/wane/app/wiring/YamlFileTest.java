package io.wane.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.settings.SettingsException;
import io.wane.core.settings.SettingsNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {

    @Test
    void scalarsStayTextAndKnowTheirPlace() {
        SettingsNode.Mapping root = (SettingsNode.Mapping) read("a: yes\nb:\n  c: [1, 0x10]\n");

        assertThat(root.spelling()).isEqualTo("{a: yes, b: {c: [1, 0x10]}}");
        SettingsNode.Entry b = root.entries().get(1);
        assertThat(b.place()).hasToString("x.yaml:2:1");
        assertThat(((SettingsNode.Mapping) b.value()).entries().get(0).value().place())
                .hasToString("x.yaml:3:6");
    }

    @Test
    void nothingIsNoSettings() {
        assertThat(read("").spelling()).isEqualTo("{}");
        assertThat(read("# a comment\n").spelling()).isEqualTo("{}");
        assertThat(read("a:\n").spelling()).isEqualTo("{a: \"\"}");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> read("a: 1\nb: 2\na: 3\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("x.yaml:3:1  'a' stands twice; it stands at line 1 already");
    }

    @Test
    void anAliasIsRefused() {
        assertThatThrownBy(() -> read("a: &x 1\nb: *x\n"))
                .hasMessage("x.yaml:2:4  aliases are not allowed here; write the value out");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThatThrownBy(() -> read("a: 1\n---\nb: 2\n"))
                .hasMessageContaining("x.yaml:3:1  a second document starts here");
    }

    @Test
    void whatIsNotYamlIsRefusedInOneSentence() {
        assertThatThrownBy(() -> read("a: [1\nb: 2\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageMatching("x\\.yaml:\\d:\\d  is not YAML: while parsing a flow sequence: expected .*");
        assertThatThrownBy(() -> read("a:\n\tb: 1\n")).hasMessageContaining("TAB");
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path directory) throws IOException {
        Path binary = directory.resolve("binary.yaml");
        Files.write(binary, "ä: 1".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> YamlFile.read(binary)).hasMessage(binary + ": is not text in UTF-8; save it as UTF-8");
        assertThatThrownBy(() -> YamlFile.read(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(directory.toString());
    }

    private static SettingsNode read(String text) {
        return YamlFile.parse("x.yaml", text);
    }
}
