package io.wane.engine.ingest;

/** What can be wrong with one row. */
enum Fault {
    FIELDS("another number of fields than the header", "quote fields that hold the separator or a line break"),
    QUOTES("a quote that does not close, or text after one that does", "write a quote inside a quoted field twice"),
    ENCODING("not valid UTF-8", "save the file as UTF-8"),
    LENGTH("longer than 1 MiB", "look for a line break that is missing"),
    JSON("not a JSON object of plain fields", "write one object per line, as text and numbers"),
    TIME("a time that is not understood", "write epoch seconds or ISO-8601: 1291191960, 2010-12-01T08:26:00Z"),
    TWICE("a name that stands twice in one row", "leave one out"),
    NUMBER("a number that is not understood", "write numbers as 1234.5 and leave unknown ones blank"),
    QUANTITY("a quantity that is not above 0", "write what was taken back as type 'return' with a positive quantity"),
    PRICE("a price below 0", "write what one piece costs, or leave it blank"),
    TYPE("no type", "say what was done: view, cart, purchase, …"),
    ITEM("no item", "name the item as the events do"),
    CATEGORY("a blank part in the category path", "write paths as 'Shoes > Boots'");

    private final String what;
    private final String fix;

    Fault(String what, String fix) {
        this.what = what;
        this.fix = fix;
    }

    String what() {
        return what;
    }

    String fix() {
        return fix;
    }
}
