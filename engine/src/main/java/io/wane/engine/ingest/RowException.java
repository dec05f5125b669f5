package io.wane.engine.ingest;

/** A row that is rejected, and why. Without a stack trace: a messy file throws many. */
final class RowException extends Exception {

    private static final long serialVersionUID = 1;

    private final Fault fault;

    RowException(Fault fault, String reason) {
        super(reason, null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
