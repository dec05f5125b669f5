package io.wane.app.cli;

import java.util.Locale;

/** How a command prints its data. */
enum Format {
    /** For people. */
    TEXT,
    /** One JSON document. */
    JSON,
    /** Rows under a header. */
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
