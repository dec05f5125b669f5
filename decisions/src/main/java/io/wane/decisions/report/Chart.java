package io.wane.decisions.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws points, lines and bars over two axes, as SVG without script, font or colour of its own: the page's style sheet
 * says what each {@link Ink} looks like. Inks differ in form as well as in colour, so grey paper is enough. What has no
 * place on an axis (not finite, or 0 on a logarithmic one) is left out; an error bar that leaves the plot ends in an arrow.
 */
final class Chart {

    /** What is drawn, the same everywhere. */
    enum Ink {
        /** What happened: filled circles. */
        OBSERVED,
        /** What the fit says: a solid line. */
        FITTED,
        /** What it says without decay: a dashed line. */
        UNDECAYED,
        /** Before shrinkage: hollow circles. */
        RAW,
        /** After shrinkage: filled diamonds. */
        SHRUNK,
        /** A line to compare with: thin and dotted. */
        GUIDE
    }

    // The width is that of a phone, so that letters stay readable there; a wide screen enlarges them a little.
    private static final double WIDTH = 420;
    private static final double HEIGHT = 270;
    private static final double LETTER = 7;
    private static final double DIGIT = 8;
    private static final int LONGEST_NAME = 18;
    private static final double ROW = 17;
    private static final double BOTTOM = 44;
    private static final double RIGHT = 16;

    private final Axis x;
    private final Axis y;
    private final double left;
    private final double plotWidth;
    private final double plotHeight;
    private final StringBuilder plot = new StringBuilder();
    private final List<Key> keys = new ArrayList<>();

    private record Key(Ink ink, String text) {}

    private Chart(Axis x, Axis y, double plotHeight) {
        this.x = x;
        this.y = y;
        this.plotHeight = plotHeight;
        int longest = 0;
        for (Axis.Tick tick : y.ticks()) {
            longest = Math.max(longest, shortened(tick.label()).length());
        }
        left = 14 + DIGIT * Math.max(3, longest);
        plotWidth = WIDTH - left - RIGHT;
    }

    /** {@return an empty chart of the usual shape} */
    static Chart over(Axis x, Axis y) {
        return new Chart(x, y, HEIGHT - BOTTOM - 40);
    }

    /** {@return an empty chart with a row per tick of the vertical axis} */
    static Chart rows(Axis x, Axis y) {
        return new Chart(x, y, ROW * y.ticks().size());
    }

    Chart key(Ink ink, String text) {
        keys.add(new Key(ink, text));
        return this;
    }

    Chart line(Ink ink, double[] xs, double[] ys) {
        StringBuilder points = new StringBuilder();
        int count = 0;
        for (int i = 0; i <= xs.length; i++) {
            if (i < xs.length && placed(xs[i], ys[i])) {
                points.append(at(across(xs[i])))
                        .append(',')
                        .append(at(up(ys[i])))
                        .append(' ');
                count++;
            } else {
                if (count > 1) {
                    plot.append("<polyline class=\"line ").append(name(ink)).append("\" points=\"");
                    plot.append(points.toString().strip()).append("\"/>\n");
                }
                points.setLength(0);
                count = 0;
            }
        }
        return this;
    }

    Chart point(Ink ink, double atX, double atY, String note) {
        if (placed(atX, atY) && within(x.share(atX)) && within(y.share(atY))) {
            plot.append("<g class=\"point ").append(name(ink)).append("\">");
            plot.append("<title>").append(Html.escaped(note)).append("</title>");
            plot.append(shape(ink, across(atX), up(atY))).append("</g>\n");
        }
        return this;
    }

    /** A vertical error bar; an end that is not known reaches to the edge. */
    Chart upright(Ink ink, double atX, double low, double high) {
        double from = share(y, low, 0);
        double to = share(y, high, 1);
        if (Double.isFinite(x.share(atX)) && from <= 1 && to >= 0 && !(Double.isNaN(low) && Double.isNaN(high))) {
            double column = across(atX);
            bar(ink, column, plotHeight * (1 - Math.max(0, from)), column, plotHeight * (1 - Math.min(1, to)));
            if (from < 0) {
                arrow(ink, column, plotHeight, 0, -1);
            }
            if (to > 1) {
                arrow(ink, column, 0, 0, 1);
            }
        }
        return this;
    }

    /** A horizontal error bar; an end that is not known reaches to the edge. */
    Chart level(Ink ink, double low, double high, double atY) {
        double from = share(x, low, 0);
        double to = share(x, high, 1);
        if (Double.isFinite(y.share(atY)) && from <= 1 && to >= 0 && !(Double.isNaN(low) && Double.isNaN(high))) {
            double row = up(atY);
            bar(ink, plotWidth * Math.max(0, from), row, plotWidth * Math.min(1, to), row);
            if (from < 0) {
                arrow(ink, 0, row, 1, 0);
            }
            if (to > 1) {
                arrow(ink, plotWidth, row, -1, 0);
            }
        }
        return this;
    }

    /** A bar from 0 to a value, lying in a row. */
    Chart lying(Ink ink, double value, double atY, String note) {
        double from = Math.min(across(0), across(value));
        return box(ink, from, up(atY) - ROW * 0.3, Math.abs(across(value) - across(0)), ROW * 0.6, note);
    }

    /** A bar from 0 to a value, standing in a column. */
    Chart standing(Ink ink, double atX, double value, String note) {
        double wide = plotWidth * (x.share(1) - x.share(0)) * 0.6;
        double top = Math.min(up(0), up(value));
        return box(ink, across(atX) - wide / 2, top, wide, Math.abs(up(value) - up(0)), note);
    }

    /** What lies between two values of the vertical axis, over the whole width. */
    Chart band(double low, double high) {
        double from = Math.max(0, share(y, low, 0));
        double to = Math.min(1, share(y, high, 1));
        if (from < to) {
            plot.append("<rect class=\"band\" x=\"0\" y=\"").append(at(plotHeight * (1 - to)));
            plot.append("\" width=\"").append(at(plotWidth)).append("\" height=\"");
            plot.append(at(plotHeight * (to - from))).append("\"/>\n");
        }
        return this;
    }

    Chart horizontal(double atY) {
        return line(Ink.GUIDE, new double[] {x.low(), x.high()}, new double[] {atY, atY});
    }

    Chart vertical(double atX) {
        return line(Ink.GUIDE, new double[] {atX, atX}, new double[] {y.low(), y.high()});
    }

    String svg(String name) {
        double top = 14 + (y.title().isEmpty() ? 0 : 16) + (keys.isEmpty() ? 0 : 18);
        double height = top + plotHeight + BOTTOM;
        StringBuilder out = new StringBuilder(plot.length() + 4096);
        out.append("<svg viewBox=\"0 0 ").append(at(WIDTH)).append(' ').append(at(height));
        out.append("\" role=\"img\" aria-label=\"").append(Html.escaped(name)).append("\">\n");
        double row = 12;
        if (!y.title().isEmpty()) {
            text(out, "title", 4, row, "start", y.title());
            row += 18;
        }
        double column = 4;
        for (Key key : keys) {
            out.append("<g transform=\"translate(")
                    .append(at(column))
                    .append(' ')
                    .append(at(row - 4))
                    .append(")\">");
            mark(out, key);
            out.append("</g>\n");
            column += 42 + LETTER * key.text().length();
        }
        out.append("<g transform=\"translate(")
                .append(at(left))
                .append(' ')
                .append(at(top))
                .append(")\">\n");
        frame(out);
        out.append("</g>\n");
        out.append("<svg x=\"").append(at(left)).append("\" y=\"").append(at(top));
        out.append("\" width=\"")
                .append(at(plotWidth))
                .append("\" height=\"")
                .append(at(plotHeight))
                .append("\">\n");
        out.append(plot).append("</svg>\n");
        text(out, "title", WIDTH - RIGHT, top + plotHeight + 38, "end", x.title());
        return out.append("</svg>\n").toString();
    }

    private void frame(StringBuilder out) {
        for (Axis.Tick tick : x.ticks()) {
            String column = at(plotWidth * x.share(tick.value()));
            out.append("<line class=\"grid\" x1=\"")
                    .append(column)
                    .append("\" x2=\"")
                    .append(column);
            out.append("\" y1=\"0\" y2=\"").append(at(plotHeight + 4)).append("\"/>\n");
            text(out, "tick", plotWidth * x.share(tick.value()), plotHeight + 18, "middle", tick.label());
        }
        for (Axis.Tick tick : y.ticks()) {
            double row = plotHeight * (1 - y.share(tick.value()));
            out.append("<line class=\"grid\" x1=\"-4\" x2=\"")
                    .append(at(plotWidth))
                    .append("\" y1=\"")
                    .append(at(row));
            out.append("\" y2=\"").append(at(row)).append("\"/>\n");
            text(out, "tick", -8, row + 4, "end", shortened(tick.label()));
        }
        out.append("<path class=\"axis\" d=\"M0 0V")
                .append(at(plotHeight))
                .append('H')
                .append(at(plotWidth))
                .append("\"/>\n");
    }

    private static void text(StringBuilder out, String kind, double x, double y, String anchor, String text) {
        out.append("<text class=\"")
                .append(kind)
                .append("\" x=\"")
                .append(at(x))
                .append("\" y=\"")
                .append(at(y));
        out.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(Html.escaped(text))
                .append("</text>\n");
    }

    private static void mark(StringBuilder out, Key key) {
        Ink ink = key.ink();
        if (ink == Ink.FITTED || ink == Ink.UNDECAYED || ink == Ink.GUIDE) {
            out.append("<line class=\"line ").append(name(ink)).append("\" x1=\"0\" x2=\"20\" y1=\"0\" y2=\"0\"/>");
        }
        if (ink == Ink.OBSERVED || ink == Ink.RAW || ink == Ink.SHRUNK) {
            out.append("<g class=\"point ")
                    .append(name(ink))
                    .append("\">")
                    .append(shape(ink, 10, 0))
                    .append("</g>");
        }
        text(out, "tick", 25, 4, "start", key.text());
    }

    private static String shape(Ink ink, double x, double y) {
        return ink == Ink.SHRUNK
                ? "<path d=\"M" + at(x) + " " + at(y - 4.5) + "l4.5 4.5l-4.5 4.5l-4.5 -4.5z\"/>"
                : "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"3.2\"/>";
    }

    private Chart box(Ink ink, double left, double top, double width, double height, String note) {
        if (Double.isFinite(left + top + width + height)) {
            plot.append("<rect class=\"box ")
                    .append(name(ink))
                    .append("\" x=\"")
                    .append(at(left))
                    .append("\" y=\"");
            plot.append(at(top))
                    .append("\" width=\"")
                    .append(at(width))
                    .append("\" height=\"")
                    .append(at(height));
            plot.append("\"><title>").append(Html.escaped(note)).append("</title></rect>\n");
        }
        return this;
    }

    private void bar(Ink ink, double x1, double y1, double x2, double y2) {
        plot.append("<line class=\"error ")
                .append(name(ink))
                .append("\" x1=\"")
                .append(at(x1))
                .append("\" y1=\"");
        plot.append(at(y1))
                .append("\" x2=\"")
                .append(at(x2))
                .append("\" y2=\"")
                .append(at(y2))
                .append("\"/>\n");
    }

    // Its tip at a place on the edge, its ends back by a direction.
    private void arrow(Ink ink, double x, double y, int backX, int backY) {
        plot.append("<path class=\"error ").append(name(ink)).append("\" d=\"M").append(at(x + 5 * backX + 3 * backY));
        plot.append(' ')
                .append(at(y + 5 * backY + 3 * backX))
                .append('L')
                .append(at(x))
                .append(' ')
                .append(at(y));
        plot.append('L').append(at(x + 5 * backX - 3 * backY)).append(' ').append(at(y + 5 * backY - 3 * backX));
        plot.append("\"/>\n");
    }

    private boolean placed(double atX, double atY) {
        return Double.isFinite(x.share(atX)) && Double.isFinite(y.share(atY));
    }

    private static boolean within(double share) {
        return share >= -0.02 && share <= 1.02;
    }

    // Where an end lies; just outside an edge if it is not known, a hair inside one if it lies on it.
    private static double share(Axis axis, double value, int edge) {
        double share = axis.share(value);
        if (Double.isNaN(share)) {
            return edge == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Math.abs(share - edge) < 1e-9 ? edge : share;
    }

    private double across(double value) {
        return plotWidth * x.share(value);
    }

    private double up(double value) {
        return plotHeight * (1 - y.share(value));
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_NAME ? label : label.substring(0, LONGEST_NAME - 1) + "…";
    }

    private static String name(Ink ink) {
        return ink.name().toLowerCase(Locale.ROOT);
    }

    private static String at(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
