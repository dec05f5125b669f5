package io.wane.mapdb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which files the store consists of. Whatever is not in the ledger is not in the store.
 *
 * @param segments the closed segments, in order of number
 * @param log number of the open one
 * @param checkpoint so many bytes of it are known to have been written in full
 * @param next number for the next file
 */
record Ledger(List<Segment.Info> segments, long log, long checkpoint, long next) {

    /** The ledger of a new store. */
    static final Ledger FIRST = new Ledger(List.of(), 1, 0, 2);

    Ledger {
        List<Segment.Info> byNumber = new ArrayList<>(segments);
        byNumber.sort(Comparator.comparingLong(Segment.Info::number));
        segments = List.copyOf(byNumber);
    }

    /**
     * Makes this the ledger, at once: from then on the store consists of other files. Until {@link StoreDirectory#sync} a
     * power cut may bring the old one back.
     */
    void write(StoreDirectory directory) {
        ByteWriter out = new ByteWriter();
        out.int64(log);
        out.int64(checkpoint);
        out.int64(next);
        out.varint(segments.size());
        for (Segment.Info info : segments) {
            out.int64(info.number());
            out.int32(info.rows());
            out.int64(info.dataBytes());
            out.int64(info.fileBytes());
            out.int64(info.firstTime());
            out.int64(info.lastTime());
        }
        PageFile.write(directory, directory.ledger(), List.of(out));
    }

    static Ledger read(StoreDirectory directory) {
        ByteReader in = PageFile.read(directory.ledger()).get(0);
        long log = in.int64();
        long checkpoint = in.int64();
        long next = in.int64();
        List<Segment.Info> segments = new ArrayList<>();
        for (int left = in.varint(); left > 0; left--) {
            segments.add(new Segment.Info(in.int64(), in.int32(), in.int64(), in.int64(), in.int64(), in.int64()));
        }
        return new Ledger(segments, log, checkpoint, next);
    }
}
