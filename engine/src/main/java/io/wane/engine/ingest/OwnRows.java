package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Our own layouts. */
final class OwnRows {

    private OwnRows() {}

    /** Reads CSV. */
    static RowParser csv(Path file, Header header, ValueAs valueAs) {
        header.requireNames(file);
        Column[] columns =
                header.names().stream().map(name -> Column.of(name, valueAs)).toArray(Column[]::new);
        Set<Column> seen = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            if (!seen.add(columns[i])) {
                throw new IngestException(file + ":1: column '" + header.names().get(i) + "' and another both mean the "
                        + columns[i].name() + "; leave one out"
                        + (header.has("value") ? ", or say what 'value' means (--value-as)" : ""));
            }
        }
        CsvFields fields = new CsvFields(header.separator(), columns.length);
        return new Checked() {
            @Override
            Collection<String> names() {
                return header.names();
            }

            @Override
            void read(String record, Row row) throws RowException {
                String[] values = fields.of(record);
                for (int i = 0; i < columns.length; i++) {
                    columns[i].set(row, values[i], Column.Form.UNTYPED);
                }
            }
        };
    }

    /** Reads JSON lines. */
    static RowParser json(ValueAs valueAs) {
        Map<String, Column> columns = new HashMap<>();
        JsonFields fields = new JsonFields();
        return new Checked() {
            @Override
            Collection<String> names() {
                return new TreeSet<>(columns.keySet());
            }

            @Override
            void read(String record, Row row) throws RowException {
                fields.read(record, (name, value, form) -> {
                    Column column = columns.get(name);
                    if (column == null) {
                        column = Column.of(name, valueAs);
                        // Keys may be data; then they are not worth keeping.
                        if (columns.size() < 1000) {
                            columns.put(name, column);
                        }
                    }
                    column.set(row, value, form);
                });
            }
        };
    }

    private abstract static class Checked implements RowParser {

        private long withoutZone;

        abstract void read(String record, Row row) throws RowException;

        /** Columns, or JSON fields seen so far. */
        abstract Collection<String> names();

        @Override
        public void parse(String record, Row row) throws RowException {
            read(record, row);
            if (row.type.isEmpty()) {
                throw new RowException(Fault.TYPE, "no type" + instead("type"));
            }
            if (!row.timeGiven) {
                throw new RowException(Fault.TIME, "no timestamp" + instead("timestamp"));
            }
            if (row.assumedUtc) {
                withoutZone++;
            }
        }

        // JSON that calls a field otherwise has it in no row.
        private String instead(String field) {
            if (names().contains(field)) {
                return "";
            }
            List<String> others = new ArrayList<>(names());
            others.removeAll(Column.known());
            return ", only " + String.join(", ", names())
                    + ColumnNames.meaning(field, others)
                            .map(near -> "; rename '" + near + "' if it is meant")
                            .orElse("");
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (withoutZone > 0) {
                notes.add(NumberText.count(withoutZone, "time", "times") + " without a zone: taken as UTC");
            }
            List<String> further = names().stream()
                    .filter(name ->
                            Column.other(name).isFurther() && !Column.known().contains(name))
                    .toList();
            if (!further.isEmpty()) {
                notes.add("further columns, kept as numbers or texts of these names: "
                        + ColumnNames.withHints(further, names(), Column.known()));
            }
            return notes;
        }
    }
}
