package org.naze.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;

/**
 * Connects to all addresses of the target side by side and decides when waiting is over: at once
 * when all have answered; after two seconds (two SYNs of each of three tries) where the host is
 * alive otherwise; else when the kernel has had the time to give up on a neighbour. Used by one
 * thread.
 */
final class Connecting {
    /** Until then a silence means nothing, and nothing else of the host is touched. */
    private static final long SILENT_MS = 250;

    /** When the silent ones are tried again, against loss. */
    private static final long[] AGAIN_MS = {350, 700};

    private static final long LIVE_HOST_MS = 1900;

    /** The kernel gives up on a neighbour after three requests a second apart: 3.07 s (arp(7)). */
    private static final long NEIGHBOUR_MS = 3300;

    private static final long DEFAULT_MS = 4000;
    private static final long IMPATIENT_MS = 600;

    /** Told what happens meanwhile. */
    interface Watcher {
        /** An address has its answer, or will get none. */
        void ended(InetAddress address, Connect connect);

        /** These addresses have been silent for a while. */
        void silent(List<InetAddress> addresses);

        /** Whether this address showed life otherwise. */
        boolean isAlive(InetAddress address);

        /** It takes long. */
        void impatient(InetAddress address);
    }

    private final Platform platform;
    private final Settings settings;
    private final Watcher watcher;
    private final Tasks tasks = new Tasks("naze-connect");
    private final Deadline deadline;
    private final long startNanos = System.nanoTime();
    private final LinkedBlockingQueue<Connect> ended = new LinkedBlockingQueue<>();
    private final Map<String, InetAddress> pending = new LinkedHashMap<>();
    private int again;
    private boolean toldSilent;
    private boolean toldImpatient;

    Connecting(Platform platform, Settings settings, Watcher watcher) {
        this.platform = platform;
        this.settings = settings;
        this.watcher = watcher;
        boolean patient = settings.timeoutMs() != DEFAULT_MS;
        this.deadline = Deadline.in(patient ? settings.timeoutMs() : NEIGHBOUR_MS);
    }

    /** Connects; returns when every address has ended. */
    void run(List<InetAddress> addresses, int port, @Nullable InetAddress source) {
        addresses.forEach(address -> pending.put(Addresses.text(address), address));
        if (addresses.stream().noneMatch(address -> fits(address, source))) {
            addresses.forEach(address -> end(address, port, source, Errno.EAFNOSUPPORT, 0));
        }
        dial(Purpose.TARGET, addresses, port, source);
        while (!pending.isEmpty()) {
            Connect connect = next();
            if (connect != null) {
                take(connect);
            } else if (deadline.isOver()) {
                giveUp(port, source);
            } else {
                passTime(port, source);
            }
        }
        deadline.within(0);
    }

    private void dial(
            Purpose purpose, List<InetAddress> addresses, int port, @Nullable InetAddress source) {
        List<Dial> dials =
                addresses.stream()
                        .filter(a -> fits(a, source))
                        .map(address -> new Dial(purpose, address, port, source))
                        .toList();
        addresses.stream()
                .filter(a -> !fits(a, source))
                .forEach(a -> pending.remove(Addresses.text(a)));
        tasks.start(() -> platform.dial(dials, deadline, ended::add));
    }

    /** From an address of one family nothing is sent to one of the other. */
    private static boolean fits(InetAddress address, @Nullable InetAddress source) {
        return source == null || source.getClass() == address.getClass();
    }

    private @Nullable Connect next() {
        try {
            return ended.poll(Math.clamp(deadline.leftMs() + 100, 1, 25), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            deadline.within(0);
            return null;
        }
    }

    /**
     * The first definite answer of an address counts, whichever try it was to: what the others were
     * sent may have been lost, or its error held back by a router's rate limit.
     */
    private void take(Connect connect) {
        InetAddress address = pending.get(connect.address());
        boolean decides = connect.purpose() == Purpose.TARGET || connect.errno() != Errno.SILENT;
        if (address != null && decides) {
            pending.remove(connect.address());
            watcher.ended(address, asTarget(connect));
        }
    }

    private static Connect asTarget(Connect c) {
        return new Connect(
                Purpose.TARGET,
                c.address(),
                c.port(),
                c.source(),
                c.errno(),
                c.micros(),
                c.icmp(),
                c.reply());
    }

    private void passTime(int port, @Nullable InetAddress source) {
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        List<InetAddress> waiting = new ArrayList<>(pending.values());
        if (!toldSilent && elapsed >= SILENT_MS) {
            toldSilent = true;
            watcher.silent(waiting);
        }
        if (again < AGAIN_MS.length && elapsed >= AGAIN_MS[again]) {
            again++;
            dial(Purpose.AGAIN, waiting, port, source);
        }
        if (!toldImpatient && elapsed >= IMPATIENT_MS) {
            toldImpatient = true;
            watcher.impatient(waiting.getFirst());
        }
        boolean allAlive = waiting.stream().allMatch(watcher::isAlive);
        if (allAlive && settings.timeoutMs() <= DEFAULT_MS) {
            deadline.within(Math.max(0, LIVE_HOST_MS - elapsed));
        }
    }

    /**
     * The dialer was to hand on each as SILENT; this is for one that does not come back in time.
     */
    private void giveUp(int port, @Nullable InetAddress source) {
        if (deadline.isOver() && ended.isEmpty() && !lateAnswers()) {
            long micros = (System.nanoTime() - startNanos) / 1000;
            List.copyOf(pending.values())
                    .forEach(address -> end(address, port, source, Errno.SILENT, micros));
        }
    }

    /** Says what became of an address of which the dialer says nothing. */
    private void end(
            InetAddress address, int port, @Nullable InetAddress source, Errno errno, long micros) {
        String text = Addresses.text(address);
        String from = source == null ? null : Addresses.text(source);
        pending.remove(text);
        watcher.ended(
                address, new Connect(Purpose.TARGET, text, port, from, errno, micros, null, null));
    }

    private boolean lateAnswers() {
        tasks.await(Deadline.in(200));
        return !ended.isEmpty();
    }
}
