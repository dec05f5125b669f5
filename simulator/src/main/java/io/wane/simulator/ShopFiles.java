package io.wane.simulator;

import io.wane.core.event.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A simulated shop as files.
 *
 * @param items the catalogue
 * @param events writes the log
 * @param truth writes the truth, when the log is written
 */
record ShopFiles(List<Item> items, Content events, Content truth) {

    /** First line of a log. */
    static final String HEADER = "user,item,type,timestamp,value,text,basket,rating\n";

    private static final int BEGINNING = 100;

    static ShopFiles of(Shop shop, List<LogRow> rows, Truth truth) {
        return new ShopFiles(
                shop.items(),
                out -> writeEvents(shop, rows, truth, out),
                out -> out.append(truth.toJson()).append('\n'));
    }

    /** As {@link Simulation#writeTo} says. The truth comes last: where it stands, the other two do. */
    void writeTo(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UncheckedIOException(
                    directory
                            + " is a file: the simulated shop needs a directory, which may be new; choose another name",
                    new NotDirectoryException(directory.toString()));
        }
        try {
            if (!Files.isDirectory(directory)) { // createDirectories refuses a link to a directory
                Files.createDirectories(directory);
            }
            write(directory, Simulation.ITEMS, this::writeItems);
            write(directory, Simulation.EVENTS, events);
            forceNames(directory); // the truth vouches for the other two
            write(directory, Simulation.TRUTH, truth);
            forceNames(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    directory + ": the simulated shop cannot be written there (" + failed
                            + "); choose a directory that you may write to, on a disk with room",
                    failed);
        }
    }

    /** As {@link Simulation#requireOwn} says. Hidden files are nobody's data. */
    static void requireOwn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names = entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            Set<String> own = Set.of(Simulation.ITEMS, Simulation.EVENTS, Simulation.TRUTH);
            Path truth = directory.resolve(Simulation.TRUTH);
            boolean simulated = Files.isRegularFile(truth) && isTruth(truth);
            for (String name : names) {
                if (!simulated || !own.contains(name)) {
                    throw new IllegalArgumentException(directory + ": holds " + name
                            + ", which no simulation wrote, so it stays as it is; name a new directory");
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + directory + ": " + unreadable, unreadable);
        }
    }

    private static boolean isTruth(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8).contains("Simulated:");
        }
    }

    /** The content of a file. */
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private static void write(Path directory, String name, Content content) throws IOException {
        Path part = directory.resolve(name + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(part)) {
                content.writeTo(out);
            }
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(
                    part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void forceNames(Path directory) throws IOException {
        FileChannel names;
        try {
            names = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException notHere) {
            return; // where a directory cannot be opened (Windows), it need not be forced
        }
        try (names) {
            names.force(true);
        }
    }

    private static void writeEvents(Shop shop, List<LogRow> rows, Truth truth, Writer out) throws IOException {
        out.append(HEADER);
        for (LogRow row : rows) {
            String item = row.product() == LogRow.NONE
                    ? ""
                    : shop.products().get(row.product()).item().id();
            String number = row.value() == LogRow.NONE ? "" : Integer.toString(row.value());
            boolean rated = row.action() == Action.REVIEW;
            out.append(truth.users().get(row.user()).user()).append(',');
            out.append(item).append(',');
            out.append(row.action().type()).append(',');
            out.append(Long.toString(row.second())).append(',');
            out.append(rated ? "" : number).append(',');
            out.append(quoted(row.text())).append(',');
            out.append(row.basket()).append(',');
            out.append(rated ? number : "").append('\n');
        }
    }

    private void writeItems(Writer out) throws IOException {
        out.append("item,title,category,price,brand\n");
        for (Item item : items) {
            out.append(item.id()).append(',');
            out.append(quoted(item.title())).append(',');
            out.append(quoted(item.category().orElseThrow())).append(',');
            out.append(
                    item.price().isEmpty()
                            ? ""
                            : String.format(Locale.ROOT, "%.2f", item.price().getAsDouble()));
            out.append(',').append(quoted(item.brand().orElse(""))).append('\n');
        }
    }

    private static String quoted(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
