package io.wane.mapdb;

import java.nio.charset.StandardCharsets;

/**
 * Texts as bytes and back, char for char: UTF-8, or UTF-16 for the rare text that holds half a surrogate pair, which
 * UTF-8 cannot write. A header {@code bytes << 1 | utf16} goes with the bytes.
 */
final class Text {

    private Text() {}

    /** Writes a text's bytes and answers the header. */
    static int encode(String text, ByteWriter out) {
        int chars = text.length();
        out.reserve(Math.multiplyExact(3, chars));
        byte[] array = out.array;
        int at = out.length;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                array[at++] = (byte) c;
            } else if (c < 0x800) {
                array[at++] = (byte) (0xc0 | (c >> 6));
                array[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                array[at++] = (byte) (0xe0 | (c >> 12));
                array[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                array[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                array[at++] = (byte) (0xf0 | (point >> 18));
                array[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                array[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                array[at++] = (byte) (0x80 | (point & 0x3f));
            } else {
                return encodeChars(text, out);
            }
        }
        int size = at - out.length;
        out.length = at;
        return size << 1;
    }

    private static int encodeChars(String text, ByteWriter out) {
        for (int i = 0; i < text.length(); i++) {
            out.array[out.length++] = (byte) (text.charAt(i) >>> 8);
            out.array[out.length++] = (byte) text.charAt(i);
        }
        return (text.length() << 2) | 1;
    }

    static String decode(byte[] array, int at, int header) {
        int size = header >>> 1;
        if ((header & 1) == 0) {
            return new String(array, at, size, StandardCharsets.UTF_8);
        }
        char[] chars = new char[size / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) ((array[at + 2 * i] << 8) | (array[at + 2 * i + 1] & 0xff));
        }
        return new String(chars);
    }
}
