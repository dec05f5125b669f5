package io.wane.core.model;

/**
 * A stored model that does not fit what is installed or configured now. The message holds both values and the way out.
 */
public final class IncompatibleModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what differs, with both values, and how to go on
     */
    public IncompatibleModelException(String message) {
        super(message);
    }
}
