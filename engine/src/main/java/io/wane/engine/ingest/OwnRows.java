package io.wane.engine.ingest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

        @Override
        public void parse(String record, Row row) throws RowException {
            read(record, row);
            if (row.type.isEmpty()) {
                throw new RowException(Fault.TYPE, "no type");
            }
            if (!row.timeGiven) {
                throw new RowException(Fault.TIME, "no timestamp");
            }
            if (row.assumedUtc) {
                withoutZone++;
            }
        }

        @Override
        public List<String> notes() {
            return withoutZone == 0 ? List.of() : List.of(withoutZone + " times without a zone: taken as UTC");
        }
    }
}
