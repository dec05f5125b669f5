package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Item;
import io.wane.core.store.Appended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is found and said: which file, where, what, and how to go on. */
class DamageTest {

    private static final int PAGE = 4_096;

    @TempDir
    private Path directory;

    private SegmentEventStore open() {
        return SegmentEventStore.open(directory, 100);
    }

    // Two closed segments and 50 events in the open one.
    private void fill() {
        try (SegmentEventStore store = open()) {
            store.append(Events.some(0, 250));
            store.putItems(List.of(
                    new Item("cup", "A cup", List.of("Kitchen"), Optional.empty(), OptionalDouble.of(1), Map.of())));
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) offset] ^= 0x10;
        Files.write(file, bytes);
    }

    @Test
    void whatIsLeftOfAnInterruptedAppendIsCutOffAtTheNextOpen() throws IOException {
        try (SegmentEventStore store = open()) {
            store.append(Events.some(0, 30));
        }
        Path log = directory.resolve("00000001.log");
        byte[] whole = Files.readAllBytes(log);
        try (SegmentEventStore store = open()) {
            store.append(Events.some(30, 60));
        }
        byte[] longer = Files.readAllBytes(log);
        // The checkpoint of the last close would vouch for the whole file, so the directory of the first one is made
        // anew.
        for (int end = whole.length; end < longer.length; end += 97) {
            deleteAll();
            try (SegmentEventStore store = open()) {
                store.append(Events.some(0, 30));
            }
            Files.write(log, Arrays.copyOf(longer, end));
            try (SegmentEventStore store = open()) {
                assertThat(Events.of(store)).as("cut at %d", end).isEqualTo(Events.some(0, 30));
                assertThat(store.append(Events.some(20, 60))).isEqualTo(new Appended(30, 10, List.of()));
                assertThat(store.verify()).isEmpty();
            }
        }
    }

    // Pages reach the disk in any order before they are forced, so a power cut may leave the last without the first.
    @Test
    void pagesLostInsideAnAppendThatWasNeverAcknowledgedTakeNothingElseWithThem() throws IOException {
        Path cut = Files.createDirectory(directory.resolve("cut"));
        int acknowledged;
        byte[] whole;
        try (SegmentEventStore store = SegmentEventStore.open(directory, 100_000)) {
            store.append(Events.some(0, 3_000));
            acknowledged = (int) Files.size(directory.resolve("00000001.log"));
            store.append(Events.some(3_000, 8_000));
            whole = Files.readAllBytes(directory.resolve("00000001.log"));
            for (String name : List.of("store.db", "items.db")) {
                Files.copy(directory.resolve(name), cut.resolve(name));
            }
        }
        int firstPage = acknowledged / PAGE + 1;
        int pages = whole.length / PAGE;
        assertThat(pages - firstPage).isGreaterThan(20);
        Random random = new Random(3);
        for (int round = 0; round < 12; round++) {
            byte[] bytes = whole.clone();
            int lost = round == 0 ? firstPage : firstPage + random.nextInt(pages - firstPage);
            Arrays.fill(bytes, lost * PAGE, (lost + 1) * PAGE, (byte) 0);
            Files.write(cut.resolve("00000001.log"), bytes);
            try (SegmentEventStore store = SegmentEventStore.open(cut, 100_000)) {
                int kept = (int) store.size();
                assertThat(kept).as("without page %d", lost).isBetween(3_000, 7_999);
                assertThat(Events.of(store)).isEqualTo(Events.some(0, kept));
                assertThat(store.verify()).isEmpty();
                assertThat(store.append(Events.some(0, 8_000))).isEqualTo(new Appended(8_000 - kept, kept, List.of()));
            }
            Files.copy(directory.resolve("store.db"), cut.resolve("store.db"), StandardCopyOption.REPLACE_EXISTING);
            forgetCheckpoint(cut);
        }
    }

    // As long as the store has not been closed, the ledger vouches for nothing in the log.
    private static void forgetCheckpoint(Path store) {
        Ledger.FIRST.write(new StoreDirectory(store, FileChannel::open));
    }

    @Test
    void aPageLostInAnAppendThatAnotherOneFollowedIsNoInterruptedAppend() throws IOException {
        Path log = directory.resolve("00000001.log");
        try (SegmentEventStore store = SegmentEventStore.open(directory, 100_000)) {
            store.append(Events.some(0, 5_000));
            store.append(Events.some(5_000, 5_001));
        }
        forgetCheckpoint(directory);
        byte[] bytes = Files.readAllBytes(log);
        Arrays.fill(bytes, 3 * PAGE, 4 * PAGE, (byte) 0);
        Files.write(log, bytes);
        assertThatThrownBy(() -> SegmentEventStore.open(directory, 100_000))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll(log.toString(), "checksum", "Restore");
        assertThat(Files.readAllBytes(log)).isEqualTo(bytes);
    }

    private void deleteAll() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aTailOfZeroesIsCutOff() throws IOException {
        fill();
        Path log = directory.resolve("00000003.log");
        Files.write(log, new byte[5_000], StandardOpenOption.APPEND);
        try (SegmentEventStore store = open()) {
            assertThat(store.size()).isEqualTo(250);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void aChangedByteInTheLogIsNoInterruptedAppend() throws IOException {
        try (SegmentEventStore store = open()) {
            for (int i = 0; i < 50; i += 10) {
                store.append(Events.some(i, i + 10));
            }
        }
        Path log = directory.resolve("00000001.log");
        long size = Files.size(log);
        for (long offset : new long[] {0, 5, 14, 100, size / 2, size - 1}) {
            flip(log, offset);
            assertThatThrownBy(this::open)
                    .as("byte %d of %d", offset, size)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll(
                            log.toString(), "at byte ", "checksum", "Restore", "import the events again");
            assertThat(Files.size(log)).isEqualTo(size);
            flip(log, offset);
        }
        try (SegmentEventStore store = open()) {
            assertThat(store.size()).isEqualTo(50);
        }
    }

    @Test
    void aChangedByteInASegmentIsFoundWhereverItIs() throws IOException {
        fill();
        Path events = directory.resolve("00000001.events");
        long size = Files.size(events);
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            long offset = random.nextInt((int) size);
            flip(events, offset);
            try (SegmentEventStore store = open()) {
                assertThat(store.verify())
                        .as("byte %d of %d", offset, size)
                        .singleElement()
                        .asString()
                        .contains(events.toString(), "at byte ", "checksum");
                assertThatThrownBy(() -> Events.of(store))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContainingAll(events.toString(), "checksum", "Restore");
                // The other segments stay readable.
                assertThatCode(() -> store.scan(Events.event(100).timeMillis(), Long.MAX_VALUE, event -> {}))
                        .doesNotThrowAnyException();
            }
            flip(events, offset);
        }
    }

    @Test
    void aDamagedFileOfIdsIsFoundAndMadeAnewWhenDeleted() throws IOException {
        fill();
        Path ids = directory.resolve("00000002.ids");
        long size = Files.size(ids);
        for (long offset : new long[] {0, 6, 9, 20, size / 2, size - 1}) {
            flip(ids, offset);
            try (SegmentEventStore store = open()) {
                assertThat(store.verify())
                        .as("byte %d of %d", offset, size)
                        .singleElement()
                        .asString()
                        .contains(ids.toString(), "Delete this file");
                assertThatThrownBy(() -> store.append(Events.some(100, 200)))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("Delete this file");
            }
            Files.delete(ids);
            try (SegmentEventStore store = open()) {
                assertThat(store.verify()).isEmpty();
                assertThat(store.append(Events.some(0, 250))).isEqualTo(new Appended(0, 250, List.of()));
            }
        }
    }

    @Test
    void aMissingOrShortFileIsNamed() throws IOException {
        fill();
        for (String name : List.of("00000001.events", "00000003.log")) {
            Path file = directory.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            assertThatThrownBy(this::open)
                    .hasMessageContainingAll(file.toString(), "missing", "Restore")
                    .message()
                    .doesNotContain("at byte");
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
            assertThatThrownBy(this::open).hasMessageContainingAll(file.toString(), "at byte ", "Restore");
            Files.write(file, bytes);
        }
        try (SegmentEventStore store = open()) {
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void aMissingMapDbFileIsNotReplacedByAnEmptyOne() throws IOException {
        fill();
        Path elsewhere = directory.resolve("elsewhere");
        Path ledger = directory.resolve("store.db");
        Files.move(ledger, elsewhere);
        assertThatThrownBy(this::open).hasMessageContainingAll(ledger.toString(), "missing", "Restore");
        Files.move(elsewhere, ledger);
        Path items = directory.resolve("items.db");
        Files.move(items, elsewhere);
        try (SegmentEventStore store = open()) {
            assertThatThrownBy(store::catalog).hasMessageContainingAll(items.toString(), "missing", "Restore");
            assertThatThrownBy(() -> store.putItems(List.of())).hasMessageContaining("missing");
            assertThat(store.verify()).singleElement().asString().contains(items.toString(), "missing");
            assertThat(store.size()).isEqualTo(250);
        }
        Files.move(elsewhere, items);
        try (SegmentEventStore store = open()) {
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void aBrokenMapDbFileIsNamed() throws IOException {
        fill();
        Path ledger = directory.resolve("store.db");
        byte[] bytes = Files.readAllBytes(ledger);
        for (byte[] broken : List.of(
                new byte[bytes.length],
                new byte[0],
                "not a database".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(bytes, 100))) {
            Files.write(ledger, broken);
            assertThatThrownBy(this::open)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll(ledger.toString(), "Restore");
        }
        Files.write(ledger, bytes);
        try (SegmentEventStore store = open()) {
            assertThat(store.verify()).isEmpty();
        }
    }

    // Most of the file is empty: without its end every page may still be there.
    @Test
    void aMapDbFileThatWasCutShortIsNamedWhereverItWasCut() throws IOException {
        fill();
        for (String name : List.of("store.db", "items.db")) {
            Path file = directory.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            for (int length : List.of(0, 20, 100, 150, PAGE, 5_000, 65_536, bytes.length - 1)) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> PageFile.read(file))
                        .as("%d bytes of %s", length, name)
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageStartingWith(file + ": ")
                        .hasMessageContaining("Restore")
                        .message()
                        .doesNotContain("at byte", "Exception", "MapDB", "arraycopy");
            }
            assertThatThrownBy(() -> PageFile.read(file))
                    .hasMessageContaining("cut short: it has 131071 bytes and must have a multiple of 131072");
            Files.write(file, bytes);
        }
        Path items = directory.resolve("items.db");
        byte[] bytes = Files.readAllBytes(items);
        try (SegmentEventStore store = open()) {
            Files.write(items, Arrays.copyOf(bytes, 5_000));
            assertThat(store.verify()).singleElement().asString().contains(items + ": the file was cut short");
            Files.write(items, bytes);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void aFileOfManyPagesThatWasCutShortIsNamedToo() throws IOException {
        Path file = directory.resolve("pages.db");
        ByteWriter page = new ByteWriter();
        for (int i = 0; i < 100_000; i++) {
            page.int32(i);
        }
        PageFile.write(new StoreDirectory(directory, FileChannel::open), file, List.of(page, page, page));
        byte[] bytes = Files.readAllBytes(file);
        assertThat(PageFile.read(file)).hasSize(3);
        for (int length = bytes.length - 1; length > 0; length -= 131_072) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> PageFile.read(file))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll(file.toString(), "Restore");
        }
    }

    @Test
    void aRightThatIsMissingIsSaidAndTheFileNamedOnce() {
        Path file = directory.resolve("lock");
        assertThat(StoreDirectory.failed(file, "lock the store", new AccessDeniedException(file.toString())))
                .hasMessage(
                        file + ": could not lock the store: permission denied. Nothing acknowledged is lost: get the"
                                + " right to read and write the store's directory and try again.");
        assertThat(StoreDirectory.failed(directory, "open the store", new AccessDeniedException(file.toString())))
                .hasMessageStartingWith(directory + ": could not open the store: " + file + ": permission denied.");
        assertThat(StoreDirectory.failed(
                        file,
                        "lock the store",
                        new FileSystemException(file.toString(), null, "Read-only file system")))
                .hasMessageStartingWith(file + ": could not lock the store: Read-only file system.");
    }

    // MapDB leaves most of its two megabytes empty: only bytes that say something are changed.
    @Test
    void aChangedByteInAMapDbFileIsFoundOrDoesNoHarm() throws IOException {
        fill();
        int found = 0;
        for (String name : List.of("store.db", "items.db")) {
            Path file = directory.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            for (int offset = 0, seen = 0; offset < bytes.length; offset++) {
                if (bytes[offset] == 0 || seen++ % 7 != 0) {
                    continue;
                }
                writeAt(file, offset, bytes[offset] ^ 0x10);
                try (SegmentEventStore store = open()) {
                    assertThat(Events.of(store))
                            .as("byte %d of %s", offset, name)
                            .hasSize(250);
                    assertThat(store.catalog().item("cup"))
                            .as("byte %d of %s", offset, name)
                            .isPresent();
                } catch (UncheckedIOException damaged) {
                    found++;
                    assertThat(damaged).hasMessageContainingAll(file.toString(), "Restore");
                }
                writeAt(file, offset, bytes[offset]);
            }
        }
        assertThat(found).isPositive();
        try (SegmentEventStore store = open()) {
            assertThat(store.verify()).isEmpty();
        }
    }

    private static void writeAt(Path file, long offset, int value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), offset);
        }
    }

    @Test
    void leftoversOfAnInterruptedSwitchAreDeleted() throws IOException {
        fill();
        for (String name : List.of("00000004.events", "00000004.ids", "00000005.log", "store.db.new")) {
            Files.write(directory.resolve(name), new byte[100]);
        }
        Files.write(directory.resolve("notes.txt"), new byte[100]);
        open().close();
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "00000001.events",
                            "00000001.ids",
                            "00000002.events",
                            "00000002.ids",
                            "00000003.log",
                            "items.db",
                            "lock",
                            "notes.txt",
                            "store.db");
        }
    }

    @Test
    void aStoreMayBeALinkToADirectory() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (SegmentEventStore store = SegmentEventStore.open(link, 100)) {
            store.append(Events.some(0, 10));
        }
        try (SegmentEventStore store = SegmentEventStore.open(link, 100)) {
            assertThat(store.size()).isEqualTo(10);
        }
        assertThat(real.resolve("store.db")).exists();
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNamed() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[1]);
        assertThatThrownBy(() -> SegmentEventStore.open(file, 100))
                .hasMessageContainingAll(file.toString(), "is a file", "directory");
    }
}
