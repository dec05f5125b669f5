package io.wane.core.settings;

import java.util.List;
import java.util.stream.Collectors;

/** A tree of settings as it was written. Scalars stay text until they are bound. Immutable and thread-safe. */
public sealed interface SettingsNode {

    /** {@return where the node starts} */
    Place place();

    /**
     * {@return the node in one line, in the flow style of YAML} It reads back as the same settings: equal settings, and
     * no others, are spelled alike.
     */
    String spelling();

    /**
     * A value.
     *
     * @param place where it starts
     * @param text as written, without quotes; empty for none
     */
    record Scalar(Place place, String text) implements SettingsNode {
        @Override
        public String spelling() {
            return FlowText.of(text);
        }
    }

    /**
     * A list.
     *
     * @param place where it starts
     * @param elements in the order written
     */
    record Sequence(Place place, List<SettingsNode> elements) implements SettingsNode {
        /**
         * Copies.
         *
         * @param place where it starts
         * @param elements copied
         */
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String spelling() {
            return elements.stream().map(SettingsNode::spelling).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /**
     * Keys and values; the reader refuses a key that stands twice.
     *
     * @param place where it starts
     * @param entries in the order written
     */
    record Mapping(Place place, List<Entry> entries) implements SettingsNode {
        /**
         * Copies.
         *
         * @param place where it starts
         * @param entries copied
         */
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String spelling() {
            return entries.stream()
                    .map(entry ->
                            FlowText.of(entry.key()) + ": " + entry.value().spelling())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /**
     * A key and its value.
     *
     * @param place where the key starts
     * @param key as written
     * @param value what it is set to
     */
    record Entry(Place place, String key, SettingsNode value) {}

    /**
     * {@return no settings at all}
     *
     * @param source what messages name as the file
     */
    static Mapping empty(String source) {
        return new Mapping(new Place(source, 1, 1), List.of());
    }
}
