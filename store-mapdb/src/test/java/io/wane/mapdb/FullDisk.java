package io.wane.mapdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A disk with so many bytes left. What no longer fits is written in part, as a real disk does, and then refused. */
final class FullDisk implements StoreDirectory.Channels {

    private long left = Long.MAX_VALUE;
    private boolean forces = true;
    private Optional<Path> lastName = Optional.empty();
    private boolean names = true;
    private Optional<Error> failure = Optional.empty();
    private final Set<Path> forced = new HashSet<>();

    /** From now on so many bytes can be written. */
    void leave(long bytes) {
        left = bytes;
    }

    /** Whether what is written can be made durable. */
    void force(boolean works) {
        forces = works;
    }

    /** When a file has been opened once more, new and changed names can no longer be made durable. */
    void refuseNamesAfter(Path file) {
        lastName = Optional.of(file);
    }

    /** Names can be made durable again. */
    void allowNames() {
        lastName = Optional.empty();
        names = true;
    }

    /** The next write fails otherwise than disks do. */
    void failWith(Error error) {
        failure = Optional.of(error);
    }

    /** What has been forced. */
    Set<Path> forced() {
        return forced;
    }

    @Override
    public FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
        names &= !lastName.equals(Optional.of(file));
        return new Channel(file, FileChannel.open(file, options));
    }

    private final class Channel extends FileChannel {

        private final Path path;
        private final FileChannel file;

        private Channel(Path path, FileChannel file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            if (failure.isPresent()) {
                Error thrown = failure.get();
                failure = Optional.empty();
                throw thrown;
            }
            if (from.remaining() <= left) {
                left -= from.remaining();
                return file.write(from, position);
            }
            ByteBuffer part = from.slice(from.position(), (int) left);
            left = 0;
            while (part.hasRemaining()) {
                file.write(part, position + part.position());
            }
            throw new IOException("No space left on device");
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (!forces || (!names && Files.isDirectory(path))) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
            forced.add(path);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] to, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
