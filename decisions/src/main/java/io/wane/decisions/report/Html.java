package io.wane.decisions.report;

import java.util.List;

/** Writes elements; whatever text comes in is escaped. */
final class Html {

    /**
     * A column of a table.
     *
     * @param name its head, and on a narrow screen the name before each value
     * @param number whether it holds numbers, which stand to the right
     */
    record Column(String name, boolean number) {

        static Column text(String name) {
            return new Column(name, false);
        }

        static Column number(String name) {
            return new Column(name, true);
        }
    }

    private final StringBuilder out = new StringBuilder(1 << 16);

    /** {@return text with what HTML reads as markup, in text or in a quoted attribute, written as characters} */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c); // control characters are not HTML
            }
        }
        return out.toString();
    }

    /** Takes markup as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    Html text(String tag, String kind, String text) {
        out.append('<').append(tag);
        if (!kind.isEmpty()) {
            out.append(" class=\"").append(kind).append('"');
        }
        out.append('>').append(escaped(text)).append("</").append(tag).append(">\n");
        return this;
    }

    Html section(String id, String heading) {
        out.append("<section id=\"").append(id).append("\">\n");
        return text("h2", "", heading);
    }

    Html end(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    Html items(List<String> items) {
        out.append("<ul>\n");
        items.forEach(item -> text("li", "", item));
        return end("ul");
    }

    Html table(List<Column> columns, List<List<String>> rows) {
        out.append("<table>\n<thead><tr>");
        for (Column column : columns) {
            out.append(column.number() ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
            out.append(escaped(column.name())).append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            out.append("<tr>");
            for (int i = 0; i < columns.size(); i++) {
                out.append("<td data-name=\"").append(escaped(columns.get(i).name()));
                out.append(columns.get(i).number() ? "\" class=\"number\">" : "\">");
                out.append("<span>").append(escaped(row.get(i))).append("</span></td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n");
        return this;
    }

    /** A chart with its heading and the sentence that says how to read it. */
    Html figure(String heading, Chart chart, String reading) {
        return figure(heading, chart, reading, "wide");
    }

    Html figure(String heading, Chart chart, String reading, String kind) {
        out.append("<figure class=\"").append(kind).append("\">\n");
        text("h3", "", heading);
        out.append(chart.svg(heading));
        text("figcaption", "", reading);
        return end("figure");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
