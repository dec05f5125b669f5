package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void everyShareIsDoneOnceAndTheFirstByTheCaller(int workers) {
        AtomicIntegerArray done = new AtomicIntegerArray(workers);
        Thread[] by = new Thread[workers];
        Workers.run(workers, worker -> {
            done.incrementAndGet(worker);
            by[worker] = Thread.currentThread();
        });
        for (int worker = 0; worker < workers; worker++) {
            assertThat(done.get(worker)).isEqualTo(1);
        }
        assertThat(by).doesNotHaveDuplicates();
        assertThat(by[0]).isSameAs(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void theFailureOfAShareReachesTheCaller(int failing) {
        assertThatThrownBy(() -> Workers.run(4, worker -> {
                    if (worker == failing) {
                        throw new UnsupportedOperationException("share " + worker);
                    }
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("share " + failing);
    }

    @Test
    void anErrorReachesTheCallerAsItIs() {
        assertThatThrownBy(() -> Workers.run(2, worker -> {
                    if (worker == 1) {
                        throw new StackOverflowError("deep");
                    }
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void ofSeveralFailuresTheFirstHasTheOthersWithIt() {
        assertThatThrownBy(() -> Workers.run(3, worker -> {
                    throw new IllegalArgumentException("share " + worker);
                }))
                .hasMessage("share 0")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("share 1", "share 2"));
    }

    @Test
    void nothingRunsOnWhenAFailureIsReported() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        assertThatThrownBy(() -> Workers.run(4, worker -> {
                    if (worker == 0) {
                        failed.countDown();
                        throw new IllegalArgumentException("at once");
                    }
                    await(failed);
                    long until = System.nanoTime() + 20_000_000;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    finished.incrementAndGet();
                }))
                .hasMessage("at once");
        assertThat(finished).hasValue(3);
    }

    @Test
    void oneFailureOfSeveralSharesIsReportedAsItIs() {
        IllegalArgumentException one = new IllegalArgumentException("the same");
        assertThatThrownBy(() -> Workers.run(2, worker -> {
                    throw one;
                }))
                .isSameAs(one);
    }

    @Test
    void anInterruptionIsSeenAfterTheWork() {
        AtomicInteger finished = new AtomicInteger();
        Thread.currentThread().interrupt();
        Workers.run(3, worker -> finished.incrementAndGet());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(finished).hasValue(3);
    }

    @Test
    void nobodyToDoTheWorkIsRefused() {
        assertThatThrownBy(() -> Workers.run(0, worker -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1: 0");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
