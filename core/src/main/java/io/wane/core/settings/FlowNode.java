package io.wane.core.settings;

import java.util.ArrayList;
import java.util.List;

/** Reads the spelling of a default: a plain value, or {@code { name: { key: value, … } }} without quotes. */
final class FlowNode {

    private final Place place;
    private final String text;
    private int at;

    private FlowNode(Place place, String text) {
        this.place = place;
        this.text = text;
    }

    /**
     * {@return the node}
     *
     * @param place what is said to be its place
     * @param text the spelling
     * @throws IllegalArgumentException if a brace or colon is missing
     */
    static SettingsNode parse(Place place, String text) {
        FlowNode reader = new FlowNode(place, text.strip());
        SettingsNode node = reader.node();
        if (reader.at < reader.text.length()) {
            throw new IllegalArgumentException("cannot be read from '" + text.substring(reader.at) + "' on: " + text);
        }
        return node;
    }

    private SettingsNode node() {
        if (!ahead('{')) {
            return new SettingsNode.Scalar(place, until(",}"));
        }
        at++;
        List<SettingsNode.Entry> entries = new ArrayList<>();
        while (!ahead('}')) {
            String key = until(":");
            expect(':');
            entries.add(new SettingsNode.Entry(place, key, node()));
            if (ahead(',')) {
                at++;
            }
        }
        expect('}');
        return new SettingsNode.Mapping(place, entries);
    }

    private boolean ahead(char wanted) {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void expect(char wanted) {
        if (!ahead(wanted)) {
            throw new IllegalArgumentException("'" + wanted + "' is missing in " + text);
        }
        at++;
    }

    private String until(String ends) {
        int from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at).strip();
    }
}
