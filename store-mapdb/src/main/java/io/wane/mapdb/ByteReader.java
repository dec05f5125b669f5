package io.wane.mapdb;

/** Reads what {@link ByteWriter} wrote. Past the end it throws {@link IndexOutOfBoundsException}. */
final class ByteReader {

    final byte[] array;
    int at;

    ByteReader(byte[] array, int at) {
        this.array = array;
        this.at = at;
    }

    int varint() {
        int value = array[at++];
        if (value >= 0) {
            return value;
        }
        value &= 0x7f;
        for (int shift = 7; shift < 35; shift += 7) {
            int next = array[at++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than five bytes");
    }

    long zigzag() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            long next = array[at++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IndexOutOfBoundsException("a number of more than ten bytes");
    }

    int int32() {
        int value = (int) ByteWriter.INT.get(array, at);
        at += 4;
        return value;
    }

    long int64() {
        long value = (long) ByteWriter.LONG.get(array, at);
        at += 8;
        return value;
    }

    String text() {
        int header = varint();
        String text = Text.decode(array, at, header);
        at += header >>> 1;
        return text;
    }
}
