package io.wane.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of comma-separated values (RFC 4180). */
final class Csv {

    private final String text;
    private int at;
    private int line = 1;

    private Csv(String text) {
        this.text = text;
    }

    /** One row. */
    static String row(Object... values) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            row.append(i == 0 ? "" : ",").append(field(String.valueOf(values[i])));
        }
        return row.toString();
    }

    private static String field(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    /**
     * A row that was read.
     *
     * @param line number of its first line, from 1
     * @param fields without quotes and the blanks around them
     */
    record Row(int line, List<String> fields) {}

    /**
     * Reads rows; blank lines are passed over.
     *
     * @throws IllegalArgumentException with the line, if quotes do not close
     */
    static List<Row> rows(String text) {
        Csv csv = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<Row> rows = new ArrayList<>();
        while (csv.at < csv.text.length()) {
            Row row = csv.nextRow();
            if (row.fields().size() > 1 || !row.fields().get(0).isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row nextRow() {
        int first = line;
        List<String> fields = new ArrayList<>();
        do {
            fields.add(nextField());
        } while (take(','));
        take('\r');
        if (take('\n')) {
            line++;
        } else if (at < text.length()) {
            throw new IllegalArgumentException(line + ": something stands between a closing quote and the next comma");
        }
        return new Row(first, fields);
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private String nextField() {
        while (take(' ')) {
            // blanks before a quote
        }
        if (!take('"')) {
            int from = at;
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at).strip();
        }
        int first = line;
        StringBuilder field = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && !take('"')) {
                while (take(' ')) {
                    // blanks after a quote
                }
                return field.toString();
            }
            line += c == '\n' ? 1 : 0;
            field.append(c);
        }
        throw new IllegalArgumentException(first + ": a quote opens and does not close");
    }
}
