package io.wane.core.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads settings for tests: indented keys, {@code [lists, of, values]} and quoted texts, each with its place. */
final class Outline {

    private final String source;
    private final List<String> lines;
    private int next;

    private Outline(String source, String text) {
        this.source = source;
        this.lines = text.lines().toList();
    }

    static SettingsNode.Mapping read(String source, String text) {
        Outline outline = new Outline(source, text);
        return outline.lines.isEmpty() ? SettingsNode.empty(source) : outline.mapping(0);
    }

    private SettingsNode.Mapping mapping(int indent) {
        Place start = place(next, indent);
        List<SettingsNode.Entry> entries = new ArrayList<>();
        while (next < lines.size() && indent(next) == indent) {
            Place place = place(next, indent);
            String line = lines.get(next);
            int colon = line.indexOf(':');
            entries.add(new SettingsNode.Entry(place, line.substring(indent, colon), value(indent, colon)));
        }
        return new SettingsNode.Mapping(start, entries);
    }

    private SettingsNode value(int indent, int colon) {
        String line = lines.get(next);
        String text = line.substring(colon + 1).strip();
        Place place = place(next, text.isEmpty() ? colon + 1 : line.indexOf(text, colon + 1));
        next++;
        if (text.isEmpty() && next < lines.size() && indent(next) > indent) {
            return mapping(indent(next));
        }
        if (text.startsWith("[")) {
            return new SettingsNode.Sequence(
                    place,
                    Arrays.stream(text.substring(1, text.length() - 1).split(",", -1))
                            .map(element -> (SettingsNode) new SettingsNode.Scalar(place, element.strip()))
                            .toList());
        }
        return new SettingsNode.Scalar(place, text.startsWith("\"") ? text.substring(1, text.length() - 1) : text);
    }

    private int indent(int line) {
        return lines.get(line).length() - lines.get(line).stripLeading().length();
    }

    private Place place(int line, int indent) {
        return new Place(source, line + 1, indent + 1);
    }
}
