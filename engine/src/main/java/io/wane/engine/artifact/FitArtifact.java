package io.wane.engine.artifact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.wane.core.event.Timeline;
import io.wane.core.model.IncompatibleModelException;
import io.wane.core.plugin.Spi;
import io.wane.engine.files.AtomicFiles;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.FittedDecay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was learned about decay, in a directory: {@code fit.json}, one document with everything that was found and where it
 * came from. Written whole or not at all; refused if it is broken or of another version.
 */
public final class FitArtifact {

    /** File name of the document. */
    static final String FILE = "fit.json";

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Finite())
                    .addSerializer(double.class, new Finite()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private FitArtifact() {}

    /** What is not finite is null. */
    private static final class Finite extends StdSerializer<Double> {

        private static final long serialVersionUID = 1;

        Finite() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeNull();
            }
        }
    }

    /**
     * An earlier fit, as far as it is used again.
     *
     * @param level item, category or brand
     * @param untilMillis it saw what lies strictly before
     * @param novelty ε
     * @param coordinates its maximum, by name
     * @param decays of all types together and per type
     * @param by what half-lives differ by besides: department, category or {@code type} for nothing
     * @param factors on half-lives, per department or category
     */
    public record Saved(
            String level,
            long untilMillis,
            double novelty,
            Map<String, Double> coordinates,
            List<SavedDecay> decays,
            String by,
            Map<String, Double> factors) {}

    /**
     * A decay of an earlier fit.
     *
     * @param type event type, or {@code all}
     * @param family its shape, {@code none} among them
     * @param parameters by name
     * @param weight of a fresh event in units of the popularity prior; NaN for {@code all}
     * @param halfLifeDays days; infinite where the log did not bound it
     * @param lowDays lower end of its interval
     * @param highDays upper end; infinite where the log did not bound it
     * @param certified whether every check was passed
     */
    public record SavedDecay(
            String type,
            String family,
            Map<String, Double> parameters,
            double weight,
            double halfLifeDays,
            double lowDays,
            double highDays,
            boolean certified) {}

    /** The document without provenance. */
    public static String json(DecayFit fit) {
        return written(document(fit));
    }

    /**
     * Writes a fit, in place of an older one.
     *
     * @param plugins SHA-256 per plugin jar
     * @throws UncheckedIOException if it cannot be written; an older one stays
     */
    public static void save(Path directory, DecayFit fit, Timeline timeline, Map<String, String> plugins) {
        ObjectNode document = document(fit);
        document.put("data_digest", LogDigest.of(timeline));
        document.set("plugins", JSON.valueToTree(plugins));
        document.put("java", System.getProperty("java.version"));
        String text = written(document);
        AtomicFiles.write(directory.resolve(FILE), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String written(JsonNode document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException untaught) {
            throw new IllegalStateException("this cannot be written as JSON", untaught);
        }
    }

    private static ObjectNode document(DecayFit fit) {
        ObjectNode document = JSON.createObjectNode();
        document.put("format", FORMAT);
        document.put("spi", Spi.VERSION);
        document.put("estimand", DecayFit.ESTIMAND);
        document.put("level", fit.level());
        document.put("by", fit.by());
        document.put("reading", fit.reading());
        document.put("first_event", Instant.ofEpochMilli(fit.firstMillis()).toString());
        document.put("until", Instant.ofEpochMilli(fit.untilMillis()).toString());
        document.put("events", fit.lines());
        document.put("instants", fit.instants());
        document.put("users", fit.users());
        document.put("entities", fit.entities());
        document.put("span_days", fit.spanDays());
        document.put("novelty", fit.novelty());
        ArrayNode decays = document.putArray("decays");
        fit.decays().forEach(decay -> decays.add(decay(decay)));
        document.set("ledger", JSON.valueToTree(fit.ledger()));
        document.set("families", JSON.valueToTree(fit.families()));
        document.set("certificate", JSON.valueToTree(fit.certificate().checks()));
        document.set("windows", JSON.valueToTree(fit.windows()));
        document.set("residuals", JSON.valueToTree(fit.residuals()));
        document.set("groups", JSON.valueToTree(fit.groups()));
        document.set("covariates", JSON.valueToTree(fit.covariates()));
        fit.spillOver().ifPresent(spillOver -> document.set("spill_over", JSON.valueToTree(spillOver)));
        document.put("user_log_deviation", fit.userDeviation());
        fit.alarm().ifPresent(alarm -> document.set("refit_alarm", JSON.valueToTree(alarm)));
        document.set("coordinates", JSON.valueToTree(fit.coordinates()));
        document.set("warnings", JSON.valueToTree(fit.warnings()));
        return document;
    }

    private static ObjectNode decay(FittedDecay decay) {
        ObjectNode node = JSON.createObjectNode();
        node.put("estimand", DecayFit.ESTIMAND);
        node.put("type", decay.type());
        node.put("group", decay.group());
        node.put("family", decay.family());
        node.set("parameters", JSON.valueToTree(decay.parameters()));
        put(node, "half_life", decay.halfLifeDays());
        node.put("unit", "d");
        put(node, "low", decay.lowDays());
        put(node, "high", decay.highDays());
        node.put("unbounded", decay.unbounded());
        put(node, "log_standard_error", decay.logStandardError());
        put(node, "log_standard_error_by_user", decay.logStandardErrorByUser());
        put(node, "weight", decay.weight());
        put(node, "weight_log_standard_error", decay.weightLogStandardError());
        node.put("events", decay.events());
        node.put("users", decay.users());
        put(node, "gain_nats_per_event", decay.gain().perEvent());
        put(node, "gain_low", decay.gain().low());
        put(node, "gain_high", decay.gain().high());
        put(node, "own_gain_nats_per_event", decay.ownGain().perEvent());
        put(node, "own_gain_low", decay.ownGain().low());
        put(node, "own_gain_high", decay.ownGain().high());
        node.put("certified", decay.certified());
        node.set("uncertified_because", JSON.valueToTree(decay.uncertified()));
        node.set("warnings", JSON.valueToTree(decay.warnings()));
        return node;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** Whether a directory holds a fit. */
    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /**
     * Reads a fit.
     *
     * @throws IncompatibleModelException if there is none, or it is broken or of another version
     */
    public static Saved load(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            JsonNode document = JSON.readTree(file.toFile());
            if (document.path("format").asInt() != FORMAT
                    || document.path("spi").asInt() != Spi.VERSION) {
                throw new IncompatibleModelException(file + ": the fit has format "
                        + document.path("format").asText("none") + " and plugin contract (SPI) version "
                        + document.path("spi").asText("none") + ", and this is format " + FORMAT + " and version "
                        + Spi.VERSION + "; run 'wane fit' again");
            }
            List<SavedDecay> decays = new ArrayList<>();
            for (JsonNode decay : document.path("decays")) {
                if (decay.path("group").asText().equals(FittedDecay.ALL)) {
                    decays.add(new SavedDecay(
                            required(decay, "type").asText(),
                            required(decay, "family").asText(),
                            numbers(required(decay, "parameters")),
                            number(decay, "weight", Double.NaN),
                            number(decay, "half_life", Double.POSITIVE_INFINITY),
                            number(decay, "low", Double.NaN),
                            number(decay, "high", Double.POSITIVE_INFINITY),
                            decay.path("certified").asBoolean()));
                }
            }
            if (decays.isEmpty()) {
                throw new IllegalArgumentException("no decays");
            }
            return new Saved(
                    required(document, "level").asText(),
                    Instant.parse(required(document, "until").asText()).toEpochMilli(),
                    required(document, "novelty").asDouble(),
                    numbers(required(document, "coordinates")),
                    List.copyOf(decays),
                    required(document, "by").asText(),
                    factors(document.path("groups")));
        } catch (IOException | RuntimeException wrong) {
            if (wrong instanceof IncompatibleModelException refused) {
                throw refused;
            }
            throw new IncompatibleModelException(
                    file + ": is not a readable fit (" + Manifest.why(wrong) + "); run 'wane fit' again");
        }
    }

    // Of groups, and of what they lie in where no group is called so.
    private static Map<String, Double> factors(JsonNode groups) {
        Map<String, Double> factors = new TreeMap<>();
        for (JsonNode group : groups) {
            factors.put(required(group, "parent").asText(), number(group, "parentFactor", 1));
        }
        for (JsonNode group : groups) {
            factors.put(required(group, "group").asText(), number(group, "shrunk", 1));
        }
        return factors;
    }

    private static JsonNode required(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    private static double number(JsonNode node, String name, double otherwise) {
        JsonNode value = node.path(name);
        return value.isNumber() ? value.asDouble() : otherwise;
    }

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new TreeMap<>();
        node.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble()));
        return numbers;
    }
}
