package io.wane.core.feature;

/** Receives numbers by index. Not thread-safe. */
@FunctionalInterface
public interface FeatureSink {

    /**
     * Puts a number. In {@link FeatureExtractor#add} numbers of one index add up; in {@link FeatureExtractor#read} each
     * index is put at most once, and an index that is not put is 0.
     *
     * @param index from 0, below the size of the layout or block
     * @param value finite
     */
    void put(int index, double value);
}
