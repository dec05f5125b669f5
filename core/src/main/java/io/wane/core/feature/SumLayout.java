package io.wane.core.feature;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an extractor sums: one decayed sum per name.
 *
 * @param names distinct names; none when counts and ages, which every state keeps, are enough
 */
public record SumLayout(List<String> names) {

    /** Nothing: the extractor reads counts and ages only. */
    public static final SumLayout NONE = new SumLayout(List.of());

    /**
     * Copies.
     *
     * @param names copied; distinct
     * @throws IllegalArgumentException if a name stands twice
     */
    public SumLayout {
        names = List.copyOf(names);
        if (new LinkedHashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("the names of a layout must be distinct: " + names);
        }
    }

    /**
     * {@return a layout of one sum per name}
     *
     * @param names distinct
     */
    public static SumLayout named(String... names) {
        return new SumLayout(List.of(names));
    }

    /**
     * {@return a layout of a vector of sums, named 0, 1, 2, …}
     *
     * @param size length of the vector, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public static SumLayout dense(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a vector of sums has at least 1: " + size);
        }
        return new SumLayout(
                IntStream.range(0, size).mapToObj(Integer::toString).toList());
    }

    /** {@return number of sums} */
    public int size() {
        return names.size();
    }
}
