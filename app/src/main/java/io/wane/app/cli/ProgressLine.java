package io.wane.app.cli;

import io.wane.core.model.Progress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a piece of work has come: a bar on a terminal, nothing but the last line elsewhere. The line that stays
 * says what was done and how long it took.
 */
final class ProgressLine implements Progress, AutoCloseable {

    private final Console console;
    private final String work;
    private final long startNanos = System.nanoTime();
    // The launcher looks whether standard error is one; Java cannot.
    private final boolean terminal = Boolean.getBoolean("wane.terminal");
    private ProgressBar bar;
    private String counted = "";
    private long last;

    ProgressLine(Console console, String work) {
        this.console = console;
        this.work = work;
    }

    @Override
    public synchronized void report(String what, long done, long total) {
        last = done;
        if (!terminal) {
            counted = what;
            return;
        }
        if (bar == null || !counted.equals(what)) {
            closeBar();
            bar = new ProgressBarBuilder()
                    .setTaskName(String.format(Locale.ROOT, "  %-10s", work))
                    .setInitialMax(total)
                    .setUnit(" " + what, 1)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .clearDisplayOnFinish()
                    .build();
            counted = what;
        }
        bar.maxHint(total);
        bar.stepTo(done);
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** Ends the bar and leaves a line. */
    void done(String result) {
        close();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        console.tell(String.format(
                Locale.ROOT,
                "  %-10s %-52s %5.1f s",
                work,
                result.isEmpty() ? Words.count(last) + " " + counted : result,
                seconds));
    }

    @Override
    public synchronized void close() {
        closeBar();
    }
}
