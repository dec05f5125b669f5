package io.wane.engine.pipeline;

/** Time in days. */
public final class Days {

    /** Milliseconds of a day. */
    public static final double MILLIS = 86_400_000;

    private Days() {}

    /** From one time to a later one, both in milliseconds. */
    public static double between(long fromMillis, long toMillis) {
        return (toMillis - fromMillis) / MILLIS;
    }
}
