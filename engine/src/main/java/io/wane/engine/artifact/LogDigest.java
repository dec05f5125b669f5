package io.wane.engine.artifact;

import io.wane.core.event.Event;
import io.wane.core.event.Timeline;
import io.wane.engine.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Digest of a log: of all that every event says, in order. */
final class LogDigest {

    private LogDigest() {}

    /** The first 128 bits of the SHA-256, in hexadecimal. */
    static String of(Timeline timeline) {
        MessageDigest digest = Sha256.digest();
        for (int i = 0; i < timeline.size(); i++) {
            Event event = timeline.event(i, "-");
            put(digest, event.user().orElse(""));
            put(digest, event.item().orElse(""));
            put(digest, event.type());
            put(digest, event.timeMillis());
            put(digest, event.numbers().size());
            event.numbers().forEach((name, number) -> {
                put(digest, name);
                put(digest, Double.doubleToLongBits(number));
            });
            put(digest, event.text().size());
            event.text().forEach((name, text) -> {
                put(digest, name);
                put(digest, text);
            });
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void put(MessageDigest digest, long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            digest.update((byte) (number >>> shift));
        }
    }

    private static void put(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(digest, utf8.length);
        digest.update(utf8);
    }
}
