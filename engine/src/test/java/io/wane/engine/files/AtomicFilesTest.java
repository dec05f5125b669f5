package io.wane.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFilesTest {

    @TempDir
    private Path directory;

    private static AtomicFiles.Writer text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static AtomicFiles.Filler fileWith(String text) {
        return into -> Files.writeString(into.resolve("file"), text);
    }

    private static void fullDisk() throws IOException {
        throw new IOException("No space left on device");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsWrittenWithTheFoldersAboveItAndReplaced() throws IOException {
        Path file = directory.resolve("a/b/file");
        AtomicFiles.write(file, text("one"));
        assertThat(file).hasContent("one");
        AtomicFiles.write(file, text("two"));
        assertThat(file).hasContent("two");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aWriterThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = directory.resolve("file");
        AtomicFiles.write(file, text("one"));
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write('t');
                    fullDisk();
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file + ": No space left on device");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("one");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aDirectoryIsWrittenAndReplacedWhole() throws IOException {
        Path model = directory.resolve("model");
        AtomicFiles.writeDirectory(model, into -> {
            Files.writeString(into.resolve("file"), "one");
            Files.createDirectories(into.resolve("deep"));
            Files.writeString(into.resolve("deep/file"), "one");
        });
        assertThat(model.resolve("deep/file")).hasContent("one");
        AtomicFiles.writeDirectory(model, fileWith("two"));
        assertThat(model.resolve("file")).hasContent("two");
        assertThat(model.resolve("deep")).doesNotExist();
        assertThat(names()).containsExactly("model");
    }

    @Test
    void aFillerThatFailsLeavesTheOldDirectoryAndNothingElse() throws IOException {
        Path model = directory.resolve("model");
        AtomicFiles.writeDirectory(model, fileWith("one"));
        assertThatThrownBy(() -> AtomicFiles.writeDirectory(model, into -> {
                    Files.writeString(into.resolve("file"), "two");
                    fullDisk();
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + model + ": No space left on device");
        assertThatThrownBy(() -> AtomicFiles.writeDirectory(model, into -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(model.resolve("file")).hasContent("one");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void whatAnInterruptedWriterLeftIsClearedByTheNext() throws IOException {
        Path model = directory.resolve("model");
        AtomicFiles.writeDirectory(model, into -> copyOfAll(into, "half"));
        AtomicFiles.writeDirectory(model, fileWith("one"));
        assertThat(names()).containsExactly("model", "saved");
        Files.move(directory.resolve("saved"), directory.resolve(".model.part"));
        AtomicFiles.writeDirectory(model, fileWith("two"));
        assertThat(model.resolve("file")).hasContent("two");
        assertThat(names()).containsExactly("model");
    }

    // What a writer would leave that dies now.
    private void copyOfAll(Path draft, String text) throws IOException {
        assertThat(names()).containsExactly(".model.part");
        Files.createDirectories(directory.resolve("saved"));
        Files.writeString(directory.resolve("saved/file"), text);
        Files.writeString(draft.resolve("file"), text);
    }

    @Test
    void anOldDirectoryThatWasOnItsWayOutIsPutBackWhenTheNextWriterFails() throws IOException {
        Path model = directory.resolve("model");
        AtomicFiles.writeDirectory(model, fileWith("one"));
        Files.move(model, directory.resolve(".model.old")); // where a writer dies between its two renames
        assertThatThrownBy(() -> AtomicFiles.writeDirectory(model, into -> fullDisk()))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(model.resolve("file")).hasContent("one");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void anOldDirectoryThatCouldNotBeDeletedGoesWithTheNextWriter() throws IOException {
        Path model = directory.resolve("model");
        AtomicFiles.writeDirectory(model, fileWith("one"));
        AtomicFiles.writeDirectory(directory.resolve(".model.old"), fileWith("zero"));
        AtomicFiles.writeDirectory(model, fileWith("two"));
        assertThat(model.resolve("file")).hasContent("two");
        assertThat(names()).containsExactly("model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "directory"})
    void nothingUnfinishedStaysWhenTheProgramIsEndedWhileItWrites(String what) throws Exception {
        Path target = directory.resolve("target");
        if (what.equals("file")) {
            AtomicFiles.write(target, text("one"));
        } else {
            AtomicFiles.writeDirectory(target, fileWith("one"));
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ended.class.getName(),
                        what,
                        target.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(names()).containsExactly("target");
        assertThat(what.equals("file") ? target : target.resolve("file")).hasContent("one");
    }

    /** Is ended in the middle of writing, as by Ctrl-C. */
    static final class Ended {

        private Ended() {}

        public static void main(String[] arguments) {
            Path target = Path.of(arguments[1]);
            if (arguments[0].equals("file")) {
                AtomicFiles.write(target, out -> {
                    text("two").write(out);
                    System.exit(3);
                });
            } else {
                AtomicFiles.writeDirectory(target, into -> {
                    fileWith("two").fill(into);
                    System.exit(3);
                });
            }
        }
    }

    @Test
    void aDigestIsTheOneOfTheStandard() throws IOException {
        // FIPS 180-2, appendix B.1
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Sha256.of("abc")).isEqualTo(abc);
        assertThat(Sha256.of(Files.writeString(directory.resolve("abc"), "abc")))
                .isEqualTo(abc);
    }

    @Test
    void othersMayReadWhatTheyMayReadOfOtherFiles() throws IOException {
        assumeTrue(posix(), "needs POSIX permissions");
        Path plain = Files.createDirectories(directory.resolve("plain"));
        Files.writeString(plain.resolve("file"), "");
        AtomicFiles.write(directory.resolve("file"), text(""));
        AtomicFiles.writeDirectory(directory.resolve("model"), fileWith(""));
        assertThat(Files.getPosixFilePermissions(directory.resolve("file")))
                .isEqualTo(Files.getPosixFilePermissions(plain.resolve("file")));
        assertThat(Files.getPosixFilePermissions(directory.resolve("model")))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void aDirectoryBehindALinkIsADirectory() throws IOException {
        assumeTrue(posix(), "needs links");
        Path real = Files.createDirectories(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        AtomicFiles.write(link.resolve("file"), text("one"));
        AtomicFiles.writeDirectory(link.resolve("model"), fileWith("two"));
        assertThat(real.resolve("file")).hasContent("one");
        assertThat(real.resolve("model/file")).hasContent("two");
    }

    @Test
    void aPathThroughAFileIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "one");
        assertThatThrownBy(() -> AtomicFiles.write(file.resolve("below"), text("two")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file.resolve("below") + ": " + file + " is a file, not a directory");
        assertThatThrownBy(() -> AtomicFiles.writeDirectory(file.resolve("below"), fileWith("two")))
                .hasMessageContaining(file + " is a file, not a directory");
        assertThat(file).hasContent("one");
    }

    @Test
    void aDirectoryWithoutPermissionIsRefused() throws IOException {
        assumeTrue(posix(), "needs POSIX permissions");
        Path closed = Files.createDirectories(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(closed), "root may write everywhere");
        assertThatThrownBy(() -> AtomicFiles.write(closed.resolve("file"), text("one")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write " + closed.resolve("file") + ": no permission for ");
        assertThatThrownBy(() -> AtomicFiles.writeDirectory(closed.resolve("model"), fileWith("one")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no permission for ");
    }

    private boolean posix() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
