package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first line of a CSV file.
 *
 * @param names the columns, without surrounding blanks, distinct
 * @param separator comma, semicolon or tab, whichever stands most often
 */
record Header(List<String> names, char separator) {

    static Header parse(Path file, String line) {
        char separator = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(line, candidate) > count(line, separator)) {
                separator = candidate;
            }
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try {
            for (String field : CsvFields.header(separator, line)) {
                String name = field.strip();
                names.add(name);
                if (!seen.add(name) && !name.isEmpty()) {
                    throw new IngestException(file + ":1: column '" + name + "' stands twice in the header");
                }
            }
        } catch (RowException malformed) {
            throw new IngestException(file + ":1: the header has " + malformed.getMessage());
        }
        return new Header(List.copyOf(names), separator);
    }

    private static int count(String line, char wanted) {
        int count = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == wanted) {
                count++;
            }
        }
        return count;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    int indexOf(String name) {
        return names.indexOf(name);
    }

    List<String> missing(List<String> needed) {
        List<String> missing = new ArrayList<>(needed);
        missing.removeAll(names);
        return missing;
    }

    /** Every column needs a name, since it becomes part of the events. */
    void requireNames(Path file) {
        int unnamed = names.indexOf("");
        if (unnamed >= 0) {
            throw new IngestException(file + ":1: column " + (unnamed + 1)
                    + " has no name in the header; name it, or leave the column out");
        }
    }

    /** Says which of the needed columns are missing and which of the file's may be meant. */
    IngestException refuse(Path file, Layout layout) {
        return refuse(file, layout.needed(), layout.description());
    }

    IngestException refuse(Path file, List<String> needed, String layout) {
        StringBuilder message = new StringBuilder();
        for (String column : missing(needed)) {
            message.append(message.length() == 0 ? file + ":1: " : "; ")
                    .append("column '")
                    .append(column)
                    .append("' is missing");
            nearest(column, needed)
                    .ifPresent(near -> message.append(" (is it '").append(near).append("'? Rename it)"));
        }
        return new IngestException(message + ".\n  header seen: " + String.join(String.valueOf(separator), names)
                + "\n  layout " + layout);
    }

    private Optional<String> nearest(String column, List<String> needed) {
        List<String> free = new ArrayList<>(names);
        free.removeAll(needed);
        return ColumnNames.meaning(column, free);
    }
}
