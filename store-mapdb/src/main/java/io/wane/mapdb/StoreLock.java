package io.wane.mapdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** Keeps every other process, and a second store of this one, out of a directory. The lock file holds the owner's pid. */
final class StoreLock implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StoreLock.class.getName());

    // POSIX drops a process's lock as soon as it closes *any* descriptor of the file, so the file must not even be
    // opened a second time in this process.
    private static final Set<Path> HELD = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private StoreLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws IllegalStateException if another holds it, saying who
     */
    static StoreLock of(Path existing) {
        Path file = existing.resolve("lock");
        long pid = ProcessHandle.current().pid();
        synchronized (HELD) {
            try {
                Path directory = existing.toRealPath();
                if (HELD.contains(directory)) {
                    throw inUse(existing, "this process (" + pid + ")", "Close that store first");
                }
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock;
                try {
                    lock = channel.tryLock();
                } catch (OverlappingFileLockException otherClassLoader) {
                    // The channel stays open: closing it would drop the lock that the other holds.
                    throw inUse(existing, "this process (" + pid + ")", "Close that store first");
                }
                if (lock == null) {
                    channel.close();
                    String owner = Files.readString(file).strip();
                    throw inUse(
                            existing,
                            owner.isEmpty() ? "another process" : "process " + owner,
                            "Stop it or wait until it is done");
                }
                sign(channel, pid);
                HELD.add(directory);
                return new StoreLock(directory, channel);
            } catch (IOException refused) {
                throw StoreDirectory.failed(file, "lock the store", refused);
            }
        }
    }

    // For people only, so that a full disk does not keep a store from being opened.
    private static void sign(FileChannel channel, long pid) {
        byte[] text = Long.toString(pid).getBytes(StandardCharsets.US_ASCII);
        try {
            channel.truncate(0);
            StoreDirectory.write(channel, text, text.length, 0);
        } catch (IOException unsigned) {
            LOG.log(System.Logger.Level.DEBUG, "the lock file could not be signed", unsigned);
        }
    }

    // An interrupted thread cannot: the attempt closes the channel, and with that gives the lock back.
    private void unsign() {
        try {
            channel.truncate(0);
        } catch (IOException signed) {
            LOG.log(System.Logger.Level.DEBUG, "the lock file keeps its signature", signed);
        }
    }

    private static IllegalStateException inUse(Path directory, String owner, String howToGoOn) {
        return new IllegalStateException("store " + directory + " is in use by " + owner + ", which holds "
                + directory.resolve("lock") + ". " + howToGoOn + "; a store belongs to one process at a time.");
    }

    @Override
    public void close() {
        synchronized (HELD) {
            try {
                unsign();
                channel.close();
            } catch (IOException refused) {
                throw StoreDirectory.failed(directory.resolve("lock"), "release the lock", refused);
            } finally {
                HELD.remove(directory);
            }
        }
    }
}
