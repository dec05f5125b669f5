package io.wane.simulator;

import io.wane.core.event.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** A simulated shop as files. */
record ShopFiles(Shop shop, List<LogRow> rows, Truth truth) {

    /** As {@link Simulation#writeTo} says. The truth comes last: where it stands, the other two do. */
    void writeTo(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UncheckedIOException(
                    directory
                            + " is a file: the simulated shop needs a directory, which may be new; choose another name",
                    new NotDirectoryException(directory.toString()));
        }
        try {
            Files.createDirectories(directory);
            write(directory, Simulation.ITEMS, this::writeItems);
            write(directory, Simulation.EVENTS, this::writeEvents);
            write(directory, Simulation.TRUTH, this::writeTruth);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    directory + ": the simulated shop cannot be written there (" + failed
                            + "); choose a directory that you may write to, on a disk with room",
                    failed);
        }
    }

    private interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private static void write(Path directory, String name, Content content) throws IOException {
        Path part = directory.resolve(name + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(part)) {
                content.writeTo(out);
            }
            Files.move(
                    part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void writeEvents(Writer out) throws IOException {
        out.append("user,item,type,timestamp,value,text,basket,rating\n");
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
        for (Item item : shop.items()) {
            out.append(item.id()).append(',');
            out.append(quoted(item.title())).append(',');
            out.append(quoted(item.category().orElseThrow())).append(',');
            out.append(String.format(Locale.ROOT, "%.2f", item.price().orElseThrow()))
                    .append(',');
            out.append(quoted(item.brand().orElseThrow())).append('\n');
        }
    }

    private void writeTruth(Writer out) throws IOException {
        out.append(truth.toJson()).append('\n');
    }

    private static String quoted(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
