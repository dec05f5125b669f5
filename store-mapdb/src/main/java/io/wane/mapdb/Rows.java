package io.wane.mapdb;

import io.wane.core.event.Event;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Events of one file in (time, id) order, one at a time. Not thread-safe. */
abstract class Rows implements AutoCloseable {

    /** By time, then id; what has not started stands before what has, at the earliest time it may have. */
    private static final Comparator<Rows> ORDER = (a, b) -> {
        int byTime = Long.compare(a.time, b.time);
        if (byTime != 0) {
            return byTime;
        }
        return a.started && b.started ? a.id().compareTo(b.id()) : Boolean.compare(a.started, b.started);
    };

    private boolean started;
    private long time;
    private String id;

    /** Rows of which none comes before a time. */
    Rows(long earliest) {
        time = earliest;
    }

    /** Moves to the next event; false at the end. */
    final boolean next() {
        started = true;
        id = null;
        if (!advance()) {
            return false;
        }
        time = block().time(row());
        return true;
    }

    /** Time of the current event. */
    final long time() {
        return time;
    }

    /** Id of the current event. */
    final String id() {
        if (id == null) {
            id = block().id(row());
        }
        return id;
    }

    abstract boolean advance();

    /** The block that holds the current event. */
    abstract Block block();

    /** Its place in the block. */
    abstract int row();

    @Override
    public abstract void close();

    /** Hands out the events of all sources in order; files are opened when their time comes. Closes the sources. */
    static void merge(List<Rows> sources, Consumer<Event> out) {
        PriorityQueue<Rows> queue = new PriorityQueue<>(Math.max(1, sources.size()), ORDER);
        queue.addAll(sources);
        try {
            for (Rows rows = queue.poll(); rows != null; rows = queue.poll()) {
                boolean more = rows.started || rows.next();
                while (more && (queue.isEmpty() || ORDER.compare(rows, queue.peek()) <= 0)) {
                    out.accept(rows.block().event(rows.row()));
                    more = rows.next();
                }
                if (more) {
                    queue.add(rows);
                } else {
                    rows.close();
                }
            }
        } finally {
            for (Rows rows : sources) {
                rows.close();
            }
        }
    }
}
