package io.wane.engine.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The records of a file, CSV with a header or JSON lines, whichever its first line is. Not thread-safe. */
final class RecordFile implements Closeable {

    private static final int SHOWN = 200;

    private final RecordReader records;
    private final boolean json;
    private final Header header;
    private final String firstLine;
    private boolean atFirstRecord;
    private long repeatedHeaders;

    private RecordFile(RecordReader records, boolean json, Header header) {
        this.records = records;
        this.json = json;
        this.header = header;
        firstLine = records.text();
        atFirstRecord = json;
    }

    /**
     * Opens a file and reads its first line.
     *
     * @throws IngestException if there is no such file, or nothing in it that could be read
     */
    static RecordFile open(Path file) throws IOException {
        RecordReader records = RecordReader.open(file);
        try {
            if (!records.next()) {
                throw new IngestException(file + ": holds blank lines only");
            }
            if (records.fault() != null) {
                throw new IngestException(file + ":" + records.line() + ": the first line is "
                        + records.fault().what() + "; " + records.fault().fix());
            }
            String first = records.text().stripLeading();
            if (first.startsWith("[")) {
                throw new IngestException(file + ":" + records.line()
                        + ": starts a JSON list; write one object per line, without the list");
            }
            if (first.startsWith("{")) {
                return new RecordFile(records, true, namesIn(first));
            }
            Header header = Header.parse(file, records.text());
            records.quotedFieldsBetween(header.separator());
            return new RecordFile(records, false, header);
        } catch (IOException | RuntimeException failed) {
            records.close();
            throw failed;
        }
    }

    // The first object stands for a header; if it is malformed, it is a bad row as any other.
    private static Header namesIn(String object) {
        List<String> names = new ArrayList<>();
        try {
            new JsonFields().read(object, (name, value, form) -> names.add(name));
        } catch (RowException rejectedLater) {
            names.clear();
        }
        return new Header(List.copyOf(names), ',');
    }

    boolean json() {
        return json;
    }

    /** The columns; of JSON lines, the fields of the first object, none if it is malformed. */
    Header header() {
        return header;
    }

    /** The first line, for a message. */
    String firstLine() {
        return firstLine.length() <= SHOWN ? firstLine : firstLine.substring(0, SHOWN) + "…";
    }

    /** Goes to the next record. The header may stand again where files were put together. @return false at the end */
    boolean next() throws IOException {
        if (atFirstRecord) {
            atFirstRecord = false;
            return true;
        }
        while (records.next()) {
            if (json || !records.text().equals(firstLine)) {
                return true;
            }
            repeatedHeaders++;
        }
        return false;
    }

    /** Number of the record's first line, from 1. */
    long line() {
        return records.line();
    }

    /** The record as it stands in the file. */
    String raw() {
        return records.text();
    }

    /**
     * The record, if it could be read.
     *
     * @throws RowException if not
     */
    String record() throws RowException {
        if (records.fault() != null) {
            throw new RowException(records.fault(), records.fault().what());
        }
        return records.text();
    }

    /** Lines equal to the header that were passed over. */
    long repeatedHeaders() {
        return repeatedHeaders;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
