package io.wane.engine.ingest;

import io.wane.core.settings.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How an event file is laid out. */
public enum Layout {
    /** Our own CSV. Columns in any order; {@code value} is the quantity unless said otherwise. */
    CSV(
            "csv",
            "user,item,type,timestamp[,value,text,basket,id,…]",
            "user,item,type,timestamp",
            Optional.of(ValueAs.QUANTITY)),

    /** One JSON object per line, with the same names; {@code text} and {@code numbers} may be objects. */
    JSON(
            "json",
            "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"timestamp\":1291191960} one object per line",
            "type,timestamp",
            Optional.of(ValueAs.QUANTITY)),

    /** UCI Online Retail as published. It has a quantity and a price and no {@code value}. */
    ONLINE_RETAIL(
            "online-retail",
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID",
            Optional.empty());

    private final String spelling;
    private final String header;
    private final String needed;
    private final Optional<ValueAs> valueAs;

    Layout(String spelling, String header, String needed, Optional<ValueAs> valueAs) {
        this.spelling = spelling;
        this.header = header;
        this.needed = needed;
        this.valueAs = valueAs;
    }

    /** What {@code value} means in this layout by default; empty if the layout has no such column. */
    public Optional<ValueAs> valueAs() {
        return valueAs;
    }

    /** The columns, as they stand in the file's first line; in brackets those that may be missing. */
    public String header() {
        return header;
    }

    /** Columns that must be there. */
    List<String> needed() {
        return List.of(needed.split(",", -1));
    }

    /** Name and header, for a message. */
    String description() {
        return spelling + ": " + header;
    }

    /**
     * The layout of a spelling.
     *
     * @throws IllegalArgumentException naming the allowed spellings
     */
    public static Layout parse(String spelling) {
        List<String> known = new ArrayList<>();
        for (Layout layout : values()) {
            if (layout.spelling.equals(spelling)) {
                return layout;
            }
            known.add(layout.spelling);
        }
        throw new IllegalArgumentException("layout '" + spelling + "' is not known. " + Spelling.hint(spelling, known)
                + "Allowed: " + String.join(", ", known));
    }

    /** The CSV layout that most of a header's columns speak for; empty when fewer than half of a layout's do. */
    static Optional<Layout> of(Header header) {
        Layout best = null;
        double most = 0.5;
        for (Layout layout : List.of(CSV, ONLINE_RETAIL)) {
            double found = 1
                    - header.missing(layout.needed()).size()
                            / (double) layout.needed().size();
            if (found >= most) {
                best = layout;
                most = found;
            }
        }
        return Optional.ofNullable(best);
    }

    /** All layouts with their headers, one per line. */
    static String all() {
        StringBuilder lines = new StringBuilder();
        Arrays.stream(values()).forEach(layout -> lines.append("\n  ").append(layout.description()));
        return lines.toString();
    }

    @Override
    public String toString() {
        return spelling;
    }
}
