package io.wane.engine.ingest;

import io.wane.core.event.Catalog;
import io.wane.core.event.Item;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Brings item catalogues into a store: CSV ({@code item,title,category,price,brand,…} in any order, {@code item} alone is
 * needed) or JSON lines with the same names. A category is a path, {@code Shoes > Boots}, in JSON a list too. Other columns
 * become texts. Of two rows with one item the later counts. What the file has no column for stays as the catalogue knows
 * it; a blank field is forgotten. Not thread-safe.
 */
public final class ItemImporter {

    private static final int BATCH = 10_000;
    /** Columns that say something of an item. */
    static final List<String> DESCRIBING = List.of("title", "category", "price", "brand");

    private static final List<String> COLUMNS =
            Stream.concat(Stream.of("item"), DESCRIBING.stream()).toList();
    private static final int MOST_NAMES = 1000; // keys of JSON may be data
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
        settings.requireRejectsFor(List.of(file));
        Map<String, Item> items = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        Catalog catalog = store.catalog();
        Rejected.Counter rejected = new Rejected.Counter();
        DeadLetters deadLetters = new DeadLetters(settings.rejects(), file);
        long rows = 0;
        try (RecordFile in = RecordFile.open(file)) {
            refuseOthers(file, in);
            CsvFields fields =
                    new CsvFields(in.header().separator(), in.header().names().size());
            JsonFields json = new JsonFields();
            if (!in.json()) {
                names.addAll(in.header().names());
            }
            while (in.next()) {
                rows++;
                Draft draft = new Draft();
                try {
                    if (in.json()) {
                        json.read(in.record(), (name, value, form) -> {
                            if (names.size() < MOST_NAMES) {
                                names.add(name);
                            }
                            draft.set(name, value, form);
                        });
                    } else {
                        String[] values = fields.of(in.record());
                        for (int i = 0; i < values.length; i++) {
                            draft.set(in.header().names().get(i), values[i], Column.Form.UNTYPED);
                        }
                    }
                    Item item =
                            draft.item(id -> Optional.ofNullable(items.get(id)).or(() -> catalog.item(id)));
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
        List<Item> written = new ArrayList<>();
        long changed = 0;
        for (Item item : items.values()) {
            Optional<Item> known = catalog.item(item.id());
            if (!known.equals(Optional.of(item))) {
                written.add(item);
                changed += known.isPresent() ? 1 : 0;
            }
        }
        for (int from = 0; from < written.size(); from += BATCH) {
            store.putItems(written.subList(from, Math.min(written.size(), from + BATCH)));
        }
        return new ItemSummary(
                file,
                rows,
                items.size(),
                written.size() - changed,
                changed,
                rows - rejected.total() - items.size(),
                rejected.list(),
                notes(names));
    }

    /**
     * Asks, before anything is imported, whether a file can be read and is a catalogue. Its rows are not looked at.
     *
     * @throws IngestException if not
     */
    public static void requireReadable(Path file) {
        try (RecordFile in = RecordFile.open(file)) {
            refuseOthers(file, in);
        } catch (IOException broken) {
            throw new IngestException(
                    file + ": breaks off: " + Importer.reason(broken) + ". Nothing was imported", broken);
        }
    }

    private static List<String> notes(Set<String> names) {
        List<String> further = names.stream()
                .filter(name -> !COLUMNS.contains(name) && !name.startsWith(Column.TEXT))
                .toList();
        return further.isEmpty()
                ? List.of()
                : List.of("further columns, kept as texts of these names: "
                        + ColumnNames.withHints(further, names, COLUMNS));
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

        private static final Item BLANK =
                new Item("-", "", List.of(), Optional.empty(), OptionalDouble.empty(), Map.of());

        private final Set<String> given = new HashSet<>();
        private final Map<String, String> text = new TreeMap<>();
        private String id = "";
        private String title = "";
        private List<String> path = List.of();
        private Optional<String> brand = Optional.empty();
        private OptionalDouble price = OptionalDouble.empty();

        void set(String name, String value, Column.Form form) throws RowException {
            if (form == Column.Form.LIST && !name.equals("category")) {
                throw new RowException(Fault.JSON, "'" + name + "' is a list");
            }
            String stripped = value.strip();
            boolean blank = stripped.isEmpty();
            given.add(name);
            switch (name) {
                case "item" -> id = stripped;
                case "title" -> title = stripped;
                case "brand" -> brand = blank ? Optional.empty() : Optional.of(stripped);
                case "price" -> price = blank ? OptionalDouble.empty() : price(stripped);
                case "category" -> path = blank ? List.of() : path(stripped);
                default ->
                    text.put(
                            name.startsWith(Column.TEXT) ? name.substring(Column.TEXT.length()) : name,
                            blank ? "" : value);
            }
        }

        private static OptionalDouble price(String value) throws RowException {
            if (value.equalsIgnoreCase("nan")) {
                return OptionalDouble.empty();
            }
            double price;
            try {
                price = NumberText.parse(value);
            } catch (NumberFormatException refused) {
                throw new RowException(Fault.NUMBER, "price '" + value + "' is not a number");
            }
            if (!(price >= 0)) {
                throw new RowException(Fault.PRICE, "price must be at least 0: " + value);
            }
            return OptionalDouble.of(price);
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

        /** The item; what was not given is as it is known. */
        Item item(Function<String, Optional<Item>> known) throws RowException {
            if (id.isEmpty()) {
                throw new RowException(Fault.ITEM, "no item");
            }
            Item before = known.apply(id).orElse(BLANK);
            Map<String, String> texts = new TreeMap<>(before.text());
            texts.putAll(text);
            texts.values().removeIf(String::isEmpty);
            return new Item(
                    id,
                    given.contains("title") ? title : before.title(),
                    given.contains("category") ? path : before.categoryPath(),
                    given.contains("brand") ? brand : before.brand(),
                    given.contains("price") ? price : before.price(),
                    texts);
        }
    }
}
