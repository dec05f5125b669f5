package io.wane.core.settings;

/**
 * Where a value stands.
 *
 * @param source file name, or what else it came from
 * @param line from 1; 0 if the source has no lines, as an option of a command line
 * @param column from 1
 */
public record Place(String source, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
