package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(out, err);

    @Test
    void dataGoesOutAndAllElseToErr() {
        console.print("data");
        console.tell("told");
        console.error("wrong");

        assertThat(console.delivered()).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("data\n");
        assertThat(told()).isEqualToNormalizingNewlines("told\nwane: wrong\n");
    }

    @Test
    void bothAreUtf8WhateverThePlatform() {
        console.print("▇ 日本");
        console.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("▇ 日本");
    }

    @Test
    void onATerminalTheStreamsStandInTheOrderOfTheirLines() {
        Console both = new Console(out, out);
        both.print("first");
        both.tell("second");
        both.print("third");
        both.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("first\nsecond\nthird\n");
    }

    @Test
    void anExpectedFailureIsItsMessage() {
        console.fail(new IllegalArgumentException("x.csv: is empty"));

        assertThat(told()).isEqualToNormalizingNewlines("wane: x.csv: is empty\n");
    }

    @Test
    void mistakesInSettingsStandWithTheirPlaces() {
        console.fail(new SettingsException(List.of("a.yaml:1:2  one", "a.yaml:3:4  two")));

        assertThat(told()).isEqualToNormalizingNewlines("a.yaml:1:2  one\na.yaml:3:4  two\n");
    }

    @Test
    void anUnexpectedFailureSaysThatItIsOurs() {
        console.fail(new IndexOutOfBoundsException(7));

        assertThat(told()).contains("failed unexpectedly", "7", "a mistake of ours", "WANE_DEBUG=1");
    }

    @Test
    void tooLittleMemorySaysHowToGiveMore() {
        console.fail(new OutOfMemoryError("Java heap space"));

        assertThat(told()).contains("out of memory", "WANE_JAVA_OPTS=-Xmx8g").doesNotContain("mistake");
    }

    @Test
    void dataThatCannotBeWrittenIsAFailure() {
        Console full = new Console(refusing("No space left on device"), err);
        full.print("data");

        assertThat(full.delivered()).isFalse();
        assertThat(told()).contains("standard output cannot be written: No space left on device");
    }

    @Test
    void aReaderThatHasLeftIsNotTold() {
        Console left = new Console(refusing("Broken pipe"), err);
        left.print("data");

        assertThat(left.delivered()).isFalse();
        assertThat(told()).isEmpty();
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static OutputStream refusing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
