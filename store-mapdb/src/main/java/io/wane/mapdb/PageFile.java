package io.wane.mapdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.mapdb.Serializer;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.ByteArrayVol;
import org.mapdb.volume.SingleByteArrayVol;
import org.mapdb.volume.Volume;

/**
 * Numbered pages in an immutable MapDB table. To change one, MapDB builds another table in memory, which is written
 * beside the old file, forced, and renamed over it.
 *
 * <p>MapDB's transactions would not do. MapDB 3.1.0 writes a log ahead but never reads it again: a process killed inside
 * {@code commit()}, or a full disk, leaves a file that does not open.
 */
final class PageFile {

    /** What a file is called until it is finished. */
    static final String UNFINISHED = ".new";

    private static final int FORMAT = 2;

    // MapDB's table has pages of its own, into one of which each of ours must fit.
    private static final int LEAST_SHIFT = 17;

    private static final int PAGE_OVERHEAD = 4_096;

    // Bytes of the checksum that ends a page.
    private static final int SEAL = 4;

    private PageFile() {}

    /**
     * Writes pages, in place of the old file, which stays as it is unless all goes well. The pages are durable, and that
     * they are in place is so after {@link StoreDirectory#sync}.
     *
     * @throws UncheckedIOException if that is not possible
     */
    static void write(StoreDirectory directory, Path file, List<ByteWriter> pages) {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Volume table = table(pages);
        try {
            try (FileChannel channel = directory.create(unfinished)) {
                byte[] slice = new byte[table.sliceSize()];
                for (long at = 0; at < table.length(); at += slice.length) {
                    table.getData(at, slice, 0, slice.length);
                    StoreDirectory.write(channel, slice, slice.length, at);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            StoreDirectory.discard(unfinished);
            throw StoreDirectory.failed(file, "write the file", refused);
        } finally {
            table.close();
        }
    }

    private static Volume table(List<ByteWriter> pages) {
        int largest = 0;
        for (ByteWriter page : pages) {
            largest = Math.max(largest, page.length);
        }
        int shift = shift(largest);
        Volume table = new ByteArrayVol(shift, 0);
        SortedTableMap.Sink<Integer, byte[]> sink = SortedTableMap.create(
                        table, Serializer.INTEGER, Serializer.BYTE_ARRAY)
                .pageSize(1 << shift)
                .nodeSize(1)
                .createFromSink();
        ByteWriter header = new ByteWriter();
        header.int32(FORMAT);
        header.int32(pages.size());
        sink.put(0, sealed(header));
        for (int i = 0; i < pages.size(); i++) {
            sink.put(i + 1, sealed(pages.get(i)));
        }
        sink.create();
        return table;
    }

    // A table is so many times 2^shift bytes long.
    private static int shift(int largestPage) {
        int shift = LEAST_SHIFT;
        while (1L << shift < 2L * largestPage + PAGE_OVERHEAD) {
            shift++;
        }
        return shift;
    }

    // MapDB does not notice a changed byte inside a value.
    private static byte[] sealed(ByteWriter page) {
        CRC32C crc = new CRC32C();
        crc.update(page.array, 0, page.length);
        byte[] sealed = Arrays.copyOf(page.array, page.length + SEAL);
        ByteWriter.INT.set(sealed, page.length, (int) crc.getValue());
        return sealed;
    }

    private static boolean isSealed(byte[] page) {
        if (page.length < SEAL) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(page, 0, page.length - SEAL);
        return (int) ByteWriter.INT.get(page, page.length - SEAL) == (int) crc.getValue();
    }

    /**
     * Reads the pages.
     *
     * @throws UncheckedIOException if the file is missing or damaged
     */
    static List<ByteReader> read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw StoreDirectory.damaged(file, "the file is missing");
        } catch (IOException refused) {
            throw StoreDirectory.failed(file, "read the file", refused);
        }
        List<ByteReader> pages = new ArrayList<>();
        int largest = 0;
        try {
            for (Map.Entry<Integer, byte[]> entry : SortedTableMap.open(
                            new SingleByteArrayVol(bytes), Serializer.INTEGER, Serializer.BYTE_ARRAY)
                    .getEntries()) {
                if (entry.getKey() != pages.size() || !isSealed(entry.getValue())) {
                    break;
                }
                pages.add(new ByteReader(entry.getValue(), 0));
                largest = Math.max(largest, entry.getValue().length - SEAL);
            }
        } catch (RuntimeException | AssertionError broken) {
            // MapDB says what it finds in a damaged file in many ways: its own exceptions, wrong indexes, assertions.
            UncheckedIOException damaged =
                    StoreDirectory.damaged(file, "the file is damaged, or Wane did not write it");
            damaged.addSuppressed(broken);
            throw damaged;
        }
        if (pages.isEmpty()) {
            throw StoreDirectory.damaged(file, "the file's header is missing or its checksum does not match");
        }
        ByteReader header = pages.remove(0);
        int format = header.int32();
        if (format != FORMAT) {
            throw StoreDirectory.damaged(
                    file,
                    "the format is " + format + " and must be " + FORMAT + " (written by another version of Wane?)");
        }
        if (pages.size() != header.int32()) {
            throw StoreDirectory.damaged(file, "page " + pages.size() + " is missing or its checksum does not match");
        }
        // Most of a small file is empty, so one that was cut short may still hold every page.
        if (bytes.length % (1L << shift(largest)) != 0) {
            throw StoreDirectory.damaged(
                    file,
                    "the file was cut short: it has " + bytes.length + " bytes and must have a multiple of "
                            + (1L << shift(largest)));
        }
        return pages;
    }
}
