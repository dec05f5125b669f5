package io.wane.engine.artifact;

import io.wane.core.event.Timeline;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.IncompatibleModelException;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Target;
import io.wane.core.plugin.Spi;
import io.wane.core.settings.Chosen;
import io.wane.engine.files.AtomicFiles;
import io.wane.engine.files.Sha256;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.training.Scaling;
import io.wane.engine.training.TrainedModel;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A trained model in a directory: {@code manifest.json}, {@code model.bin} and the fitted state of extractors. Written
 * whole or not at all; refused, with both values, when what is configured or installed now differs from then.
 */
public final class ModelArtifact {

    private static final String MODEL = "model.bin";
    private static final String EXTRACTOR = ".extractor";

    private ModelArtifact() {}

    /**
     * Writes a model, in place of an older one.
     *
     * @param learner the learner and how it was chosen
     * @param horizon length of the label window, spelled
     * @param until training saw only what is strictly before, in milliseconds
     * @param plugins SHA-256 per plugin jar
     * @return the manifest
     * @throws IllegalArgumentException if something else than a model is in the way
     * @throws UncheckedIOException if the model cannot be written; an older one stays
     */
    public static Manifest save(
            Path directory,
            TrainedModel trained,
            Chosen<Learner> learner,
            String horizon,
            long until,
            Timeline timeline,
            long seed,
            Map<String, String> plugins) {
        requireReplaceable(directory);
        FeatureSet features = trained.features();
        Map<String, String> files = new TreeMap<>(); // filled as they are written, before the manifest is
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                Spi.VERSION,
                learner.spelling(),
                features.level().toString(),
                horizon,
                Instant.ofEpochMilli(until).toString(),
                features.types(),
                features.spanDays(),
                features.definitions().stream()
                        .map(FeatureDefinition::provenance)
                        .toList(),
                Compatibility.extractors(features.definitions()),
                Compatibility.decays(features.definitions()),
                trained.schema().fingerprint(),
                trained.schema().columns().stream().map(Column::name).toList(),
                trained.scaling().deviations(),
                Target.BINARY.name(),
                seed,
                timeline.size(),
                timeline.size() == 0
                        ? ""
                        : Instant.ofEpochMilli(timeline.timeMillis(0)).toString(),
                LogDigest.of(timeline),
                plugins,
                environment(),
                trained.model().summary(),
                files);
        AtomicFiles.writeDirectory(directory, into -> {
            write(into, MODEL, files, trained.model()::save);
            for (int i = 0; i < features.definitions().size(); i++) {
                write(
                        into,
                        extractorFile(i),
                        files,
                        features.definitions().get(i).extractor()::save);
            }
            Files.writeString(into.resolve(Manifest.FILE), manifest.json());
        });
        return manifest;
    }

    /**
     * Asks, before the work of training, whether a model may be written to a directory: it replaces what is there.
     *
     * @throws IllegalArgumentException if something else than a model is there, naming it
     */
    public static void requireReplaceable(Path directory) {
        if (Files.isRegularFile(directory)) {
            throw new IllegalArgumentException(directory + ": is a file; a model is a directory. Name another one");
        }
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(Manifest.FILE) && !name.equals(MODEL) && !name.endsWith(EXTRACTOR))
                    .sorted()
                    .findFirst()
                    .ifPresent(stranger -> {
                        throw new IllegalArgumentException(directory + ": holds " + stranger
                                + ", which is no part of a model, and a new model would replace the whole directory."
                                + " Name another one, for example " + directory.resolve("model"));
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + directory + ": " + unreadable, unreadable);
        }
    }

    private static void write(Path into, String name, Map<String, String> files, AtomicFiles.Writer content)
            throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(into.resolve(name)))) {
            content.write(out);
        }
        files.put(name, Sha256.of(into.resolve(name)));
    }

    private static String extractorFile(int definition) {
        return definition + EXTRACTOR;
    }

    /**
     * Reads the manifest.
     *
     * @throws IncompatibleModelException if there is none, or it is broken or of another version
     */
    public static Manifest manifest(Path directory) {
        return Manifest.read(directory);
    }

    /**
     * Reads a model for use with what is configured now.
     *
     * @param configured the feature definitions as configured now
     * @param learners makes the learner that a spelling chooses
     * @throws IncompatibleModelException if a definition, decay, type or column differs, or the files are broken
     */
    public static TrainedModel load(
            Path directory, List<FeatureDefinition> configured, Function<String, Learner> learners) {
        Manifest manifest = manifest(directory);
        Level level = Level.valueOf(manifest.level().toUpperCase(Locale.ROOT));
        List<FeatureDefinition> definitions =
                new FeatureSet(level, manifest.types(), configured, true, manifest.spanDays()).definitions();
        Compatibility compatibility = new Compatibility(directory, manifest);
        compatibility.requireFeatures(definitions);
        try {
            requireWhole(directory, manifest.files());
            List<FeatureDefinition> fitted = new ArrayList<>();
            for (int i = 0; i < definitions.size(); i++) {
                FeatureDefinition definition = definitions.get(i);
                try (InputStream in = open(directory.resolve(extractorFile(i)))) {
                    fitted.add(definition.with(definition.extractor().load(in)));
                }
            }
            FeatureSet features = new FeatureSet(level, manifest.types(), fitted, true, manifest.spanDays());
            FeatureSchema schema = features.schema();
            compatibility.requireColumns(schema);
            try (InputStream in = open(directory.resolve(MODEL))) {
                Model model = learners.apply(manifest.learner()).load(in, schema, Target.valueOf(manifest.target()));
                return new TrainedModel(features, schema, new Scaling(manifest.deviations()), model);
            }
        } catch (IOException broken) {
            throw new IncompatibleModelException(
                    directory + ": the model cannot be read (" + Manifest.why(broken) + "); train it again");
        }
    }

    private static void requireWhole(Path directory, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            if (!Files.exists(path)) {
                throw new IOException(file.getKey() + " is missing");
            }
            if (!Sha256.of(path).equals(file.getValue())) {
                throw new IOException(file.getKey() + " is damaged: its checksum is not the one in the manifest");
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String property : List.of("java.version", "java.vendor", "os.name", "os.arch")) {
            environment.put(property, System.getProperty(property));
        }
        return environment;
    }
}
