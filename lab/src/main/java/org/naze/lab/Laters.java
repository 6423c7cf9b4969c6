package org.naze.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does lines of a scenario while the command runs, each so long after it has begun. */
final class Laters implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> waiting = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    /** The clock begins now. */
    Laters(List<Scenario.Later> laters, Consumer<Scenario.Line> perform) {
        for (Scenario.Later later : laters) {
            waiting.add(Thread.ofVirtual().start(() -> await(later, perform)));
        }
    }

    private void await(Scenario.Later later, Consumer<Scenario.Line> perform) {
        try {
            if (!over.await(later.afterMs(), TimeUnit.MILLISECONDS)) {
                perform.accept(later.line());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            synchronized (failures) {
                failures.add(e);
            }
        }
    }

    /**
     * Drops what is not due yet, and waits for what has begun.
     *
     * @throws RuntimeException if one of the lines could not be done
     */
    @Override
    public void close() {
        over.countDown();
        for (Thread thread : waiting) {
            join(thread);
        }
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw failures.getFirst();
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
