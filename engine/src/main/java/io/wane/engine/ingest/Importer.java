package io.wane.engine.ingest;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.model.Progress;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings event files into a store. A bad row is counted and set aside, and never stops an import. A row without an id gets
 * one from its content and how often it stood in the file before: importing a file again adds nothing, equal rows in one
 * file stay, equal rows in two files count once.
 *
 * <p>Memory: one batch, and one hash per row of the current instant; per row of the file if it is not in time order. Not
 * thread-safe.
 */
public final class Importer {

    private static final int BATCH = 10_000;

    // A shop's clock may be in another zone than ours.
    private static final long DAY = 86_400_000;
    private static final Instant FIRST_SHOPS = Instant.parse("1990-01-01T00:00:00Z");
    private static final long EARLY = FIRST_SHOPS.toEpochMilli();

    private final EventStore store;
    private final ImportSettings settings;
    private final Progress progress;

    /** An importer into a store; {@code progress} is told of rows, with an unknown total. */
    public Importer(EventStore store, ImportSettings settings, Progress progress) {
        this.store = store;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Imports a file, as it comes: if reading breaks off in the middle, what came before stays. With a limit of rejected
     * rows the file is read twice, and beyond the limit, or if reading breaks off, nothing of it is imported.
     *
     * @throws IngestException if the file cannot be read, is in no known layout, breaks off, or has too many rejected rows
     * @throws java.io.UncheckedIOException if the store cannot be written
     */
    public ImportSummary importFile(Path file) {
        settings.requireRejectsFor(List.of(file));
        if (settings.maxRejects().isPresent()) {
            check(file, settings.maxRejects().getAsLong());
        }
        Pass pass = new Pass(file);
        try (EventFile in = open(file)) {
            DeadLetters deadLetters = new DeadLetters(settings.rejects(), file);
            try {
                while (in.next()) {
                    RowException bad = in.rejected();
                    if (bad == null) {
                        pass.take(in);
                    } else {
                        pass.rejected.add(in.line(), bad);
                        // a file that was checked left its rejected rows then
                        if (settings.maxRejects().isEmpty()) {
                            deadLetters.add(in.line(), bad.getMessage(), in.raw());
                        }
                    }
                }
                pass.append();
            } finally {
                deadLetters.flush();
            }
            return pass.summary(in);
        } catch (IOException broken) {
            throw new IngestException(
                    file + ": breaks off: " + reason(broken) + ". "
                            + NumberText.count(pass.appended(), "event before that is", "events before that are")
                            + " in the store; import the whole file and they are not added twice",
                    broken);
        }
    }

    /**
     * Asks, before anything is imported, whether a file can be read and is in a known layout. Its rows are not looked at.
     *
     * @throws IngestException if not
     */
    public static void requireReadable(Path file, ImportSettings settings) {
        try {
            EventFile.open(file, settings.from(), settings.valueAs()).close();
        } catch (IOException broken) {
            throw new IngestException(file + ": breaks off: " + reason(broken) + ". Nothing was imported", broken);
        }
    }

    private EventFile open(Path file) throws IOException {
        return EventFile.open(file, settings.from(), settings.valueAs());
    }

    private void check(Path file, long most) {
        Rejected.Counter rejected = new Rejected.Counter();
        DeadLetters deadLetters = new DeadLetters(settings.rejects(), file);
        try (EventFile in = open(file)) {
            while (in.next()) {
                RowException bad = in.rejected();
                if (bad != null) {
                    rejected.add(in.line(), bad);
                    deadLetters.add(in.line(), bad.getMessage(), in.raw());
                }
            }
        } catch (IOException broken) {
            throw new IngestException(
                    file + ": breaks off: " + reason(broken) + ". Nothing of the file is imported", broken);
        } finally {
            deadLetters.flush();
        }
        rejected.refuseMoreThan(most, file, settings.rejects());
    }

    /** Why, in words: the names of some exceptions say more than their messages, which are a path. */
    static String reason(IOException broken) {
        if (broken instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (broken instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (broken instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " is a file, not a directory";
        }
        return broken.getMessage() == null ? broken.toString() : broken.getMessage();
    }

    /** One file on its way into the store. */
    private final class Pass {

        private final Path file;
        private final ContentHash hash = new ContentHash();
        private final Occurrences occurrences = new Occurrences();
        private final Rejected.Counter rejected = new Rejected.Counter();
        private final List<Event> batch = new ArrayList<>(BATCH);
        private final SortedMap<String, Long> byType = new TreeMap<>();
        private final DistinctCounter users = new DistinctCounter();
        private final DistinctCounter items = new DistinctCounter();
        private final SortedSet<String> types = new TreeSet<>();
        private final long future = settings.nowMillis().orElse(Long.MAX_VALUE - DAY) + DAY;
        private final List<String> conflictingIds = new ArrayList<>();
        private long events;
        private long added;
        private long known;
        private long conflicting;
        private long anonymous;
        private long copies;
        private long early;
        private long late;
        private long firstMillis = Long.MAX_VALUE;
        private long lastMillis = Long.MIN_VALUE;

        Pass(Path file) {
            this.file = file;
        }

        void take(EventFile in) throws IOException {
            Row row = in.row();
            batch.add(row.event(row.id.isEmpty() ? contentId(in) : row.id));
            events++;
            types.add(row.type);
            if (row.timeMillis < EARLY) {
                early++;
            } else if (row.timeMillis > future) {
                late++;
            }
            firstMillis = Math.min(firstMillis, row.timeMillis);
            lastMillis = Math.max(lastMillis, row.timeMillis);
            if (row.user.isEmpty()) {
                anonymous++;
            } else {
                byType.merge(row.type, 1L, Long::sum);
                users.add(row.user);
            }
            if (!row.item.isEmpty()) {
                items.add(row.item);
            }
            if (batch.size() == BATCH) {
                append();
            }
        }

        private String contentId(EventFile in) throws IOException {
            Row row = in.row();
            hash.of(row);
            int before = occurrences.next(row.timeMillis, hash.high(), hash.low());
            if (before == Occurrences.OUT_OF_ORDER) {
                occurrences.countAll();
                recount(in.line());
                hash.of(row);
                before = occurrences.next(row.timeMillis, hash.high(), hash.low());
            }
            if (before > 0) {
                copies++;
            }
            return hash.id(before);
        }

        // The rows before this line again, now that all must be remembered.
        private void recount(long line) throws IOException {
            try (EventFile again = open(file)) {
                while (again.next() && again.line() < line) {
                    Row row = again.row();
                    if (again.rejected() == null && row.id.isEmpty()) {
                        hash.of(row);
                        occurrences.next(row.timeMillis, hash.high(), hash.low());
                    }
                }
            }
        }

        void append() {
            if (batch.isEmpty()) {
                return;
            }
            Appended appended = store.append(List.copyOf(batch));
            batch.clear();
            added += appended.added();
            known += appended.known();
            conflicting += appended.conflicting().size();
            for (String id : appended.conflicting()) {
                if (conflictingIds.size() < 10) {
                    conflictingIds.add(id);
                }
            }
            progress.report("rows", events + rejected.total(), -1);
        }

        long appended() {
            return added + known + conflicting;
        }

        ImportSummary summary(EventFile in) {
            return new ImportSummary(
                    file,
                    in.layout(),
                    in.valueAs(),
                    events + rejected.total(),
                    added,
                    known,
                    conflicting,
                    conflictingIds,
                    rejected.list(),
                    byType,
                    anonymous,
                    copies,
                    events == 0 ? OptionalLong.empty() : OptionalLong.of(firstMillis),
                    events == 0 ? OptionalLong.empty() : OptionalLong.of(lastMillis),
                    users.distinct(),
                    items.distinct(),
                    putNewItems(in),
                    notes(in));
        }

        private List<String> notes(EventFile in) {
            List<String> notes = new ArrayList<>();
            if (late > 0) {
                notes.add(NumberText.count(late, "row lies", "rows lie") + " in the future, the last on "
                        + day(lastMillis) + ": kept; answers are as of the last event unless --as-of says otherwise");
            }
            if (early > 0) {
                notes.add(NumberText.count(early, "row lies", "rows lie") + " before 1990, the first on "
                        + day(firstMillis) + ": kept; timestamps are epoch seconds, epoch milliseconds or ISO-8601");
            }
            notes.addAll(TypeNames.notes(types));
            notes.addAll(in.notes());
            return notes;
        }

        // A catalogue that the shop wrote itself knows better than an event file.
        private long putNewItems(EventFile in) {
            List<Item> unknown = new ArrayList<>();
            Catalog catalog = store.catalog();
            for (Item item : in.parser().items()) {
                if (catalog.item(item.id()).isEmpty()) {
                    unknown.add(item);
                }
            }
            if (!unknown.isEmpty()) {
                store.putItems(unknown);
            }
            return unknown.size();
        }
    }

    private static LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private static final class DistinctCounter {

        private static final int MOST = 1_000_000;

        private final Set<String> names = new HashSet<>();
        private boolean exact = true;

        void add(String name) {
            if (names.size() < MOST) {
                names.add(name);
            } else if (exact) {
                exact = names.contains(name);
            }
        }

        ImportSummary.Distinct distinct() {
            return new ImportSummary.Distinct(names.size(), exact);
        }
    }
}
