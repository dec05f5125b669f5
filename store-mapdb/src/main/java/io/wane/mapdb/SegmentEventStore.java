package io.wane.mapdb;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Events in segment files; the list of those files and the catalogue in MapDB. Which files belong to the store changes as
 * a whole: a writer makes new files beside the old ones, replaces the {@link Ledger} and then deletes the old ones, so
 * the process may die at any instruction. What it has left over is deleted at the next open.
 *
 * <p>Heap: once something is appended, 1.6 bytes per event of closed segments and up to 24 per event of the open one. A
 * scan takes a block of about 256 kB per segment that overlaps it, and for the open segment the size of its file, at most
 * about 64 MiB, and 40 bytes per event.
 */
final class SegmentEventStore implements EventStore {

    private static final System.Logger LOG = System.getLogger(SegmentEventStore.class.getName());

    private final StoreDirectory directory;
    private final int segmentEvents;
    private final StoreLock lock;

    // Held by whoever changes something; guards the ledger and the log.
    private final ReentrantLock writer = new ReentrantLock();
    private Ledger ledger;
    private Log log;
    // While a power cut may bring the ledger before this one back: the files that only that one names.
    private Optional<List<Path>> unsettled = Optional.empty();
    private volatile Catalog catalog;

    // Guards what follows: what a scan sees, who is scanning, and files that go when the last scan has left them.
    private final Object readers = new Object();
    private final List<Scan> scans = new ArrayList<>();
    private final List<Path> retired = new ArrayList<>();
    private View view;
    private boolean closed;

    private record View(List<Segment> segments, Log.Snapshot log) {

        Set<Path> files() {
            Set<Path> files = new HashSet<>();
            files.add(log.file());
            for (Segment segment : segments) {
                files.addAll(segment.files());
            }
            return files;
        }
    }

    // Told apart by identity.
    private static final class Scan {

        private final Thread thread = Thread.currentThread();
        private final View view;

        Scan(View view) {
            this.view = view;
        }
    }

    private SegmentEventStore(StoreDirectory directory, int segmentEvents, StoreLock lock) {
        this.directory = directory;
        this.segmentEvents = segmentEvents;
        this.lock = lock;
    }

    /**
     * Opens the store in a directory, making both if need be.
     *
     * @throws IllegalStateException if another store has it open
     * @throws UncheckedIOException if a file cannot be read or is damaged
     */
    static SegmentEventStore open(Path path, int segmentEvents) {
        return open(new StoreDirectory(path, FileChannel::open), segmentEvents);
    }

    static SegmentEventStore open(StoreDirectory directory, int segmentEvents) {
        Path path = directory.path();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IllegalStateException(path + " is a file; the store needs a directory. Name another one.");
        }
        try {
            directory.make();
        } catch (IOException refused) {
            throw StoreDirectory.failed(path, "make the store's directory", refused);
        }
        StoreLock lock = StoreLock.of(path);
        try {
            SegmentEventStore store = new SegmentEventStore(directory, segmentEvents, lock);
            store.load();
            return store;
        } catch (RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    private void load() {
        try {
            directory.unfinishedFiles().forEach(StoreDirectory::discard);
            if (!Files.exists(directory.ledger())) {
                create();
            }
            ledger = Ledger.read(directory);
            List<Segment> segments = new ArrayList<>();
            for (Segment.Info info : ledger.segments()) {
                Segment segment = new Segment(directory, info);
                segment.requireFiles();
                segments.add(segment);
            }
            List<Path> found = directory.segmentFiles();
            log = Log.open(directory, ledger.log(), ledger.checkpoint());
            view = new View(List.copyOf(segments), log.snapshot());
            found.removeAll(view.files());
            found.forEach(StoreDirectory::discard);
        } catch (IOException refused) {
            throw StoreDirectory.failed(directory.path(), "open the store", refused);
        }
    }

    // The ledger comes last: while there is none, nothing can have been acknowledged.
    private void create() throws IOException {
        for (Path file : directory.segmentFiles()) {
            if (Files.size(file) > 0) {
                throw StoreDirectory.damaged(
                        directory.ledger(), "the file is missing, though there are events in " + file);
            }
        }
        Log.create(directory, Ledger.FIRST.log()).close();
        if (!Files.exists(directory.items())) {
            ItemFile.write(directory, Catalog.EMPTY);
        }
        Ledger.FIRST.write(directory);
        directory.sync();
    }

    @Override
    public Appended append(List<Event> batch) {
        List<Event> events = List.copyOf(batch);
        events.forEach(BlockWriter::requireFits);
        lockForWriting();
        try {
            long[] hashes = new long[events.size()];
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] = Ids.hash(events.get(i).id());
            }
            Matches.Match[] matches = matches(events, hashes);
            List<Event> added = new ArrayList<>(hashes.length);
            Map<String, Event> byId = new HashMap<>(hashes.length * 2);
            List<String> conflicting = new ArrayList<>();
            long known = 0;
            for (int i = 0; i < hashes.length; i++) {
                Event event = events.get(i);
                Matches.Match match = matches[i];
                if (match == Matches.Match.NOTHING) {
                    Event first = byId.putIfAbsent(event.id(), event);
                    if (first == null) {
                        hashes[added.size()] = hashes[i];
                        added.add(event);
                        continue;
                    }
                    match = first.equals(event) ? Matches.Match.SAME : Matches.Match.OTHER;
                }
                if (match == Matches.Match.SAME) {
                    known++;
                } else {
                    conflicting.add(event.id());
                }
            }
            write(added, hashes);
            return new Appended(added.size(), known, conflicting);
        } finally {
            writer.unlock();
        }
    }

    private Matches.Match[] matches(List<Event> events, long[] hashes) {
        try {
            return Matches.of(events, hashes, view.segments, log);
        } catch (IOException refused) {
            throw StoreDirectory.failed(directory.path(), "look for known ids", refused);
        }
    }

    private void write(List<Event> events, long[] hashes) {
        settle();
        int at = 0;
        while (at < events.size()) {
            if (log.isFull(segmentEvents)) {
                closeSegment();
            }
            try {
                at = log.append(events, hashes, at, segmentEvents);
            } catch (IOException refused) {
                throw StoreDirectory.failed(log.file(), "append events", refused);
            }
            synchronized (readers) {
                view = new View(view.segments, log.snapshot());
            }
        }
    }

    private void closeSegment() {
        List<Segment> segments = new ArrayList<>(view.segments);
        try {
            Segment sorted = log.sorted();
            segments.add(sorted);
            Log empty;
            try {
                empty = Log.create(directory, ledger.next());
            } catch (IOException refused) {
                sorted.files().forEach(StoreDirectory::discard);
                throw refused;
            }
            switchTo(segments, empty, ledger.next() + 1);
        } catch (IOException refused) {
            throw StoreDirectory.failed(log.file(), "close the segment", refused);
        }
    }

    // From here on the store consists of these files; if the ledger cannot be written, of the same as before.
    private void switchTo(List<Segment> segments, Log newest, long next) {
        List<Segment.Info> infos = new ArrayList<>();
        for (Segment segment : segments) {
            infos.add(segment.info());
        }
        Ledger wanted = new Ledger(infos, newest.number(), newest.bytes(), next);
        View after = new View(List.copyOf(segments), newest.snapshot());
        Set<Path> old = view.files();
        old.removeAll(after.files());
        try {
            wanted.write(directory);
        } catch (UncheckedIOException refused) {
            Set<Path> fresh = after.files();
            fresh.removeAll(view.files());
            if (newest != log) {
                newest.close();
            }
            fresh.forEach(StoreDirectory::discard);
            throw refused;
        }
        if (newest != log) {
            log.close();
        }
        ledger = wanted;
        log = newest;
        unsettled = Optional.of(List.copyOf(old));
        synchronized (readers) {
            view = after;
        }
        settle();
    }

    // Nothing may be acknowledged before: the ledger that a power cut would bring back does not know of it.
    private void settle() {
        if (unsettled.isEmpty()) {
            return;
        }
        try {
            directory.sync();
        } catch (IOException refused) {
            throw StoreDirectory.failed(directory.ledger(), "make the list of files durable", refused);
        }
        synchronized (readers) {
            retired.addAll(unsettled.get());
            deleteRetired();
        }
        unsettled = Optional.empty();
    }

    // Called with `readers` held.
    private void deleteRetired() {
        Set<Path> read = new HashSet<>();
        for (Scan scan : scans) {
            read.addAll(scan.view.files());
        }
        for (Iterator<Path> files = retired.iterator(); files.hasNext(); ) {
            Path file = files.next();
            if (!read.contains(file)) {
                StoreDirectory.discard(file);
                files.remove();
            }
        }
    }

    @Override
    public void scan(long fromMillis, long toMillis, Consumer<Event> out) {
        Objects.requireNonNull(out);
        Scan scan;
        synchronized (readers) {
            requireOpen();
            scan = new Scan(view);
            scans.add(scan);
        }
        try {
            List<Rows> sources = new ArrayList<>();
            for (Segment segment : scan.view.segments) {
                if (segment.info().firstTime() < toMillis && segment.info().lastTime() >= fromMillis) {
                    sources.add(segment.rows(fromMillis, toMillis));
                }
            }
            sources.add(LogRows.range(scan.view.log, fromMillis, toMillis));
            Rows.merge(sources, out);
        } finally {
            synchronized (readers) {
                scans.remove(scan);
                if (!closed && !retired.isEmpty()) {
                    deleteRetired();
                    readers.notifyAll();
                }
            }
        }
    }

    @Override
    public long size() {
        View now;
        synchronized (readers) {
            requireOpen();
            now = view;
        }
        long events = now.log.rows();
        for (Segment segment : now.segments) {
            events += segment.info().rows();
        }
        return events;
    }

    @Override
    public Catalog catalog() {
        synchronized (readers) {
            requireOpen();
        }
        Catalog known = catalog;
        if (known != null) {
            return known;
        }
        lockForWriting();
        try {
            return loadedCatalog();
        } finally {
            writer.unlock();
        }
    }

    private Catalog loadedCatalog() {
        Catalog known = catalog;
        if (known == null) {
            known = ItemFile.read(directory);
            catalog = known;
        }
        return known;
    }

    /** {@inheritDoc} The catalogue is written whole, whatever changes: one call with many items beats many calls. */
    @Override
    public void putItems(List<Item> items) {
        List<Item> put = List.copyOf(items);
        lockForWriting();
        try {
            Catalog known = loadedCatalog();
            List<Item> all = new ArrayList<>(known.items());
            all.addAll(put);
            Catalog merged = new Catalog(all);
            if (!List.copyOf(merged.items()).equals(List.copyOf(known.items()))) {
                ItemFile.write(directory, merged);
                catalog = merged;
            }
        } finally {
            writer.unlock();
        }
    }

    @Override
    public long eraseUser(String user) {
        Objects.requireNonNull(user);
        lockForWriting();
        try {
            return erase(user);
        } catch (IOException refused) {
            throw StoreDirectory.failed(directory.path(), "erase a user", refused);
        } finally {
            writer.unlock();
        }
    }

    private long erase(String user) throws IOException {
        if (unsettled.isPresent()) {
            List<Path> left = unsettled.get();
            settle();
            awaitDeletion(left);
        }
        List<Segment> kept = new ArrayList<>();
        List<Path> fresh = new ArrayList<>();
        List<Path> old = new ArrayList<>();
        Log newest = log;
        long next = ledger.next();
        long erased = 0;
        try {
            for (Segment segment : view.segments) {
                int events = segment.eventsOf(user);
                erased += events;
                if (events == 0) {
                    kept.add(segment);
                    continue;
                }
                old.addAll(segment.files());
                if (events < segment.info().rows()) {
                    Segment rest = segment.without(user, next++);
                    fresh.addAll(rest.files());
                    kept.add(rest);
                }
            }
            int events = log.eventsOf(user);
            erased += events;
            if (events > 0) {
                old.add(log.file());
                newest = log.without(user, next++);
            }
        } catch (IOException | RuntimeException refused) {
            fresh.forEach(StoreDirectory::discard);
            throw refused;
        }
        if (erased > 0) {
            switchTo(kept, newest, next);
            awaitDeletion(old);
        }
        return erased;
    }

    private void awaitDeletion(List<Path> old) throws IOException {
        boolean interrupted = false;
        synchronized (readers) {
            while (!Collections.disjoint(retired, old)) {
                try {
                    readers.wait();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
        directory.sync();
    }

    @Override
    public List<String> verify() {
        lockForWriting();
        try {
            List<String> problems = new ArrayList<>();
            verifyMapDb(problems);
            for (Segment segment : view.segments) {
                segment.verify(problems);
            }
            log.verify(problems);
            return problems;
        } finally {
            writer.unlock();
        }
    }

    private void verifyMapDb(List<String> problems) {
        try {
            Ledger stored = Ledger.read(directory);
            if (!stored.equals(ledger)) {
                problems.add(StoreDirectory.damage(
                        directory.ledger(), "the list of files is " + stored + " and must be " + ledger));
            }
        } catch (UncheckedIOException broken) {
            problems.add(broken.getMessage());
        }
        try {
            ItemFile.read(directory);
        } catch (UncheckedIOException broken) {
            problems.add(broken.getMessage());
        }
    }

    private void lockForWriting() {
        synchronized (readers) {
            for (Scan scan : scans) {
                if (scan.thread == Thread.currentThread()) {
                    throw new IllegalStateException("the consumer of a scan must not call the store " + directory.path()
                            + ": collect what it needs and call afterwards");
                }
            }
        }
        writer.lock();
        try {
            synchronized (readers) {
                requireOpen();
            }
        } catch (IllegalStateException closedMeanwhile) {
            writer.unlock();
            throw closedMeanwhile;
        }
    }

    // Called with `readers` held.
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store " + directory.path() + " is closed; open it again");
        }
    }

    @Override
    public void close() {
        writer.lock();
        try {
            synchronized (readers) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            release();
        } finally {
            writer.unlock();
        }
    }

    private void release() {
        try {
            if (log.bytes() != ledger.checkpoint()) {
                checkpoint();
            }
        } finally {
            log.close();
            lock.close();
        }
    }

    // Lets the next open tell a damaged end of the log from an interrupted append. Nothing is lost without it.
    private void checkpoint() {
        try {
            new Ledger(ledger.segments(), ledger.log(), log.bytes(), ledger.next()).write(directory);
            directory.sync();
        } catch (IOException | UncheckedIOException refused) {
            LOG.log(System.Logger.Level.WARNING, refused.getMessage());
        }
    }
}
