package org.naze.probe;

import java.util.ArrayList;
import java.util.List;

/** Probes that run side by side on daemon threads. Used by one thread. */
final class Tasks {
    private final List<Thread> running = new ArrayList<>();
    private final String name;

    Tasks(String name) {
        this.name = name;
    }

    void start(Runnable task) {
        Thread thread = new Thread(task, name + "-" + running.size());
        thread.setDaemon(true);
        running.add(thread);
        thread.start();
    }

    /** Waits until all have ended or the deadline is over. */
    void await(Deadline deadline) {
        try {
            for (Thread thread : running) {
                long left = deadline.leftMs();
                if (left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
