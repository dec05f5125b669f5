package io.wane.benchmarks;

import static io.wane.core.event.Scope.BRAND;
import static io.wane.core.event.Scope.CATEGORY;
import static io.wane.core.event.Scope.ITEM;
import static io.wane.core.event.Scope.USER;
import static io.wane.core.event.Scope.USER_BRAND;
import static io.wane.core.event.Scope.USER_CATEGORY;
import static io.wane.core.event.Scope.USER_ITEM;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.settings.Chosen;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a pipeline has to sum. */
public enum Workload {
    /** Counts per user and item, halved after 7 days: one number per key, exact. */
    EXPONENTIAL,
    /** Counts per user and item under a power law of half-life 7 days: a ladder of rates. */
    POWER,
    /** Counts per user and item under a Gaussian of half-life 7 days: a ring of buckets of a day. */
    GAUSSIAN,
    /** Of the default configuration what is kept per user and item, and the few sums that shares need beside it. */
    USER_ITEM_OF_DEFAULTS,
    /** All of the default configuration, {@code app/src/main/dist/conf/wane.yaml}: 70 columns from seven scopes. */
    DEFAULTS;

    /** The feature set over a log. */
    FeatureSet over(Timeline timeline) {
        return FeatureSet.fit(Level.ITEM, definitions(), timeline, timeline.catalog(), 1);
    }

    private List<FeatureDefinition> definitions() {
        Components components = new Components(Path.of(""));
        return switch (this) {
            case EXPONENTIAL -> List.of(counts(components, "exponential", "half-life", "7d"));
            case POWER -> List.of(counts(components, "power", "half-life", "7d", "exponent", "1"));
            case GAUSSIAN -> List.of(counts(components, "gaussian", "half-life", "7d"));
            case USER_ITEM_OF_DEFAULTS ->
                defaults(components).stream()
                        .filter(definition -> definition.scope() == USER_ITEM)
                        .toList();
            case DEFAULTS -> defaults(components);
        };
    }

    private static FeatureDefinition counts(Components components, String decay, String... settings) {
        Chosen<FeatureExtractor> counts = components.choose(FeatureExtractor.class, "counts");
        NamedDecay decays = NamedDecay.of(components.choose(DecayFunction.class, decay, settings));
        return new FeatureDefinition(
                "user-item", USER_ITEM, counts.component(), counts.spelling(), false, List.of(decays));
    }

    private static List<FeatureDefinition> defaults(Components components) {
        Chosen<FeatureExtractor> counts = components.choose(FeatureExtractor.class, "counts");
        Chosen<FeatureExtractor> shares = components.choose(FeatureExtractor.class, "shares", "prior", "1");
        Chosen<FeatureExtractor> spending = components.choose(FeatureExtractor.class, "amounts", "of", "amount");
        Chosen<FeatureExtractor> week = components.choose(FeatureExtractor.class, "recency", "scale", "7d");
        Chosen<FeatureExtractor> day = components.choose(FeatureExtractor.class, "recency", "scale", "1d");
        NamedDecay d1 = NamedDecay.of(components.choose(DecayFunction.class, "exponential", "half-life", "1d"));
        NamedDecay d7 = NamedDecay.of(components.choose(DecayFunction.class, "exponential", "half-life", "7d"));
        NamedDecay d30 = NamedDecay.of(components.choose(DecayFunction.class, "exponential", "half-life", "30d"));
        NamedDecay none = NamedDecay.NONE;
        Block each = (name, scope, extract, byType, decays) ->
                new FeatureDefinition(name, scope, extract.component(), extract.spelling(), byType, List.of(decays));
        List<FeatureDefinition> all = new ArrayList<>();
        all.add(each.of("user-activity", USER, counts, false, d1, d7, d30));
        all.add(each.of("user-recency", USER, week, false, none));
        all.add(each.of("user-spending", USER, spending, false, d30));
        all.add(each.of("item-popularity", ITEM, counts, true, d1, d30));
        all.add(each.of("item-share", ITEM, shares, false, d7));
        all.add(each.of("category-popularity", CATEGORY, counts, false, d7, d30));
        all.add(each.of("brand-popularity", BRAND, counts, false, d30));
        all.add(each.of("user-item", USER_ITEM, counts, true, d1, d7, d30, none));
        all.add(each.of("user-item-recency", USER_ITEM, day, true, none));
        all.add(each.of("user-item-share", USER_ITEM, shares, false, d7, none));
        all.add(each.of("user-category", USER_CATEGORY, counts, true, d1, d7, d30));
        all.add(each.of("user-category-recency", USER_CATEGORY, day, true, none));
        all.add(each.of("user-category-share", USER_CATEGORY, shares, false, d7, d30));
        all.add(each.of("user-brand", USER_BRAND, counts, false, d7, d30));
        return all;
    }

    private interface Block {
        FeatureDefinition of(
                String name, Scope scope, Chosen<FeatureExtractor> extract, boolean byType, NamedDecay... decays);
    }
}
