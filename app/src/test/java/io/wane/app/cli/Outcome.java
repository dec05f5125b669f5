package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a command left behind.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Outcome(int code, String out, String err) {

    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Requires that it was done. */
    Outcome done() {
        assertThat(code).as(err).isZero();
        return this;
    }

    /** Requires that it failed with this code, without data and without a stack trace, in words that hold these. */
    void refused(int expected, String... words) {
        assertThat(err).contains(words).doesNotContain("\tat ", "Exception", "mistake of ours");
        assertThat(code).as(err).isEqualTo(expected);
        assertThat(out).isEmpty();
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** Requires that standard output is one JSON document. */
    JsonNode json() {
        try {
            return STRICT.readTree(out);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
