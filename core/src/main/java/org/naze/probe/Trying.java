package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Try;
import org.naze.model.Fact.TryRole;

/** Begins tries, side by side, and takes down how they end. Told what to begin by one thread. */
final class Trying {
    private static final int OTHER_PORTS = 3;
    private static final long POLL_MS = 50;

    /** What a dialer may take beyond its deadline. */
    private static final long LATE_MS = 300;

    private final Inquiry inquiry;
    private final FreshPorts ports;
    private final Deadline stop;
    private final Tasks tasks = new Tasks("naze-try");
    private final List<Try> ended = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private final AtomicInteger running = new AtomicInteger();
    private int begun;

    Trying(Inquiry inquiry, Random random) {
        this.inquiry = inquiry;
        ports = FreshPorts.ofThisMachine(random);
        stop = inquiry.settings().stop();
    }

    /** What is known of a try when it begins. */
    private record Beginning(
            int number,
            TryRole role,
            long startMs,
            @Nullable LookupStatus lookup,
            InetAddress address) {}

    /**
     * Begins a connect.
     *
     * @param port the local port; 0 for a new one
     */
    void connect(
            TryRole role,
            @Nullable LookupStatus lookup,
            InetAddress address,
            int port,
            long waitMs) {
        var beginning = new Beginning(++begun, role, elapsedMs(), lookup, address);
        running.incrementAndGet();
        tasks.start(() -> {
            try {
                dial(beginning, port, waitMs);
            } finally {
                running.decrementAndGet();
            }
        });
    }

    /** A try that had nowhere to go. */
    void withoutAddress(LookupStatus lookup, long micros) {
        take(
                new Try(
                        ++begun,
                        TryRole.ORDINARY,
                        elapsedMs(),
                        lookup,
                        null,
                        null,
                        null,
                        micros,
                        null,
                        null));
    }

    private void dial(Beginning beginning, int port, long waitMs) {
        if (port == 0) {
            dialFromNewPort(beginning, waitMs);
        } else {
            dial(beginning, port, waitMs, false);
        }
    }

    /** A port that is taken is this machine's affair; in the end the kernel finds one. */
    private void dialFromNewPort(Beginning beginning, long waitMs) {
        boolean done = false;
        for (int i = 0; i < OTHER_PORTS && !done; i++) {
            done = dial(beginning, ports.next(), waitMs, false);
        }
        if (!done) {
            dial(beginning, 0, waitMs, true);
        }
    }

    /** Connects; false where the local port was not to be had and that is not to be noted. */
    private boolean dial(Beginning beginning, int port, long waitMs, boolean last) {
        var dial =
                new Dial(
                        Purpose.TARGET,
                        beginning.address,
                        inquiry.target().port(),
                        inquiry.source(),
                        port);
        var results = new ArrayList<Connect>();
        inquiry.platform().dial(List.of(dial), Deadline.in(waitMs), results::add);
        if (results.isEmpty() || !last && isTaken(results.getFirst())) {
            return false;
        }
        take(beginning, results.getFirst(), port);
        return true;
    }

    private static boolean isTaken(Connect c) {
        return c.errno() == Errno.EADDRNOTAVAIL;
    }

    private void take(Beginning beginning, Connect c, int port) {
        take(
                new Try(
                        beginning.number,
                        beginning.role,
                        beginning.startMs,
                        beginning.lookup,
                        c.address(),
                        port == 0 ? null : port,
                        c.errno(),
                        c.micros(),
                        c.icmp(),
                        c.reply()));
    }

    private synchronized void take(Try one) {
        if (!stop.isOver()) {
            ended.add(one);
            inquiry.accept(one);
        }
    }

    /** Those that have ended so far. */
    synchronized List<Try> ended() {
        return List.copyOf(ended);
    }

    /** Lets time pass; less where everything is to stop. */
    void pause(long ms) {
        var end = Deadline.in(ms);
        try {
            while (!end.isOver() && !stop.isOver()) {
                TimeUnit.MILLISECONDS.sleep(Math.clamp(end.leftMs(), 1, POLL_MS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.within(0);
        }
    }

    /** Waits for all that were begun; less where everything is to stop. */
    void awaitAll(long ms) {
        var end = Deadline.in(ms + LATE_MS);
        while (!end.isOver() && !stop.isOver() && running.get() > 0) {
            pause(POLL_MS);
        }
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
