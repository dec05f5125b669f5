package io.wane.mapdb;

import io.wane.core.event.Catalog;
import io.wane.core.event.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The catalogue in a {@link PageFile}, which is written whole: items in order of id, about 32 kB of them to a page. */
final class ItemFile {

    private static final int FULL_BYTES = 32 << 10;

    private ItemFile() {}

    /** Writes the catalogue, durably. */
    static void write(StoreDirectory directory, Catalog catalog) {
        List<ByteWriter> pages = new ArrayList<>();
        ByteWriter page = new ByteWriter();
        for (Item item : catalog.items()) {
            write(item, page);
            if (page.length >= FULL_BYTES) {
                page.varint(0);
                pages.add(page);
                page = new ByteWriter();
            }
        }
        page.varint(0);
        pages.add(page);
        PageFile.write(directory, directory.items(), pages);
        try {
            directory.sync();
        } catch (IOException refused) {
            throw StoreDirectory.failed(directory.items(), "make the catalogue durable", refused);
        }
    }

    private static void write(Item item, ByteWriter out) {
        // Says that another item follows.
        out.varint(1);
        out.text(item.id());
        out.text(item.title());
        out.varint(item.categoryPath().size());
        for (String part : item.categoryPath()) {
            out.text(part);
        }
        out.varint(item.brand().isPresent() ? 1 : 0);
        item.brand().ifPresent(out::text);
        out.varint(item.price().isPresent() ? 1 : 0);
        item.price().ifPresent(price -> out.int64(Double.doubleToRawLongBits(price)));
        out.varint(item.text().size());
        for (Map.Entry<String, String> entry : item.text().entrySet()) {
            out.text(entry.getKey());
            out.text(entry.getValue());
        }
    }

    static Catalog read(StoreDirectory directory) {
        List<Item> items = new ArrayList<>();
        for (ByteReader page : PageFile.read(directory.items())) {
            while (page.varint() != 0) {
                items.add(item(page));
            }
        }
        return new Catalog(items);
    }

    private static Item item(ByteReader in) {
        String id = in.text();
        String title = in.text();
        List<String> path = new ArrayList<>();
        for (int left = in.varint(); left > 0; left--) {
            path.add(in.text());
        }
        Optional<String> brand = in.varint() == 0 ? Optional.empty() : Optional.of(in.text());
        OptionalDouble price =
                in.varint() == 0 ? OptionalDouble.empty() : OptionalDouble.of(Double.longBitsToDouble(in.int64()));
        Map<String, String> texts = new TreeMap<>();
        for (int left = in.varint(); left > 0; left--) {
            texts.put(in.text(), in.text());
        }
        return new Item(id, title, path, brand, price, texts);
    }
}
