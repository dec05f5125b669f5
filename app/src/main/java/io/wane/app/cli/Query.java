package io.wane.app.cli;

import io.wane.engine.ingest.TimeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One question for a list.
 *
 * @param id what the answer is called
 * @param user whose list
 * @param timeMillis the answer sees what is strictly before
 */
record Query(String id, String user, long timeMillis) {

    /** Reads CSV with the columns query, user and timestamp; every id stands once. */
    static List<Query> read(Path file) {
        List<Csv.Row> rows = rows(file);
        List<String> header = rows.get(0).fields();
        int id = column(file, header, "query");
        int user = column(file, header, "user");
        int time = column(file, header, "timestamp");
        List<Query> queries = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            List<String> fields = fields(file, row, header);
            Integer before = lines.putIfAbsent(fields.get(id), row.line());
            if (before != null) {
                throw new IllegalArgumentException(file + ":" + row.line() + ": query '" + fields.get(id)
                        + "' stands in line " + before + " already; give every query an id of its own");
            }
            try {
                queries.add(new Query(fields.get(id), fields.get(user), TimeText.parse(fields.get(time))));
            } catch (IllegalArgumentException badTime) {
                throw new IllegalArgumentException(file + ":" + row.line() + ": " + badTime.getMessage(), badTime);
            }
        }
        return queries;
    }

    /** Reads users, each once: one per line, or the column user of a CSV file. */
    static List<String> users(Path file) {
        List<Csv.Row> rows = rows(file);
        List<String> header = rows.get(0).fields();
        int column = header.size() == 1 ? 0 : column(file, header, "user");
        boolean named = header.get(column).equals("user");
        Set<String> users = new LinkedHashSet<>();
        for (Csv.Row row : named ? rows.subList(1, rows.size()) : rows) {
            users.add(fields(file, row, header).get(column));
        }
        return List.copyOf(users);
    }

    private static int column(Path file, List<String> header, String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(file + ":1: there is no column '" + name + "'; the header is "
                    + String.join(",", header) + ". Rename or add the column");
        }
        return column;
    }

    private static List<String> fields(Path file, Csv.Row row, List<String> header) {
        if (row.fields().size() != header.size()) {
            throw new IllegalArgumentException(file + ":" + row.line() + ": has "
                    + Words.count(row.fields().size(), "field", "fields") + ", and the first line " + header.size());
        }
        return row.fields();
    }

    private static List<Csv.Row> rows(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    file + ": " + (Files.isDirectory(file) ? "is a directory; name a file in it" : "no such file"));
        }
        List<Csv.Row> rows;
        try {
            rows = Csv.rows(Files.readString(file));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(file + ":" + malformed.getMessage(), malformed);
        } catch (CharacterCodingException binary) {
            throw new IllegalArgumentException(file + ": is not text in UTF-8; save it as CSV in UTF-8", binary);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(file + ": is empty");
        }
        return rows;
    }
}
