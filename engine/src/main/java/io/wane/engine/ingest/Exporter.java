package io.wane.engine.ingest;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.wane.core.event.Event;
import io.wane.core.store.EventStore;
import io.wane.engine.files.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a store's events as our own CSV, in (time, id) order: {@code user,item,type,timestamp,value,text,basket}, further
 * numbers and texts as {@code numbers.x} and {@code text.x}, and the {@code id}, with which importing the file adds nothing
 * to a store that has the events.
 */
public final class Exporter {

    private static final Set<String> PLAIN_NUMBERS = Set.of(Event.QUANTITY, Event.PRICE, Event.AMOUNT, Event.RATING);

    private final EventStore store;
    private final ValueAs valueAs;

    /** An exporter of a store; {@code valueAs} says which number stands in the column {@code value}. */
    public Exporter(EventStore store, ValueAs valueAs) {
        this.store = store;
        this.valueAs = valueAs;
    }

    /**
     * Writes a file, gzipped if its name ends with {@code .gz}. The file appears when it is complete, in place of an older
     * one of that name; on failure nothing changes.
     *
     * @return how many events it holds
     * @throws IngestException if the file cannot be written
     */
    public long export(Path file) {
        if (Files.isDirectory(file)) {
            throw new IngestException(
                    file + ": is a directory; name a file in it, such as " + file.resolve("events.csv.gz"));
        }
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new IngestException(file + ": there is no directory " + directory + "; create it first");
        }
        long[] events = new long[1];
        try {
            AtomicFiles.replace(file, out -> events[0] = write(file, out));
        } catch (IOException failed) {
            throw refused(file, failed);
        }
        return events[0];
    }

    private long write(Path file, OutputStream bytes) throws IOException {
        Columns columns = new Columns(valueAs);
        store.scan(Long.MIN_VALUE, Long.MAX_VALUE, columns::see);
        long[] events = new long[1];
        try (OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
                CsvWriter csv = CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            put(file, csv, columns.header());
            store.scan(Long.MIN_VALUE, Long.MAX_VALUE, event -> {
                put(file, csv, columns.of(event));
                events[0]++;
            });
        }
        return events[0];
    }

    // Inside a scan, so that a failure of this file is not taken for one of the store.
    private static void put(Path file, CsvWriter csv, String[] fields) {
        try {
            csv.writeRecord(fields);
        } catch (UncheckedIOException failed) {
            throw refused(file, failed.getCause());
        }
    }

    private static IngestException refused(Path file, IOException failed) {
        return new IngestException(
                file + ": cannot be written: " + Importer.reason(failed) + "; nothing was changed", failed);
    }

    /** The file's columns, and an event's values in them. */
    private static final class Columns {

        private static final List<String> FIRST =
                List.of("user", "item", "type", "timestamp", "value", "text", "basket");

        private final String value;
        private final Set<String> numbers = new TreeSet<>();
        private final Set<String> texts = new TreeSet<>();

        Columns(ValueAs valueAs) {
            value = valueAs.number();
        }

        void see(Event event) {
            numbers.addAll(event.numbers().keySet());
            texts.addAll(event.text().keySet());
        }

        String[] header() {
            numbers.remove(value);
            texts.remove("text");
            List<String> header = new ArrayList<>(FIRST);
            for (String name : numbers) {
                header.add(PLAIN_NUMBERS.contains(name) ? name : Column.NUMBERS + name);
            }
            for (String name : texts) {
                header.add(Column.TEXT + name);
            }
            header.add("id");
            return header.toArray(new String[0]);
        }

        String[] of(Event event) {
            List<String> fields = new ArrayList<>(FIRST.size() + numbers.size() + texts.size() + 1);
            fields.add(event.user().orElse(""));
            fields.add(event.item().orElse(""));
            fields.add(event.type());
            fields.add(TimeText.format(event.timeMillis()));
            fields.add(number(event, value));
            fields.add(event.text().getOrDefault("text", ""));
            fields.add(event.basket().orElse(""));
            for (String name : numbers) {
                fields.add(number(event, name));
            }
            for (String name : texts) {
                fields.add(event.text().getOrDefault(name, ""));
            }
            fields.add(event.id());
            return fields.toArray(new String[0]);
        }

        private static String number(Event event, String name) {
            Double number = event.numbers().get(name);
            return number == null ? "" : NumberText.format(number);
        }
    }
}
