package org.naze.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.naze.probe.Deadline;

/**
 * Ctrl-C while something goes on for long: that is told to stop, and what it has seen until then is
 * reported before the process ends. Thread-safe.
 */
final class Interruption implements AutoCloseable {
    /** A person who pressed Ctrl-C waits no longer. */
    private static final long PATIENCE_MS = 1000;

    private final Deadline stop = Deadline.far();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean reported = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "naze-interruption");
    private volatile boolean happened;
    private volatile Runnable lastWords = () -> {};

    /** From now on. */
    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Is over as soon as somebody has pressed Ctrl-C. */
    Deadline stop() {
        return stop;
    }

    boolean happened() {
        return happened;
    }

    /** What is to be reported where there is no waiting for more. */
    void lastWords(Runnable report) {
        lastWords = report;
    }

    /** Whether the caller is the one to report: nobody else has been. */
    boolean claim() {
        return reported.compareAndSet(false, true);
    }

    /** Lets time pass; less once somebody has pressed Ctrl-C. */
    void pause(long seconds) {
        Deadline end = Deadline.in(TimeUnit.SECONDS.toMillis(seconds));
        try {
            while (!end.isOver() && !stop.isOver()) {
                TimeUnit.MILLISECONDS.sleep(Math.clamp(end.leftMs(), 1, 50));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.within(0);
        }
    }

    private void end() {
        happened = true;
        stop.within(0);
        try {
            if (!over.await(PATIENCE_MS, TimeUnit.MILLISECONDS) && claim()) {
                lastWords.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch: from now on Ctrl-C ends the process at once. */
    @Override
    public void close() {
        over.countDown();
        if (!happened) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending this very moment.
                happened = true;
            }
        }
    }
}
