package io.wane.engine.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Arrays;

/** Cuts records into fields; those without quotes, which are most, without a parser. Not thread-safe. */
final class CsvFields {

    private final char separator;
    private final String[] fields;
    private final CsvReader.CsvReaderBuilder quoted;

    CsvFields(char separator, int width) {
        this.separator = separator;
        fields = new String[width];
        quoted = CsvReader.builder().fieldSeparator(separator).skipEmptyLines(false);
    }

    /** Fields of a header. */
    static String[] header(char separator, String record) throws RowException {
        int width = 1;
        for (int at = record.indexOf(separator); at >= 0; at = record.indexOf(separator, at + 1)) {
            width++;
        }
        return new CsvFields(separator, width).upTo(width, record);
    }

    /**
     * The fields of a record; the array is used again.
     *
     * @throws RowException if their number is not the width
     */
    String[] of(String record) throws RowException {
        int count = cut(record);
        if (count != fields.length) {
            throw new RowException(
                    Fault.FIELDS, count + (count == 1 ? " field" : " fields") + ", the header has " + fields.length);
        }
        return fields;
    }

    private String[] upTo(int most, String record) throws RowException {
        return Arrays.copyOf(fields, Math.min(most, cut(record)));
    }

    private int cut(String record) throws RowException {
        return record.indexOf('"') < 0 ? cutPlain(record) : cutQuoted(record);
    }

    private int cutPlain(String record) {
        int count = 0;
        int from = 0;
        for (int at = record.indexOf(separator); at >= 0; at = record.indexOf(separator, from)) {
            put(count++, record.substring(from, at));
            from = at + 1;
        }
        put(count++, record.substring(from));
        return count;
    }

    private int cutQuoted(String record) throws RowException {
        CsvRecord cut;
        try {
            cut = quoted.ofSingleCsvRecord(record);
        } catch (CsvParseException malformed) {
            throw new RowException(Fault.QUOTES, Fault.QUOTES.what());
        }
        for (int i = 0; i < Math.min(fields.length, cut.getFieldCount()); i++) {
            fields[i] = cut.getField(i);
        }
        return cut.getFieldCount();
    }

    private void put(int field, String value) {
        if (field < fields.length) {
            fields[field] = value;
        }
    }
}
