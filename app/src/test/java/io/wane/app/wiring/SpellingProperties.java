package io.wane.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A model's manifest holds its learner as it was spelled; reading it back must give the same settings. */
class SpellingProperties {

    private static final Place PLACE = new Place("x", 1, 1);

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void everyTreeReadsBackFromItsSpelling(@ForAll("trees") SettingsNode tree) {
        String spelling = tree.spelling();
        SettingsNode again = YamlFile.parse("x", spelling);
        assertThat(outline(again)).as(spelling).isEqualTo(outline(tree));
        assertThat(again.spelling()).isEqualTo(spelling);
    }

    // Without places, and so that nothing but the same tree gives the same outline.
    private static List<Object> outline(SettingsNode node) {
        List<Object> outline = new ArrayList<>();
        if (node instanceof SettingsNode.Scalar scalar) {
            outline.add(scalar.text());
        } else if (node instanceof SettingsNode.Sequence sequence) {
            outline.add(1);
            sequence.elements().forEach(element -> outline.add(outline(element)));
        } else if (node instanceof SettingsNode.Mapping mapping) {
            outline.add(2);
            mapping.entries().forEach(entry -> outline.add(List.of(entry.key(), outline(entry.value()))));
        }
        return outline;
    }

    @Provide
    Arbitrary<SettingsNode> trees() {
        return trees(3);
    }

    private static Arbitrary<SettingsNode> trees(int depth) {
        Arbitrary<SettingsNode> scalars = texts().map(text -> new SettingsNode.Scalar(PLACE, text));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<SettingsNode> below = trees(depth - 1);
        Arbitrary<SettingsNode> sequences =
                below.list().ofMaxSize(3).map(elements -> new SettingsNode.Sequence(PLACE, elements));
        Arbitrary<SettingsNode> mappings = Combinators.combine(texts(), below)
                .as((key, value) -> new SettingsNode.Entry(PLACE, key, value))
                .list()
                .ofMaxSize(3)
                .uniqueElements(SettingsNode.Entry::key)
                .map(entries -> new SettingsNode.Mapping(PLACE, entries));
        return Arbitraries.oneOf(scalars, sequences, mappings);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "7d",
                        "null",
                        "~",
                        "true",
                        "no",
                        "0x1F",
                        "1_000",
                        "-",
                        "- a",
                        "---",
                        "...",
                        "<<",
                        "=",
                        "2026-03-01",
                        "!!int 3",
                        "浏览",
                        "🛒"),
                Arbitraries.strings()
                        .withChars(" -?:,[]{}#&*!|>'\"%@`\\\n\t.~=<a7")
                        .ofMaxLength(6),
                Arbitraries.strings().all().ofMaxLength(6),
                Arbitraries.strings().alpha().ofMaxLength(8));
    }
}
