package io.wane.engine.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.wane.core.event.Scope;
import io.wane.core.settings.DurationText;
import io.wane.engine.files.AtomicFiles;
import io.wane.engine.pipeline.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A data directory: {@code store/}, {@code models/<level>-<horizon>/}, {@code wane.yaml}, {@code workspace.json}.
 *
 * @param directory the data directory
 */
public record Workspace(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String CONFIGURATION = "wane.yaml";
    private static final String FACTS = "workspace.json";
    private static final String MODELS = "models";
    private static final String FITS = "fits";

    /** Whether an import has made it one; any other directory is none of ours. */
    public boolean exists() {
        return Files.exists(directory.resolve(FACTS));
    }

    /** The workspace's own configuration, which may be absent. */
    public Path configuration() {
        return directory.resolve(CONFIGURATION);
    }

    /** Where a model of a level and horizon is kept. */
    public Path model(Level level, Duration horizon) {
        return directory.resolve(MODELS).resolve(level + "-" + DurationText.of(horizon));
    }

    /** Where what was learned about the decay of a level is kept: its items, categories or brands. */
    public Path fit(Scope level) {
        return directory.resolve(FITS).resolve("choice-" + level);
    }

    /** The newest model of a level, if there is one. */
    public Optional<Path> newestModel(Level level) {
        return modelDirectories().stream()
                .filter(path -> path.getFileName().toString().startsWith(level + "-"))
                .max(Comparator.comparing(Workspace::modified).thenComparing(Comparator.naturalOrder()));
    }

    /** Names of the directories that hold models. */
    public List<String> models() {
        return modelDirectories().stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    // In order of name. Hidden ones are what an interrupted writer left.
    private List<Path> modelDirectories() {
        Path models = directory.resolve(MODELS);
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(models)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> Files.exists(path.resolve(Manifest.FILE)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + models + ": " + unreadable, unreadable);
        }
    }

    private static FileTime modified(Path model) {
        try {
            return Files.getLastModifiedTime(model.resolve(Manifest.FILE));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + model, unreadable);
        }
    }

    /**
     * What has been settled in this workspace, by name.
     *
     * @throws IllegalStateException if the file is broken
     * @throws UncheckedIOException if it cannot be read
     */
    public Map<String, String> facts() {
        Path file = directory.resolve(FACTS);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            JsonNode tree = JSON.readTree(file.toFile());
            if (!tree.isObject()) {
                throw broken(file, "no object", null);
            }
            Map<String, String> facts = new TreeMap<>();
            tree.properties()
                    .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
            return facts;
        } catch (JsonProcessingException notJson) {
            throw broken(file, "line " + notJson.getLocation().getLineNr(), notJson);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static IllegalStateException broken(Path file, String where, Throwable cause) {
        return new IllegalStateException(
                file + ": is not readable as JSON (" + where + "); restore it, or delete it and import again", cause);
    }

    /**
     * Settles facts; they may be settled again with the same value only.
     *
     * @throws IllegalArgumentException if one was settled with another value, naming both
     */
    public void settle(Map<String, String> facts) {
        Map<String, String> all = new TreeMap<>(facts());
        facts.forEach((name, value) -> {
            String settled = all.putIfAbsent(name, value);
            if (settled != null && !settled.equals(value)) {
                throw new IllegalArgumentException(directory + ": " + name + " was settled as '" + settled
                        + "' by an earlier import and cannot become '" + value
                        + "'. Use the same value, or another --data directory");
            }
        });
        AtomicFiles.write(directory.resolve(FACTS), out -> JSON.writeValue(out, all));
    }
}
