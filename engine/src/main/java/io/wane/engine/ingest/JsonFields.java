package io.wane.engine.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.wane.core.event.Item;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Reads one JSON object as fields. The objects {@code text} and {@code numbers} are opened: their field {@code x} is
 * {@code text.x}. {@code null} is absent.
 */
final class JsonFields {

    private static final Pattern START_MARKER = Pattern.compile(" ?\\(start marker at \\[Source[^\\]]*\\]\\)");

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Takes fields. */
    interface Sink {
        void accept(String name, String value, Column.Form form) throws RowException;
    }

    void read(String record, Sink sink) throws RowException {
        try (JsonParser json = factory.createParser(record)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new RowException(Fault.JSON, "not a JSON object");
            }
            fields(json, "", sink);
            if (json.nextToken() != null) {
                throw new RowException(Fault.JSON, "more than one JSON object in the line");
            }
        } catch (IOException malformed) {
            throw new RowException(Fault.JSON, "not JSON: " + what(malformed));
        }
    }

    private static void fields(JsonParser json, String prefix, Sink sink) throws IOException, RowException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName().strip();
            if (json.currentName().isBlank()) {
                throw new RowException(Fault.JSON, "a field without a name");
            }
            JsonToken token = json.nextToken();
            switch (token) {
                case VALUE_NULL -> {
                    // absent
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> sink.accept(name, json.getText(), Column.Form.NUMBER);
                case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> sink.accept(name, text(json), Column.Form.TEXT);
                case START_ARRAY -> sink.accept(name, list(json, name), Column.Form.LIST);
                default -> {
                    if (token != JsonToken.START_OBJECT || !(name.equals("text") || name.equals("numbers"))) {
                        throw new RowException(
                                Fault.JSON, "'" + name + "' is an object; only text and numbers may be one");
                    }
                    fields(json, name + ".", sink);
                }
            }
        }
    }

    private static String list(JsonParser json, String name) throws IOException, RowException {
        StringJoiner joined = new StringJoiner(Item.PATH_SEPARATOR);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!json.currentToken().isScalarValue()) {
                throw new RowException(Fault.JSON, "'" + name + "' is a list of more than texts");
            }
            joined.add(text(json));
        }
        return joined.toString();
    }

    // An escaped half of a surrogate pair is no text: it could not be written again.
    private static String text(JsonParser json) throws IOException, RowException {
        String text = json.getText();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new RowException(Fault.ENCODING, "half a surrogate pair in a text");
                }
                i++;
            }
        }
        return text;
    }

    // The parser tells where it stands in its own words; the row's line is told already.
    private static String what(IOException malformed) {
        String message = malformed instanceof JsonProcessingException parser
                ? parser.getOriginalMessage()
                : String.valueOf(malformed.getMessage());
        String sentence = message.lines().findFirst().orElse("");
        return START_MARKER.matcher(sentence).replaceAll("");
    }
}
