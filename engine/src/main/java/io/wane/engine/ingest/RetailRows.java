package io.wane.engine.ingest;

import io.wane.core.event.Event;
import io.wane.core.event.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * UCI Online Retail as published (Chen, Sain, Guo 2012, doi:10.1057/dbm.2012.17): one row per product of an invoice.
 *
 * <ul>
 *   <li>InvoiceNo is the basket. One that starts with C, or a negative quantity, is a {@code return} with a positive
 *       quantity; everything else is a {@code purchase}.
 *   <li>A row without CustomerID is an anonymous event.
 *   <li>Description is the text {@code title}, Country the text {@code country}; UnitPrice is the price, whatever its
 *       sign, and absent where blank or NaN.
 *   <li>Postage, charges, discounts and manual corrections are no items: such an event has none, and keeps its stock code
 *       as text {@code charge}, so that it counts for the user and is never recommended.
 *   <li>An item's title and price are those of its last purchase with a price above 0: other rows say "damaged".
 * </ul>
 */
final class RetailRows implements RowParser {

    /** The shop is in London and writes its own time. */
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    /** Stock codes that are no products. */
    private static final Set<String> CHARGES =
            Set.of("POST", "DOT", "C2", "M", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK");

    private static final Column QUANTITY = new Column(Column.Part.NUMBER, Event.QUANTITY);
    private static final Column PRICE = new Column(Column.Part.NUMBER, Event.PRICE);

    private final CsvFields fields;
    private final RetailDates dates;
    private final Column[] others;
    private final int invoice;
    private final int code;
    private final int description;
    private final int quantity;
    private final int date;
    private final int price;
    private final int customer;
    private final Map<String, Sale> lastSales = new HashMap<>();
    private final Map<String, Long> charges = new TreeMap<>();
    private long writtenOff;

    private RetailRows(Header header, RetailDates dates) {
        this.dates = dates;
        fields = new CsvFields(header.separator(), header.names().size());
        invoice = header.indexOf("InvoiceNo");
        code = header.indexOf("StockCode");
        description = header.indexOf("Description");
        quantity = header.indexOf("Quantity");
        date = header.indexOf("InvoiceDate");
        price = header.indexOf("UnitPrice");
        customer = header.indexOf("CustomerID");
        others = new Column[header.names().size()];
        for (int i = 0; i < others.length; i++) {
            String name = header.names().get(i);
            if (name.equals("Country")) {
                others[i] = new Column(Column.Part.TEXT, "country");
            } else if (!Layout.ONLINE_RETAIL.needed().contains(name)) {
                others[i] = Column.other(name);
            }
        }
    }

    static RowParser open(Path file, Header header) throws IOException {
        header.requireNames(file);
        return new RetailRows(header, RetailDates.of(file, header));
    }

    @Override
    public void parse(String record, Row row) throws RowException {
        String[] values = fields.of(record);
        row.basket = values[invoice].strip();
        row.user = customer(values[customer].strip());
        row.timeMillis = dates.millis(values[date]);
        row.timeGiven = true;
        String title = values[description].strip();
        if (!title.isEmpty()) {
            row.text.put("title", title);
        }
        String pieces = values[quantity].strip();
        if (pieces.isEmpty()) {
            throw new RowException(Fault.QUANTITY, "no quantity");
        }
        boolean negative = pieces.startsWith("-");
        QUANTITY.set(row, negative ? pieces.substring(1) : pieces, Column.Form.UNTYPED);
        boolean cancelled = row.basket.startsWith("C") || row.basket.startsWith("c");
        row.type = negative || cancelled ? Event.RETURN : "purchase";
        if (!values[price].strip().equalsIgnoreCase("nan")) {
            PRICE.set(row, values[price], Column.Form.UNTYPED);
        }
        for (int i = 0; i < others.length; i++) {
            if (others[i] != null) {
                others[i].set(row, values[i], Column.Form.UNTYPED);
            }
        }
        String stock = values[code].strip();
        if (stock.isEmpty()) {
            throw new RowException(Fault.ITEM, "no StockCode");
        }
        String charge = stock.toUpperCase(Locale.ROOT);
        if (CHARGES.contains(charge)) {
            row.text.put("charge", charge);
            charges.merge(charge, 1L, Long::sum);
        } else {
            row.item = stock;
            describe(row, title);
        }
        if (negative && !cancelled) {
            writtenOff++;
        }
    }

    // Spreadsheets write 17850.0 where some cells of the column are blank.
    private static String customer(String id) {
        if (id.equalsIgnoreCase("nan")) {
            return "";
        }
        return id.endsWith(".0") && NumberText.isPlain(id) ? id.substring(0, id.length() - 2) : id;
    }

    private void describe(Row row, String title) {
        double pricePerPiece = row.numbers.getOrDefault(Event.PRICE, 0.0);
        if (row.type.equals(Event.RETURN) || !(pricePerPiece > 0) || title.isEmpty()) {
            return;
        }
        Sale last = lastSales.get(row.item);
        if (last == null || row.timeMillis >= last.timeMillis) {
            lastSales.put(row.item, new Sale(row.timeMillis, title, pricePerPiece));
        }
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("times as " + dates + " taken as " + ZONE);
        if (!charges.isEmpty()) {
            long rows = charges.values().stream().mapToLong(Long::longValue).sum();
            notes.add(NumberText.count(rows, "row", "rows") + " of charges and corrections ("
                    + String.join(", ", charges.keySet())
                    + "): kept as events without an item, the code in text 'charge'");
        }
        if (writtenOff > 0) {
            notes.add(NumberText.count(writtenOff, "row", "rows")
                    + " with a negative quantity on no cancellation: taken as returns");
        }
        return notes;
    }

    @Override
    public Collection<Item> items() {
        List<Item> items = new ArrayList<>(lastSales.size());
        lastSales.forEach((id, sale) -> items.add(
                new Item(id, sale.title, List.of(), Optional.empty(), OptionalDouble.of(sale.price), Map.of())));
        return items;
    }

    private record Sale(long timeMillis, String title, double price) {}
}
