package io.wane.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contract accepts a store that keeps what it is given and rejects what is broken about it, one thing at a time. */
class EventStoreContractTest {

    @Test
    void aGoodStorePasses() {
        assertThat(Rejections.failures(Good.class)).isEmpty();
    }

    @Test
    void aStoreThatLosesTheLastBatchOnReopeningIsRejected() {
        assertThat(Rejections.failedTests(LosesLastBatch.class)).contains("eventsOutliveTheStoreObject");
    }

    @Test
    void aStoreThatOverwritesAKnownIdIsRejected() {
        assertThat(Rejections.failedTests(Overwrites.class))
                .containsExactly("aKnownIdWithOtherContentIsReportedAndNotOverwritten");
    }

    @Test
    void aStoreThatCountsDuplicatesAsAddedIsRejected() {
        assertThat(Rejections.failedTests(CountsDuplicates.class))
                .contains("anEventThatIsKnownIsCountedAndNotAddedAgain", "manySmallBatchesAreAsGoodAsOne");
    }

    @Test
    void aStoreThatHidesConflictsIsRejected() {
        assertThat(Rejections.failedTests(HidesConflicts.class))
                .containsExactly(
                        "aKnownIdWithOtherContentIsReportedAndNotOverwritten", "ofOneIdInABatchTheFirstCounts");
    }

    @Test
    void aStoreThatScansOutOfOrderIsRejected() {
        assertThat(Rejections.failedTests(ScansBackwards.class)).contains("eventsComeBackByTimeAndThenById");
    }

    @Test
    void aStoreThatOrdersIdsByTheirBytesIsRejected() {
        assertThat(Rejections.failedTests(OrdersIdsByBytes.class)).contains("idsOfOneTimeAreComparedAsStringsAre");
    }

    @Test
    void aStoreWhoseRangeIncludesItsEndIsRejected() {
        assertThat(Rejections.failedTests(IncludesTheEnd.class)).containsExactly("aRangeIncludesItsStartAndNotItsEnd");
    }

    @Test
    void aStoreThatErasesNothingIsRejected() {
        assertThat(Rejections.failedTests(ErasesNothing.class))
                .contains("anErasedUserIsGoneAndNobodyElse", "theOnlyUserCanBeErased");
    }

    @Test
    void aStoreThatErasesByPrefixIsRejected() {
        assertThat(Rejections.failedTests(ErasesByPrefix.class)).containsExactly("anErasedUserIsGoneAndNobodyElse");
    }

    @Test
    void aStoreThatRemembersErasedIdsIsRejected() {
        assertThat(Rejections.failedTests(RemembersErasedIds.class)).contains("anErasedUserIsGoneAndNobodyElse");
    }

    @Test
    void aStoreThatLeavesAnErasedUserInAFileIsRejected() {
        assertThat(Rejections.failedTests(LeavesATrace.class)).containsExactly("noFileHoldsAnErasedUser");
    }

    @Test
    void aStoreThatRoundsNumbersIsRejected() {
        assertThat(Rejections.failedTests(RoundsNumbers.class)).contains("numbersComeBackBitForBit");
    }

    @Test
    void aStoreThatForgetsItemsIsRejected() {
        assertThat(Rejections.failedTests(ForgetsItems.class))
                .containsExactly("aCatalogueOfManyItemsIsKeptInFull", "theNewestDescriptionOfAnItemCounts");
    }

    @Test
    void aStoreThatOpensTwiceIsRejected() {
        assertThat(Rejections.failedTests(OpensTwice.class)).containsExactly("aDirectoryIsOpenedOnceAtATime");
    }

    /** What a directory keeps when nobody has it open. */
    private static final Map<Path, InMemoryEventStore> DISKS = new HashMap<>();

    private static final Map<Path, Set<String>> ERASED = new HashMap<>();

    private static final Set<Path> IN_USE = new HashSet<>();

    /** Keeps its events by directory: a durable store, as far as one JVM can tell. */
    private static class Kept implements EventStore {

        final Path directory;
        private InMemoryEventStore disk;
        private boolean closed;

        Kept(Path directory) {
            if (!IN_USE.add(directory)) {
                throw new IllegalStateException("store " + directory + " is in use");
            }
            this.directory = directory;
            disk = DISKS.computeIfAbsent(directory, unknown -> new InMemoryEventStore());
        }

        private InMemoryEventStore opened() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return disk;
        }

        @Override
        public Appended append(List<Event> batch) {
            return opened().append(batch);
        }

        @Override
        public void scan(long fromMillis, long toMillis, Consumer<Event> out) {
            opened().scan(fromMillis, toMillis, out);
        }

        @Override
        public long size() {
            return opened().size();
        }

        @Override
        public Catalog catalog() {
            return opened().catalog();
        }

        @Override
        public void putItems(List<Item> items) {
            opened().putItems(items);
        }

        @Override
        public long eraseUser(String user) {
            return opened().eraseUser(user);
        }

        @Override
        public List<String> verify() {
            return opened().verify();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                IN_USE.remove(directory);
            }
        }

        // Puts other events in the place of those kept.
        final void replace(List<Event> events) {
            InMemoryEventStore other = new InMemoryEventStore();
            other.append(events);
            other.putItems(List.copyOf(disk.catalog().items()));
            DISKS.put(directory, other);
            disk = other;
        }

        final List<Event> events() {
            List<Event> events = new ArrayList<>();
            disk.scan(Long.MIN_VALUE, Long.MAX_VALUE, events::add);
            return events;
        }
    }

    static class Good extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir);
        }
    }

    static class LosesLastBatch extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                private List<Event> last = List.of();

                @Override
                public Appended append(List<Event> batch) {
                    last = List.copyOf(batch);
                    return super.append(batch);
                }

                @Override
                public void close() {
                    List<Event> events = events();
                    events.removeAll(last);
                    replace(events);
                    super.close();
                }
            };
        }
    }

    static class Overwrites extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public Appended append(List<Event> batch) {
                    Appended appended = super.append(batch);
                    List<Event> events = events();
                    for (Event event : batch) {
                        events.removeIf(stored -> stored.id().equals(event.id()));
                        events.add(event);
                    }
                    replace(events);
                    return appended;
                }
            };
        }
    }

    static class CountsDuplicates extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public Appended append(List<Event> batch) {
                    Appended appended = super.append(batch);
                    return new Appended(appended.added() + appended.known(), 0, appended.conflicting());
                }
            };
        }
    }

    static class HidesConflicts extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public Appended append(List<Event> batch) {
                    Appended appended = super.append(batch);
                    return new Appended(appended.added(), batch.size() - appended.added(), List.of());
                }
            };
        }
    }

    static class ScansBackwards extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public void scan(long fromMillis, long toMillis, Consumer<Event> out) {
                    List<Event> events = new ArrayList<>();
                    super.scan(fromMillis, toMillis, events::add);
                    Collections.reverse(events);
                    events.forEach(out);
                }
            };
        }
    }

    static class OrdersIdsByBytes extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public void scan(long fromMillis, long toMillis, Consumer<Event> out) {
                    List<Event> events = new ArrayList<>();
                    super.scan(fromMillis, toMillis, events::add);
                    events.sort(Comparator.comparingLong(Event::timeMillis)
                            .thenComparing(event -> event.id().getBytes(UTF_8), Arrays::compareUnsigned));
                    events.forEach(out);
                }
            };
        }
    }

    static class IncludesTheEnd extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public void scan(long fromMillis, long toMillis, Consumer<Event> out) {
                    super.scan(fromMillis, Math.max(toMillis, toMillis + 1), out);
                }
            };
        }
    }

    static class ErasesNothing extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public long eraseUser(String user) {
                    long events = 0;
                    for (Event event : events()) {
                        events += event.user().filter(user::equals).isPresent() ? 1 : 0;
                    }
                    return events;
                }
            };
        }
    }

    static class ErasesByPrefix extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public long eraseUser(String user) {
                    long erased = super.eraseUser(user);
                    for (Event event : events()) {
                        if (event.user().filter(name -> name.startsWith(user)).isPresent()) {
                            erased += super.eraseUser(event.user().get());
                        }
                    }
                    return erased;
                }
            };
        }
    }

    static class RemembersErasedIds extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public long eraseUser(String user) {
                    Set<String> ids = ERASED.computeIfAbsent(directory, unknown -> new HashSet<>());
                    for (Event event : events()) {
                        if (event.user().filter(user::equals).isPresent()) {
                            ids.add(event.id());
                        }
                    }
                    return super.eraseUser(user);
                }

                @Override
                public Appended append(List<Event> batch) {
                    List<Event> wanted = new ArrayList<>(batch);
                    wanted.removeIf(
                            event -> ERASED.getOrDefault(directory, Set.of()).contains(event.id()));
                    return super.append(wanted).plus(new Appended(0, batch.size() - wanted.size(), List.of()));
                }
            };
        }
    }

    static class LeavesATrace extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public Appended append(List<Event> batch) {
                    try {
                        Files.write(
                                directory.resolve("users.log"),
                                batch.toString().getBytes(UTF_8),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                    } catch (IOException refused) {
                        throw new UncheckedIOException(refused);
                    }
                    return super.append(batch);
                }
            };
        }
    }

    static class RoundsNumbers extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public Appended append(List<Event> batch) {
                    List<Event> rounded = new ArrayList<>();
                    for (Event event : batch) {
                        Map<String, Double> numbers = new HashMap<>(event.numbers());
                        numbers.replaceAll((name, number) -> Math.rint(number * 100) / 100);
                        rounded.add(new Event(
                                event.id(),
                                event.user(),
                                event.item(),
                                event.type(),
                                event.timeMillis(),
                                event.basket(),
                                event.text(),
                                numbers));
                    }
                    return super.append(rounded);
                }
            };
        }
    }

    static class ForgetsItems extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            return new Kept(dir) {
                @Override
                public void putItems(List<Item> items) {
                    super.putItems(items.subList(0, Math.min(1, items.size())));
                }
            };
        }
    }

    static class OpensTwice extends EventStoreContract {
        @Override
        protected EventStore open(Path dir) {
            IN_USE.remove(dir);
            return new Kept(dir);
        }
    }
}
