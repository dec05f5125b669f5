package io.wane.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/** Runs the shares of one piece of work side by side. */
public final class Workers {

    private Workers() {}

    /**
     * Runs {@code share} with 0, 1, …, {@code workers - 1}, each on a thread of its own, the first on the caller's;
     * returns when all are done, also when one fails.
     *
     * @param workers at least 1
     * @throws IllegalArgumentException if there are none
     * @throws RuntimeException the first failure of a share; those of the others are suppressed in it
     */
    public static void run(int workers, IntConsumer share) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1: " + workers);
        }
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            int number = worker;
            tasks.add(new FutureTask<>(() -> share.accept(number), null));
        }
        for (FutureTask<Void> task : tasks.subList(1, workers)) {
            Thread thread = new Thread(task, "wane-worker");
            thread.setDaemon(true);
            thread.start();
        }
        tasks.get(0).run();
        // What the shares write belongs to the caller again when the last of them is done, not before.
        Throwable first = null;
        for (FutureTask<Void> task : tasks) {
            Throwable failure = failure(task);
            if (first == null) {
                first = failure;
            } else if (failure != null && failure != first) {
                first.addSuppressed(failure);
            }
        }
        if (first instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (first instanceof Error error) {
            throw error;
        }
    }

    // Waits to the end; an interruption is for the caller to see afterwards.
    private static Throwable failure(FutureTask<Void> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (InterruptedException meanwhile) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    return failed.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
