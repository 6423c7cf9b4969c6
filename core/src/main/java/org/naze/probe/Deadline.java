package org.naze.probe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** When waiting ends; it can be brought forward from another thread, never put off. Thread-safe. */
public final class Deadline {
    private final AtomicLong endNanos;

    private Deadline(long endNanos) {
        this.endNanos = new AtomicLong(endNanos);
    }

    /** A deadline so many milliseconds from now. */
    public static Deadline in(long ms) {
        return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms));
    }

    /** One that only counts once it is brought forward. */
    public static Deadline far() {
        return in(TimeUnit.DAYS.toMillis(10_000));
    }

    /** Milliseconds that are left; 0 when it is over. */
    public long leftMs() {
        return Math.max(
                0, TimeUnit.NANOSECONDS.toMillis(endNanos.get() - System.nanoTime() + 999_999));
    }

    /** Whether it is over. */
    public boolean isOver() {
        return endNanos.get() - System.nanoTime() <= 0;
    }

    /** Ends it in so many milliseconds, if that is sooner. */
    public void within(long ms) {
        long sooner = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        endNanos.updateAndGet(end -> end - sooner > 0 ? sooner : end);
    }
}
