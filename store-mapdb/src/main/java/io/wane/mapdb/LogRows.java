package io.wane.mapdb;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/** The events of a log in (time, id) order: the log is read whole, at the first event asked for, and sorted in memory. */
final class LogRows extends Rows {

    private final Log.Snapshot log;
    private final LongPredicate wanted;
    private Block[] blocks;
    private int[] firstRows;
    private int[] order;
    private int at = -1;
    private int index;

    private record Row(int row, String id) {}

    private LogRows(Log.Snapshot log, long earliest, LongPredicate wanted) {
        super(earliest);
        this.log = log;
        this.wanted = wanted;
    }

    /** Every event. */
    static LogRows all(Log.Snapshot log) {
        return new LogRows(log, Long.MIN_VALUE, time -> true);
    }

    /** The events of {@code fromMillis <= time < toMillis}. */
    static LogRows range(Log.Snapshot log, long fromMillis, long toMillis) {
        return new LogRows(log, fromMillis, time -> fromMillis <= time && time < toMillis);
    }

    @Override
    boolean advance() {
        if (order == null) {
            sort();
        }
        if (++at == order.length) {
            return false;
        }
        move(order[at]);
        return true;
    }

    private void move(int row) {
        boolean here = firstRows[index] <= row && row < firstRows[index] + blocks[index].rows();
        if (!here) {
            int found = Arrays.binarySearch(firstRows, row);
            index = found >= 0 ? found : -found - 2;
        }
    }

    private void sort() {
        List<Block> read = Log.blocks(log);
        blocks = read.toArray(new Block[0]);
        firstRows = new int[blocks.length];
        int[] rows = new int[log.rows()];
        long[] times = new long[log.rows()];
        int row = 0;
        int count = 0;
        for (int i = 0; i < blocks.length; i++) {
            firstRows[i] = row;
            for (int j = 0; j < blocks[i].rows(); j++, row++) {
                if (wanted.test(blocks[i].time(j))) {
                    times[count] = blocks[i].time(j);
                    rows[count++] = row;
                }
            }
        }
        order = RowOrder.by(times, count);
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && times[order[to]] == times[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                order[i] = rows[order[i]];
            }
            sortById(from, to);
            from = to;
        }
    }

    private void sortById(int from, int to) {
        if (to - from == 1) {
            return;
        }
        Row[] tied = new Row[to - from];
        for (int i = from; i < to; i++) {
            move(order[i]);
            tied[i - from] = new Row(order[i], blocks[index].id(order[i] - firstRows[index]));
        }
        Arrays.sort(tied, Comparator.comparing(Row::id));
        for (int i = from; i < to; i++) {
            order[i] = tied[i - from].row;
        }
    }

    @Override
    Block block() {
        return blocks[index];
    }

    @Override
    int row() {
        return order[at] - firstRows[index];
    }

    @Override
    public void close() {
        // Nothing is kept open. The memory goes with this object.
    }
}
