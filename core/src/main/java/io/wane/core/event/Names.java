package io.wane.core.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and their codes 0, 1, 2, … in order of first appearance, so that what comes later never changes an earlier
 * code. Codes are valid inside one timeline and are never stored. A finished timeline only reads it; then it is
 * thread-safe.
 */
public final class Names {

    /** The code of a name that is absent or unknown. */
    public static final int NONE = -1;

    private final List<String> names;
    private final Map<String, Integer> codes;
    private final int limit;

    /** An empty, growing set of names. */
    public Names() {
        this(new ArrayList<>(), new HashMap<>(), Integer.MAX_VALUE);
    }

    private Names(List<String> names, Map<String, Integer> codes, int limit) {
        this.names = names;
        this.codes = codes;
        this.limit = limit;
    }

    /**
     * {@return the code of a name, giving it the next one if it is new}
     *
     * @param name any text
     * @throws IllegalStateException if these are the names of a finished timeline
     */
    public int add(String name) {
        if (limit != Integer.MAX_VALUE) {
            throw new IllegalStateException("names of a finished timeline do not grow: " + name);
        }
        Integer known = codes.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    /**
     * {@return the code of a name, {@link #NONE} if unknown}
     *
     * @param name any text
     */
    public int code(String name) {
        int code = codes.getOrDefault(name, NONE);
        return code < limit ? code : NONE;
    }

    /**
     * {@return the name of a code}
     *
     * @param code from 0, below {@link #size()}
     * @throws IndexOutOfBoundsException if no name has this code
     */
    public String name(int code) {
        if (code >= limit) {
            throw new IndexOutOfBoundsException("code " + code + " of " + limit);
        }
        return names.get(code);
    }

    /** {@return number of names} */
    public int size() {
        return Math.min(limit, names.size());
    }

    /** {@return the names in order of code} */
    public List<String> list() {
        return List.copyOf(names.subList(0, size()));
    }

    /** {@return a growing copy} */
    public Names copy() {
        Names copy = new Names();
        for (int code = 0; code < size(); code++) {
            copy.add(names.get(code));
        }
        return copy;
    }

    /** The first names only, fixed. Shares memory with this one. */
    Names first(int count) {
        return new Names(names, codes, count);
    }
}
