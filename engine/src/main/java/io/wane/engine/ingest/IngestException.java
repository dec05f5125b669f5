package io.wane.engine.ingest;

/** A file that cannot be imported or written. The message says which, what is wrong, and what to do about it. */
public final class IngestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A file's fault, with nothing underneath. */
    public IngestException(String message) {
        super(message);
    }

    /** A file's fault that the file system or a decompressor reported. */
    public IngestException(String message, Throwable cause) {
        super(message, cause);
    }
}
