package io.wane.benchmarks;

import io.wane.core.event.Event;
import io.wane.core.store.Appended;
import io.wane.core.store.EventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The event store in a temporary directory, time per event. An append ends when the disk has it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StoreBenchmark {

    /** Events of a batch. */
    static final int BATCH = 10_000;

    private static EventStore open(Path directory) {
        return new Components(directory).choose(EventStore.class, "mapdb").component();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("wane-benchmark");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** A store that takes the log batch after batch; when it has all, an empty one. */
    @State(Scope.Benchmark)
    public static class Growing {

        /** Size of the log; about 350 bytes of heap per event. */
        @Param("200000")
        public int events;

        private List<Event> arriving;
        private Path directory;
        private EventStore store;
        private int next;

        /** Makes the events and an empty store. */
        @Setup
        public void makeEvents() {
            arriving = new SyntheticLog(events).events(0, events);
            directory = temporaryDirectory();
            store = open(directory);
        }

        /** Starts again with an empty store when the log is used up. */
        @Setup(Level.Invocation)
        public void startAgain() {
            if (next == events) {
                close();
                directory = temporaryDirectory();
                store = open(directory);
                next = 0;
            }
        }

        Appended append() {
            int from = next;
            next = Math.min(events, from + BATCH);
            return store.append(arriving.subList(from, next));
        }

        /** Deletes the store. */
        @TearDown
        public void close() {
            store.close();
            delete(directory);
        }
    }

    /** A store that holds the log. */
    @State(Scope.Benchmark)
    public static class Full {

        /** Size of the log. */
        @Param("200000")
        public int events;

        private SyntheticLog log;
        private Path directory;
        private EventStore store;
        private int slice;

        /** Appends the log. */
        @Setup
        public void fill() {
            log = new SyntheticLog(events);
            directory = temporaryDirectory();
            store = open(directory);
            for (int from = 0; from < events; from += BATCH) {
                store.append(log.events(from, Math.min(events, from + BATCH)));
            }
        }

        void scanSlice(Blackhole out) {
            slice = (slice + 1) % log.slices();
            long from = slice == 0 ? Long.MIN_VALUE : log.endOfSlice(slice - 1);
            store.scan(from, log.endOfSlice(slice), out::consume);
        }

        /** Deletes the store. */
        @TearDown
        public void close() {
            store.close();
            delete(directory);
        }
    }

    /** One batch of 10,000. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Appended append(Growing growing) {
        return growing.append();
    }

    /** One slice of 50,000. */
    @Benchmark
    @OperationsPerInvocation(SyntheticLog.SLICE)
    public void scan(Full full, Blackhole out) {
        full.scanSlice(out);
    }
}
