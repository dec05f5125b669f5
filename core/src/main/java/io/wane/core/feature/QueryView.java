package io.wane.core.feature;

import io.wane.core.event.Scope;

/** What one query may read: the sums of its own scope and of those the extractor asked for. Not thread-safe. */
public interface QueryView {

    /** {@return the time of the query in milliseconds; the sums hold only events strictly before it} */
    long asOfMillis();

    /** {@return the sums of the definition's own scope} */
    SumsView own();

    /**
     * {@return the sums of the same definition in another scope}
     *
     * @param scope one that {@link FeatureExtractor#beside} named
     * @throws IllegalArgumentException if {@link FeatureExtractor#beside} did not name the scope
     */
    SumsView beside(Scope scope);
}
