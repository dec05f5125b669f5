package io.wane.engine.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of an event file, good and bad, one after the other. Not thread-safe. */
final class EventFile implements Closeable {

    private final RecordFile records;
    private final Layout layout;
    private final Optional<ValueAs> valueAs;
    private final RowParser parser;
    private final Row row = new Row();
    private RowException rejected;

    private EventFile(RecordFile records, Layout layout, Optional<ValueAs> valueAs, RowParser parser) {
        this.records = records;
        this.layout = layout;
        this.valueAs = valueAs;
        this.parser = parser;
    }

    /**
     * Opens a file and finds its layout.
     *
     * @throws IngestException if it cannot be read, or is in no known layout, or not in the one named
     */
    static EventFile open(Path file, Optional<Layout> from, Optional<ValueAs> valueAs) throws IOException {
        RecordFile records = RecordFile.open(file);
        try {
            Layout layout = layout(file, records, from);
            if (valueAs.isPresent() && layout.valueAs().isEmpty()) {
                throw new IngestException(
                        file + ": layout " + layout + " has no column 'value' that could mean " + valueAs.get());
            }
            Optional<ValueAs> meaning = valueAs.or(layout::valueAs);
            RowParser parser = switch (layout) {
                case CSV -> OwnRows.csv(file, records.header(), meaning.orElseThrow());
                case JSON -> OwnRows.json(meaning.orElseThrow());
                case ONLINE_RETAIL -> RetailRows.open(file, records.header());
            };
            return new EventFile(records, layout, meaning, parser);
        } catch (IOException | RuntimeException failed) {
            records.close();
            throw failed;
        }
    }

    private static Layout layout(Path file, RecordFile records, Optional<Layout> from) {
        Header header = records.header();
        if (from.isPresent() && records.json() != (from.get() == Layout.JSON)) {
            throw new IngestException(file + ": is not in the layout named, "
                    + from.get().description() + "\n  first line: " + records.firstLine());
        }
        if (from.isEmpty()
                && header.has("item")
                && ItemImporter.DESCRIBING.stream().anyMatch(header::has)
                && !header.has("user")
                && !header.has("type")
                && !header.has("timestamp")) {
            throw new IngestException(
                    file + ": is an item catalogue; import it as one (--items). Layouts of events:" + Layout.all());
        }
        if (records.json()) {
            int missing = header.missing(Layout.JSON.needed()).size();
            if (!header.names().isEmpty() && missing == Layout.JSON.needed().size()) {
                throw header.refuse(file, Layout.JSON);
            }
            return Layout.JSON;
        }
        Layout layout = from.or(() -> Layout.of(header))
                .orElseThrow(() -> new IngestException(file + ":1: no known layout has this header: "
                        + records.firstLine() + "\nRename the columns, or name the layout (--from):" + Layout.all()));
        if (!header.missing(layout.needed()).isEmpty()) {
            throw header.refuse(file, layout);
        }
        return layout;
    }

    /** Goes to the next row. @return false at the end of the file */
    boolean next() throws IOException {
        if (!records.next()) {
            return false;
        }
        rejected = null;
        row.clear();
        try {
            parser.parse(records.record(), row);
        } catch (RowException bad) {
            rejected = bad;
        }
        return true;
    }

    Layout layout() {
        return layout;
    }

    /** What {@code value} means in this file; empty if the layout has no such column. */
    Optional<ValueAs> valueAs() {
        return valueAs;
    }

    /** The row, if it is not rejected; used again for the next. */
    Row row() {
        return row;
    }

    /** Why the row is rejected; null when it is good. */
    RowException rejected() {
        return rejected;
    }

    /** Number of the row's first line, from 1. */
    long line() {
        return records.line();
    }

    /** The row as it stands in the file. */
    String raw() {
        return records.raw();
    }

    RowParser parser() {
        return parser;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>(parser.notes());
        if (records.repeatedHeaders() > 0) {
            notes.add(NumberText.count(records.repeatedHeaders(), "more line", "more lines")
                    + " equal to the header: passed over");
        }
        return notes;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
