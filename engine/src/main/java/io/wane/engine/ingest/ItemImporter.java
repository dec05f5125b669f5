package io.wane.engine.ingest;

import io.wane.core.event.Item;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Brings item catalogues into a store: CSV ({@code item,title,category,price,brand,…} in any order, {@code item} alone is
 * needed) or JSON lines with the same names. A category is a path, {@code Shoes > Boots}, in JSON a list too. Other columns
 * become texts. Of two rows with one item the later counts. Not thread-safe.
 */
public final class ItemImporter {

    private static final int BATCH = 10_000;
    private static final String HEADER = "item[,title,category,price,brand,…]";

    // A ">" between blanks, or at an end: "A > > B" and "A >" have a blank part, "<5>" is one.
    private static final Pattern PARTS = Pattern.compile("(?:^|\\s+)>(?=\\s|$)");

    private final EventStore store;
    private final ImportSettings settings;

    /** An importer into a store; of the settings {@code rejects} and {@code maxRejects} count. */
    public ItemImporter(EventStore store, ImportSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Imports a file. It is read to its end before anything is written.
     *
     * @throws IngestException if the file cannot be read, is no catalogue, breaks off, or has too many rejected rows
     * @throws java.io.UncheckedIOException if the store cannot be written
     */
    public ItemSummary importFile(Path file) {
        Map<String, Item> items = new LinkedHashMap<>();
        Rejected.Counter rejected = new Rejected.Counter();
        DeadLetters deadLetters = new DeadLetters(settings.rejects(), file);
        long rows = 0;
        try (RecordFile in = RecordFile.open(file)) {
            refuseOthers(file, in);
            CsvFields fields =
                    new CsvFields(in.header().separator(), in.header().names().size());
            JsonFields json = new JsonFields();
            while (in.next()) {
                rows++;
                Draft draft = new Draft();
                try {
                    if (in.json()) {
                        json.read(in.record(), draft::set);
                    } else {
                        String[] values = fields.of(in.record());
                        for (int i = 0; i < values.length; i++) {
                            draft.set(in.header().names().get(i), values[i], Column.Form.UNTYPED);
                        }
                    }
                    Item item = draft.item();
                    items.put(item.id(), item);
                } catch (RowException bad) {
                    rejected.add(in.line(), bad);
                    deadLetters.add(in.line(), bad.getMessage(), in.raw());
                }
            }
        } catch (IOException broken) {
            throw new IngestException(
                    file + ": breaks off: " + Importer.reason(broken) + ". Nothing of the file is imported", broken);
        } finally {
            deadLetters.flush();
        }
        settings.maxRejects().ifPresent(most -> rejected.refuseMoreThan(most, file, settings.rejects()));
        List<Item> all = new ArrayList<>(items.values());
        for (int from = 0; from < all.size(); from += BATCH) {
            store.putItems(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return new ItemSummary(file, rows, all.size(), rows - rejected.total() - all.size(), rejected.list());
    }

    private static void refuseOthers(Path file, RecordFile in) {
        Header header = in.header();
        if (header.has("timestamp") && header.has("type")) {
            throw new IngestException(file + ": is an event file; catalogues have the columns " + HEADER);
        }
        if (in.json() && header.names().isEmpty()) {
            return;
        }
        if (!header.has("item")) {
            throw header.refuse(file, List.of("item"), HEADER);
        }
        header.requireNames(file);
    }

    /** One item while its fields come in. */
    private static final class Draft {

        private String id = "";
        private String title = "";
        private List<String> path = List.of();
        private Optional<String> brand = Optional.empty();
        private OptionalDouble price = OptionalDouble.empty();
        private final Map<String, String> text = new TreeMap<>();

        void set(String name, String value, Column.Form form) throws RowException {
            if (value.isBlank()) {
                return;
            }
            String stripped = value.strip();
            if (form == Column.Form.LIST && !name.equals("category")) {
                throw new RowException(Fault.JSON, "'" + name + "' is a list");
            }
            switch (name) {
                case "item" -> id = stripped;
                case "title" -> title = stripped;
                case "brand" -> brand = Optional.of(stripped);
                case "price" -> price = price(stripped);
                case "category" -> path = path(stripped);
                default -> text.put(name.startsWith(Column.TEXT) ? name.substring(Column.TEXT.length()) : name, value);
            }
        }

        private static OptionalDouble price(String value) throws RowException {
            if (value.equalsIgnoreCase("nan")) {
                return OptionalDouble.empty();
            }
            try {
                return OptionalDouble.of(NumberText.parse(value));
            } catch (NumberFormatException refused) {
                throw new RowException(Fault.NUMBER, "price '" + value + "' is not a number");
            }
        }

        private static List<String> path(String value) throws RowException {
            List<String> parts = new ArrayList<>();
            for (String part : PARTS.split(value, -1)) {
                if (part.isBlank()) {
                    throw new RowException(Fault.CATEGORY, "category '" + value + "' has a blank part");
                }
                parts.add(part.strip());
            }
            return parts;
        }

        Item item() throws RowException {
            if (id.isEmpty()) {
                throw new RowException(Fault.ITEM, "no item");
            }
            return new Item(id, title, path, brand, price, text);
        }
    }
}
