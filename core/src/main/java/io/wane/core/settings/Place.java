package io.wane.core.settings;

/**
 * Where a value stands.
 *
 * @param source file name, or what else it came from
 * @param line from 1
 * @param column from 1
 */
public record Place(String source, int line, int column) {

    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
