package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.NameProbe.Notes;
import org.naze.probe.SystemResolver.Resolved;

/**
 * One name asked of the system's resolver, on a thread of its own: the call can't be interrupted,
 * so the thread is left behind where it takes too long. Makes one fact, not more.
 */
final class SystemLookup {
    private static final long POLL_MS = 50;

    /** A name with more is shown with these. */
    private static final int MAX_ADDRESSES = 64;

    private record Timed(Resolved resolved, long micros) {}

    private final String host;
    private final Notes notes;
    private final FutureTask<Timed> task;
    private final long startNanos = System.nanoTime();
    private boolean noted;

    SystemLookup(SystemResolver system, String host, Notes notes) {
        this.host = host;
        this.notes = notes;
        task = new FutureTask<>(() -> new Timed(system.resolve(host), waitedMicros()));
    }

    void start() {
        var thread = new Thread(task, "naze-system-resolver");
        thread.setDaemon(true);
        thread.start();
    }

    private long waitedMicros() {
        return (System.nanoTime() - startNanos) / 1000;
    }

    /** Waits for the answer and notes it; null if one of the deadlines comes first. */
    @Nullable Resolved await(Deadline one, Deadline other) {
        while (!one.isOver() && !other.isOver() && !Thread.currentThread().isInterrupted()) {
            try {
                long left = Math.min(one.leftMs(), other.leftMs());
                task.get(Math.min(left, POLL_MS), TimeUnit.MILLISECONDS);
                break;
            } catch (TimeoutException e) {
                // The deadline may have been brought forward; the loop looks.
            } catch (ExecutionException e) {
                break;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return task.isDone() ? noted(answer()).resolved : null;
    }

    /** Notes what the system has said by now, if only that it has said nothing. */
    void giveUp() {
        if (!noted) {
            noted(
                    task.isDone()
                            ? answer()
                            : new Timed(nothing(LookupStatus.NO_ANSWER), waitedMicros()));
        }
    }

    private Timed answer() {
        try {
            return task.get();
        } catch (ExecutionException | InterruptedException e) {
            return new Timed(nothing(LookupStatus.FAILED), waitedMicros());
        }
    }

    private static Resolved nothing(LookupStatus status) {
        return new Resolved(status, List.of());
    }

    private Timed noted(Timed answer) {
        noted = true;
        var texts = new ArrayList<String>();
        for (InetAddress address : answer.resolved.addresses()) {
            if (texts.size() < MAX_ADDRESSES) {
                texts.add(Addresses.text(address));
            }
        }
        notes.note(
                new Fact.SystemLookup(
                        host, answer.resolved.status(), List.copyOf(texts), answer.micros));
        return answer;
    }
}
