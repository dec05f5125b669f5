package io.wane.engine.pipeline;

import io.wane.core.event.Catalog;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureSchema;
import io.wane.engine.files.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The definitions that make the rows of one level, over event types fixed at training. Immutable and thread-safe.
 *
 * @param level what a row's entity is
 * @param types event types of the training log, sorted; later ones count as {@code other}, and so does a shop's own type of
 *     that name, which is not listed
 * @param definitions those whose scope the level resolves
 * @param withAges whether columns made from ages are part of the rows
 * @param spanDays largest age that sums are laid out for, in days, above 0; fixed at training, since the layout of ladders
 *     and rings must not depend on what happens later
 */
public record FeatureSet(
        Level level, List<String> types, List<FeatureDefinition> definitions, boolean withAges, double spanDays) {

    // A model is used for a while after it was trained.
    private static final double ROOM = 2;

    /**
     * Copies, and leaves out definitions that the level does not resolve.
     *
     * @throws IllegalArgumentException if the span is not above 0
     */
    public FeatureSet {
        if (!(spanDays > 0 && spanDays < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("span must be a positive number of days: " + spanDays);
        }
        List<String> listed = new ArrayList<>(types);
        listed.removeIf(type -> type.equals(Axes.OTHER_TYPE));
        types = List.copyOf(listed);
        List<FeatureDefinition> resolved = new ArrayList<>(definitions);
        resolved.removeIf(definition -> !level.resolves(definition.scope()));
        definitions = List.copyOf(resolved);
    }

    /** The definitions that the level resolves, fitted to a training log. */
    public static FeatureSet fit(
            Level level, List<FeatureDefinition> definitions, Timeline training, Catalog items, long seed) {
        List<FeatureDefinition> fitted = new ArrayList<>();
        for (FeatureDefinition definition : definitions) {
            if (level.resolves(definition.scope())) {
                fitted.add(definition.with(definition.extractor().fit(training, items, seed)));
            }
        }
        List<String> types = new ArrayList<>(training.types().list());
        Collections.sort(types);
        return new FeatureSet(level, types, fitted, true, spanDays(training));
    }

    /** The largest age to lay sums out for, in days, when a log is what is known: twice its length, and a month at least. */
    public static double spanDays(Timeline log) {
        double length = log.size() == 0 ? 0 : Days.between(log.timeMillis(0), log.endMillis());
        return Math.max(30, ROOM * length);
    }

    /**
     * The twin without decay: every decay replaced by none, definitions that then are equal kept once.
     *
     * @param keepAges whether columns made from ages stay
     */
    public FeatureSet withoutDecay(boolean keepAges) {
        List<FeatureDefinition> twins = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (FeatureDefinition definition : definitions) {
            if (seen.add(List.of(definition.scope(), definition.spelling(), definition.byType()))) {
                twins.add(definition.withoutDecay());
            }
        }
        return new FeatureSet(level, types, twins, keepAges, spanDays);
    }

    /** The rows' columns, {@code definition.column} in order. */
    public FeatureSchema schema() {
        List<Column> columns = new ArrayList<>();
        for (FeatureDefinition definition : definitions) {
            Axes axes = definition.axes(types);
            for (Column column : definition.extractor().columns(axes).columns()) {
                if (withAges || !column.readsAge()) {
                    columns.add(new Column(definition.name() + "." + column.name(), column.log1p(), column.readsAge()));
                }
            }
        }
        return new FeatureSchema(columns, fingerprint(columns));
    }

    private String fingerprint(List<Column> columns) {
        StringBuilder text = new StringBuilder(provenance());
        for (Column column : columns) {
            text.append('\n').append(column);
        }
        return Sha256.of(text.toString()).substring(0, 32);
    }

    /** Everything that decides the rows, one line per definition. */
    public String provenance() {
        StringBuilder text = new StringBuilder(
                "level: " + level + ", types: " + types + ", ages: " + withAges + ", span: " + spanDays);
        for (FeatureDefinition definition : definitions) {
            text.append('\n').append(definition.provenance());
        }
        return text.toString();
    }
}
