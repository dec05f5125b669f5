package io.wane.engine.ingest;

import io.wane.engine.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/**
 * The first 128 bits of the SHA-256 of what a row says, so that the same row has the same identity in every file and
 * layout. Hashed are, in this order: user, item, type, milliseconds, basket, the number of texts and each name and text in
 * order of name, the number of numbers and each name and number in order of name. A text is its length in bytes and its
 * UTF-8; an absent one has length 0; lengths and counts are 4 bytes, times and doubles 8, highest byte first.
 *
 * <p>Stores hold these: the form must never change. Not thread-safe.
 */
final class ContentHash {

    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest sha256 = Sha256.digest();
    private ByteBuffer bytes = ByteBuffer.allocate(1024);
    private long high;
    private long low;

    /** Hashes a row; the last hash is forgotten. */
    void of(Row row) {
        bytes.clear();
        put(row.user);
        put(row.item);
        put(row.type);
        room(8).putLong(row.timeMillis);
        put(row.basket);
        room(4).putInt(row.text.size());
        for (Map.Entry<String, String> text : row.text.entrySet()) {
            put(text.getKey());
            put(text.getValue());
        }
        room(4).putInt(row.numbers.size());
        for (Map.Entry<String, Double> number : row.numbers.entrySet()) {
            put(number.getKey());
            room(8).putDouble(number.getValue());
        }
        sha256.update(bytes.array(), 0, bytes.position());
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        high = digest.getLong();
        low = digest.getLong();
    }

    /** The first 64 bits. */
    long high() {
        return high;
    }

    /** The second 64 bits. */
    long low() {
        return low;
    }

    /** The identity of the k-th such row of a file, k from 0. */
    String id(int k) {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low) + '#' + k;
    }

    private void put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(4 + utf8.length).putInt(utf8.length).put(utf8);
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(2 * (bytes.position() + more));
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }
}
