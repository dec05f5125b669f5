package io.wane.mapdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing run of bytes, written at its end. Numbers are big-endian; a varint has seven bits a byte, lowest first. */
final class ByteWriter {

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    byte[] array = new byte[1024];
    int length;

    /** Makes room for so many more bytes. */
    void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > array.length) {
            array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * array.length)));
        }
    }

    void varint(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            array[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[length++] = (byte) rest;
    }

    /** A signed number, short when near 0. */
    void zigzag(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            array[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[length++] = (byte) rest;
    }

    void int32(int value) {
        reserve(4);
        INT.set(array, length, value);
        length += 4;
    }

    void int64(long value) {
        reserve(8);
        LONG.set(array, length, value);
        length += 8;
    }

    void bytes(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, array, length, count);
        length += count;
    }

    /** A text with its length before it. */
    void text(String text) {
        int at = length;
        int header = Text.encode(text, this);
        int size = length - at;
        ByteWriter front = new ByteWriter();
        front.varint(header);
        reserve(front.length);
        System.arraycopy(array, at, array, at + front.length, size);
        System.arraycopy(front.array, 0, array, at, front.length);
        length += front.length;
    }
}
