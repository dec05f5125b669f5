package io.wane.app.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsException;
import io.wane.core.settings.SettingsNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads YAML as a tree of settings that knows its lines and columns. Scalars stay text; a key that stands twice is refused. */
public final class YamlFile {

    private static final YAMLFactory YAML = new YAMLFactory();

    private final String source;
    private final YAMLParser parser;
    private final boolean lines;

    private YamlFile(String source, YAMLParser parser, boolean lines) {
        this.source = source;
        this.parser = parser;
        this.lines = lines;
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException if it is not YAML or a key stands twice, with line and column
     * @throws UncheckedIOException if it cannot be read
     */
    public static SettingsNode read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException binary) {
            throw new SettingsException(List.of(file + ": is not text in UTF-8; save it as UTF-8"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "cannot read the configuration " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Reads a text.
     *
     * @param source what messages name as the file
     * @throws SettingsException if it is not YAML or a key stands twice, with line and column
     */
    public static SettingsNode parse(String source, String text) {
        return parse(source, text, true);
    }

    /**
     * Reads the value of an option, which has no lines: its place is the option.
     *
     * @param option what messages name
     * @throws SettingsException if it is not YAML or a key stands twice
     */
    public static SettingsNode parseOption(String option, String text) {
        return parse(option, text, false);
    }

    private static SettingsNode parse(String source, String text, boolean lines) {
        try (YAMLParser parser = YAML.createParser(text)) {
            YamlFile file = new YamlFile(source, parser, lines);
            if (parser.nextToken() == null) {
                return SettingsNode.empty(source);
            }
            SettingsNode root = file.node();
            if (parser.nextToken() != null) {
                throw new SettingsException(
                        List.of(file.place() + "  a second document starts here; one file holds one"));
            }
            return root;
        } catch (JsonProcessingException notYaml) {
            int line = notYaml.getLocation() == null ? 1 : notYaml.getLocation().getLineNr();
            int column =
                    notYaml.getLocation() == null ? 1 : notYaml.getLocation().getColumnNr();
            throw new SettingsException(List.of(new Place(source, lines ? line : 0, column) + "  is not YAML: "
                    + sentence(notYaml.getOriginalMessage())));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    // The parser's message quotes the file in indented lines, which would hide what it says.
    private static String sentence(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(": "));
    }

    private SettingsNode node() throws IOException {
        Place place = place();
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(place);
            case START_ARRAY -> sequence(place);
            case VALUE_NULL -> new SettingsNode.Scalar(place, "");
            default -> {
                if (!parser.currentToken().isScalarValue() || parser.isCurrentAlias()) {
                    throw new SettingsException(List.of(place + "  aliases are not allowed here; write the value out"));
                }
                yield new SettingsNode.Scalar(place, parser.getText());
            }
        };
    }

    private SettingsNode mapping(Place start) throws IOException {
        List<SettingsNode.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place place = place();
            String key = parser.currentName();
            Place before = seen.putIfAbsent(key, place);
            if (before != null) {
                throw new SettingsException(List.of(
                        place + "  '" + key + "' stands twice; it stands at line " + before.line() + " already"));
            }
            parser.nextToken();
            entries.add(new SettingsNode.Entry(place, key, node()));
        }
        return new SettingsNode.Mapping(start, entries);
    }

    private SettingsNode sequence(Place start) throws IOException {
        List<SettingsNode> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node());
        }
        return new SettingsNode.Sequence(start, elements);
    }

    private Place place() {
        return new Place(
                source,
                lines ? parser.currentTokenLocation().getLineNr() : 0,
                parser.currentTokenLocation().getColumnNr());
    }
}
