package io.wane.app.cli;

import io.wane.core.model.IncompatibleModelException;
import io.wane.core.plugin.PluginException;
import io.wane.core.settings.SettingsException;
import io.wane.engine.ingest.IngestException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The two streams of a command: data goes out, everything that is not data goes to err. */
final class Console {

    private static final long MIB = 1L << 20;

    private final Delivery delivery;
    private final PrintWriter outWriter;
    private final PrintWriter errWriter;

    Console(OutputStream out, OutputStream err) {
        delivery = new Delivery(out);
        outWriter = new PrintWriter(new OutputStreamWriter(delivery, StandardCharsets.UTF_8), false);
        errWriter = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }

    PrintWriter outWriter() {
        return outWriter;
    }

    PrintWriter errWriter() {
        return errWriter;
    }

    /** A line of data. */
    void print(String line) {
        outWriter.println(line);
    }

    /** A line that is not data: what is being done, what was noticed. */
    void tell(String line) {
        outWriter.flush(); // on a terminal the two streams stand in the order of their lines
        errWriter.println(line);
    }

    /** A line about what is wrong. */
    void error(String message) {
        tell("wane: " + message);
    }

    /** What went wrong: the message of an expected failure; otherwise that it is our own mistake. */
    void fail(Throwable failure) {
        boolean expected = failure.getMessage() != null
                && (failure instanceof IllegalArgumentException
                        || failure instanceof IllegalStateException
                        || failure instanceof SettingsException
                        || failure instanceof PluginException
                        || failure instanceof IncompatibleModelException
                        || failure instanceof IngestException
                        || failure instanceof UncheckedIOException);
        if (failure instanceof SettingsException) {
            tell(failure.getMessage());
        } else if (failure instanceof OutOfMemoryError) {
            error("out of memory (" + Runtime.getRuntime().maxMemory() / MIB
                    + " MiB of heap); give Java more, for example WANE_JAVA_OPTS=-Xmx8g");
        } else if (expected) {
            error(failure.getMessage());
        } else {
            error("failed unexpectedly: " + failure);
        }
        if (System.getenv("WANE_DEBUG") != null) {
            failure.printStackTrace(errWriter);
        } else if (!expected && !(failure instanceof OutOfMemoryError)) {
            tell("    this is a mistake of ours; set WANE_DEBUG=1 to see where it happened");
        }
    }

    void flush() {
        outWriter.flush();
        errWriter.flush();
    }

    /**
     * Writes what is pending.
     *
     * @return whether all data has been written; if not, it is said why, unless nobody reads any more
     */
    boolean delivered() {
        flush();
        if (delivery.failure == null) {
            return true;
        }
        if (!String.valueOf(delivery.failure.getMessage()).contains("Broken pipe")) { // as in: wane … | head
            error("standard output cannot be written: " + delivery.failure.getMessage());
        }
        return false;
    }

    /** Remembers why data could not be written; a PrintWriter would know only that. */
    private static final class Delivery extends FilterOutputStream {

        private IOException failure;

        Delivery(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException refused) {
                failure = refused;
                throw refused;
            }
        }
    }
}
