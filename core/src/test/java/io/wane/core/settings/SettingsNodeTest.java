package io.wane.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsNodeTest {

    private static final Place PLACE = new Place("wane.yaml", 1, 1);

    @Test
    void aTreeIsSpelledInOneLine() {
        assertThat(Outline.read(
                                "wane.yaml",
                                "scope: user*item\ndecay:\n  exponential:\n    half-life: 7d\ntypes: [a, b]\n")
                        .spelling())
                .isEqualTo("{scope: user*item, decay: {exponential: {half-life: 7d}}, types: [a, b]}");
    }

    @Test
    void noSettingsStandAtTheStartOfTheirSource() {
        SettingsNode.Mapping none = SettingsNode.empty("defaults");
        assertThat(none.entries()).isEmpty();
        assertThat(none.place()).hasToString("defaults:1:1");
        assertThat(none.spelling()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7d",
                "-1.5",
                "-.5",
                ".5",
                "1e-3",
                "user*item",
                "half-life",
                "last night",
                "a/b",
                "50%",
                "say \"hi\"",
                "C\\D",
                "true",
                "浏览",
                "🛒"
            })
    void whatYamlReadsAsItIsWrittenIsSpelledPlainly(String text) {
        assertThat(scalar(text).spelling()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a, b", "k: v", "12:30", "{a", "a}", "[a", "a]", "a #b", "#a", "'a'", "*a", "&a", "!a", "%a", "@a",
                "`a", "|a", ">a", "?", "a?", "-", "- a", "---", "=", "<<", "null", "Null", "NULL", "~", " a", "a ", "",
                " "
            })
    void whatYamlWouldReadOtherwiseIsQuoted(String text) {
        assertThat(scalar(text).spelling()).isEqualTo('"' + text + '"');
    }

    @Test
    void inQuotesWhatCannotStandThereIsEscaped() {
        Map.of(
                        "\"a\"", "\"\\\"a\\\"\"",
                        "a\\b: c", "\"a\\\\b: c\"",
                        "a\nb", "\"a\\nb\"",
                        "a\tb", "\"a\\tb\"",
                        "a\u0000b", "\"a\\u0000b\"",
                        "a\u0085b", "\"a\\u0085b\"",
                        "a\u2028b", "\"a\\u2028b\"",
                        "\uFEFFa", "\"\\ufeffa\"")
                .forEach((text, spelling) -> assertThat(scalar(text).spelling()).isEqualTo(spelling));
    }

    @Test
    void keysAreQuotedLikeValues() {
        SettingsNode.Entry entry = new SettingsNode.Entry(PLACE, "add to cart: mobile", scalar("3"));
        assertThat(new SettingsNode.Mapping(PLACE, List.of(entry)).spelling())
                .isEqualTo("{\"add to cart: mobile\": 3}");
    }

    @Test
    void differentSettingsAreNeverSpelledAlike() {
        assertThat(sequence("a, b").spelling()).isNotEqualTo(sequence("a", "b").spelling());
        assertThat(sequence("").spelling()).isNotEqualTo(sequence().spelling());
        assertThat(sequence("", "").spelling()).isNotEqualTo(sequence(", ").spelling());
        assertThat(scalar("[a]").spelling()).isNotEqualTo(sequence("a").spelling());
        assertThat(scalar("{}").spelling()).isNotEqualTo(SettingsNode.empty("").spelling());
        assertThat(scalar("a").spelling()).isNotEqualTo(scalar("\"a\"").spelling());
        assertThat(scalar("a").spelling()).isNotEqualTo(scalar("a ").spelling());
    }

    private static SettingsNode.Scalar scalar(String text) {
        return new SettingsNode.Scalar(PLACE, text);
    }

    private static SettingsNode.Sequence sequence(String... texts) {
        return new SettingsNode.Sequence(
                PLACE,
                List.of(texts).stream().map(text -> (SettingsNode) scalar(text)).toList());
    }
}
