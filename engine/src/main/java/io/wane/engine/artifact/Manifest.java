package io.wane.engine.artifact;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wane.core.model.IncompatibleModelException;
import io.wane.core.model.Target;
import io.wane.core.plugin.Spi;
import io.wane.engine.files.Sha256;
import io.wane.engine.pipeline.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a model comes from: all that decides whether it may be used now, and what was known about it when it was made.
 *
 * @param format version of the artifact's files
 * @param spi version of the plugin contract
 * @param learner the learner, spelled as configured
 * @param level what interest is in
 * @param horizon length of the label window, spelled
 * @param until training saw only what is strictly before this time, ISO-8601
 * @param types event types, in the order of the columns
 * @param spanDays largest age that sums are laid out for
 * @param features the feature definitions, one line each
 * @param extractors all settings of each definition's extractor, defaults among them
 * @param decays what each decay, as spelled in the definitions, was made into
 * @param fingerprint of the columns
 * @param columns names of the columns, in order
 * @param deviations what each column is divided by
 * @param target what the model predicts
 * @param seed of anything random
 * @param events how many events the log held
 * @param firstEvent time of the first, ISO-8601
 * @param dataDigest digest of the log
 * @param plugins SHA-256 per plugin jar
 * @param environment Java, operating system and architecture, since floating-point code differs between them
 * @param summary what training says of itself, validation figures among it
 * @param files SHA-256 of every other file of the model
 */
public record Manifest(
        int format,
        int spi,
        String learner,
        String level,
        String horizon,
        String until,
        List<String> types,
        @JsonProperty("span_days") double spanDays,
        List<String> features,
        Map<String, String> extractors,
        Map<String, String> decays,
        String fingerprint,
        List<String> columns,
        double[] deviations,
        String target,
        long seed,
        long events,
        @JsonProperty("first_event") String firstEvent,
        @JsonProperty("data_digest") String dataDigest,
        Map<String, String> plugins,
        Map<String, String> environment,
        String summary,
        Map<String, String> files) {

    /** Version of the files that this engine writes. */
    public static final int FORMAT = 2;

    /** File name of the manifest. */
    public static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final String CHECKSUM = "checksum";

    /** As it is stored: with a checksum of all that it says. */
    String json() throws IOException {
        ObjectNode tree = JSON.valueToTree(this);
        seal(tree);
        return JSON.writeValueAsString(tree);
    }

    /** Writes the checksum of all else into a manifest. */
    static void seal(ObjectNode tree) throws IOException {
        tree.remove(CHECKSUM);
        tree.put(CHECKSUM, Sha256.of(JSON.writeValueAsString(tree)));
    }

    private static void requireSealed(Path file, ObjectNode tree) throws IOException {
        JsonNode checksum = tree.remove(CHECKSUM);
        if (checksum == null || !Sha256.of(JSON.writeValueAsString(tree)).equals(checksum.asText())) {
            throw broken(file, "it is damaged or was changed: its checksum is not that of its content");
        }
    }

    /**
     * Reads the manifest.
     *
     * @throws IncompatibleModelException if there is none, or it is broken or of another version
     */
    static Manifest read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IncompatibleModelException(directory + ": there is no model here (no " + FILE
                    + "); train one with 'wane train', or name another directory with --model");
        }
        try {
            JsonNode tree = JSON.readTree(file.toFile());
            if (!(tree instanceof ObjectNode object)) {
                throw broken(file, "no JSON object");
            }
            require(file, "format", tree.path("format").asInt(), FORMAT);
            require(file, "plugin contract (SPI)", tree.path("spi").asInt(), Spi.VERSION);
            requireSealed(file, object);
            Manifest manifest = JSON.treeToValue(tree, Manifest.class);
            requireOneOf(file, "level", manifest.level(), List.of(Level.values()));
            requireOneOf(file, "target", manifest.target(), List.of(Target.values()));
            return manifest;
        } catch (IOException wrong) {
            throw broken(file, why(wrong));
        }
    }

    private static IncompatibleModelException broken(Path file, String why) {
        return new IncompatibleModelException(
                file + ": is not a readable manifest (" + why + "); train the model again");
    }

    private static void require(Path file, String what, int then, int now) {
        if (then != now) {
            throw new IncompatibleModelException(file + ": the model has " + what + " version " + then
                    + ", and this is version " + now + "; train the model again");
        }
    }

    private static void requireOneOf(Path file, String what, String value, List<?> known) {
        if (known.stream().noneMatch(one -> one.toString().equals(value))) {
            throw broken(file, what + " '" + value + "' is none of " + known);
        }
    }

    /** Why a file cannot be read; a JSON parser's own message would name its classes and settings. */
    static String why(Exception broken) {
        if (broken instanceof JsonMappingException other && !other.getPath().isEmpty()) {
            return "'" + other.getPath().get(0).getFieldName() + "' is missing or not of its kind";
        }
        if (broken instanceof JsonProcessingException notJson) {
            return "no JSON from line " + notJson.getLocation().getLineNr() + " on";
        }
        String message = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
