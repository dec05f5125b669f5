package io.wane.mapdb;

import io.wane.core.event.Event;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out which events of a batch the store holds already. Hashes say where to look; the rows found are read in order
 * of place, each block once, and compared.
 */
final class Matches {

    /** What the store holds under an event's id. */
    enum Match {
        NOTHING,
        SAME,
        OTHER
    }

    private final List<Event> batch;
    private final Match[] matches;
    private long[] places = new long[256];
    private int[] events = new int[256];
    private int candidates;

    private Matches(List<Event> batch) {
        this.batch = batch;
        matches = new Match[batch.size()];
        Arrays.fill(matches, Match.NOTHING);
    }

    /** One answer per event of the batch, whose ids have these hashes. */
    static Match[] of(List<Event> batch, long[] hashes, List<Segment> segments, Log log) throws IOException {
        Matches found = new Matches(batch);
        int[] byHash = segments.isEmpty() ? new int[0] : RowOrder.by(hashes, hashes.length);
        for (int source = 0; source < segments.size(); source++) {
            found.lookInto(segments.get(source), source, hashes, byHash);
        }
        OpenIds open = log.ids();
        for (int i = 0; i < hashes.length; i++) {
            int event = i;
            open.find(hashes[i], row -> found.note(segments.size(), row, event));
        }
        found.compare(segments, log);
        return found.matches;
    }

    private void lookInto(Segment segment, int source, long[] hashes, int[] order) throws IOException {
        Ids ids = segment.ids();
        Ids.Pages pages = null;
        try {
            for (int event : order) {
                if (ids.mayHold(hashes[event])) {
                    if (pages == null) {
                        pages = ids.pages();
                    }
                    pages.find(hashes[event], row -> note(source, row, event));
                }
            }
        } finally {
            if (pages != null) {
                pages.close();
            }
        }
    }

    private void note(int source, int row, int event) {
        if (candidates == places.length) {
            places = Arrays.copyOf(places, 2 * candidates);
            events = Arrays.copyOf(events, 2 * candidates);
        }
        places[candidates] = ((long) source << 32) | row;
        events[candidates++] = event;
    }

    private void compare(List<Segment> segments, Log log) throws IOException {
        int source = -1;
        Lookup lookup = null;
        try {
            for (int i : RowOrder.by(places, candidates)) {
                int next = (int) (places[i] >>> 32);
                if (next != source) {
                    if (lookup != null) {
                        lookup.close();
                    }
                    lookup = next == segments.size()
                            ? log.lookup()
                            : segments.get(next).lookup();
                    source = next;
                }
                int row = lookup.find((int) places[i]);
                Event event = batch.get(events[i]);
                if (lookup.block().id(row).equals(event.id())) {
                    boolean same = lookup.block().event(row).equals(event);
                    matches[events[i]] = same ? Match.SAME : Match.OTHER;
                }
            }
        } finally {
            if (lookup != null) {
                lookup.close();
            }
        }
    }
}
