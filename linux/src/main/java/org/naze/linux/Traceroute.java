package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Transport;
import org.naze.probe.Addresses;
import org.naze.probe.Deadline;
import org.naze.probe.Trace;

/**
 * Finds the routers to an address by packets that expire there. They are ordinary sockets with a
 * hop limit of their own, whose ICMP errors the kernel shows to anybody (ip(7), IP_TTL and
 * IP_RECVERR): it takes no privilege, not even for the very TCP port in question.
 */
final class Traceroute implements AutoCloseable {
    /** So many at a time, so that few reach the target once it is known how far away it is. */
    private static final int WAVE = 4;

    private static final long WAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
    private static final int POLL_MS = 10;
    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int IP_TTL = 2;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int POLLIN = 1;
    private static final int POLLOUT = 4;
    private static final int POLLERR = 8;
    private static final int TIME_EXCEEDED = 11;
    private static final int TIME_EXCEEDED_6 = 3;

    private final Native os;
    private final @Nullable SocketUser user;
    private final Trace trace;
    private final int family;
    private final ErrorQueue errors;
    private final Block address;
    private final Block fds;
    private final List<Packet> open = new ArrayList<>();
    private final List<Hop> hops = new ArrayList<>();
    private int sent;
    private long sentNanos;

    /** The smallest limit that reached its end, and when waiting for those before it is over. */
    private int end = Integer.MAX_VALUE;

    private long endNanos;

    private record Packet(int fd, int limit, long startNanos) {}

    /**
     * @param user whose the sockets are to be, null for this process's own
     */
    Traceroute(Native os, @Nullable SocketUser user, Trace trace) {
        this.os = os;
        this.user = user;
        this.trace = trace;
        family = SocketAddress.family(trace.address());
        errors = new ErrorQueue(os);
        address = os.block(SocketAddress.MAX_SIZE);
        fds = os.block(8 * (trace.last() - trace.first() + 1));
        sent = trace.first() - 1;
    }

    /** Sends, and gathers the answers. */
    Fact.Hops walk(Deadline deadline) {
        while (!deadline.isOver() && !isOver()) {
            if (isDue()) {
                sendWave();
            }
            if (!open.isEmpty()) {
                await(Math.clamp(deadline.leftMs(), 1, POLL_MS));
            }
        }
        hops.removeIf(hop -> hop.limit() > end);
        hops.sort(Comparator.comparingInt(Hop::limit));
        return new Fact.Hops(
                Addresses.text(trace.address()),
                trace.port(),
                trace.transport(),
                trace.first(),
                Math.min(sent, end),
                List.copyOf(hops));
    }

    private boolean isOver() {
        if (end == Integer.MAX_VALUE) {
            return sent == trace.last() && open.isEmpty();
        }
        boolean complete = open.stream().noneMatch(packet -> packet.limit < end);
        return complete || System.nanoTime() - endNanos > 0;
    }

    private boolean isDue() {
        boolean ready = open.isEmpty() || System.nanoTime() - sentNanos > WAVE_NANOS;
        return ready && sent < trace.last() && end == Integer.MAX_VALUE;
    }

    private void sendWave() {
        sentNanos = System.nanoTime();
        int until = Math.min(trace.last(), sent + WAVE);
        while (sent < until) {
            sent++;
            send(sent);
        }
    }

    private void send(int limit) {
        int type = trace.transport() == Transport.TCP ? Native.SOCK_STREAM : Native.SOCK_DGRAM;
        int fd = user == null ? os.socket(family, type, 0) : user.socket(os, family, type, 0);
        if (fd < 0) {
            return;
        }
        var packet = new Packet(fd, limit, System.nanoTime());
        open.add(packet);
        ErrorQueue.want(os, fd, family);
        boolean four = family == Native.AF_INET;
        os.set(fd, four ? SOL_IP : SOL_IPV6, four ? IP_TTL : IPV6_UNICAST_HOPS, limit);
        int result = bind(fd);
        if (result == 0) {
            result = os.connect(fd, address, put(trace.address(), trace.port()));
        }
        if (result == 0 && trace.transport() == Transport.UDP) {
            address.bytes().put(0, (byte) 0);
            result = Math.min(0, os.send(fd, address, 1));
        }
        if (result < 0 && result != -Native.EINPROGRESS) {
            finish(packet, -result, errors.next(fd));
        }
    }

    private int bind(int fd) {
        InetAddress source = trace.source();
        return source == null ? 0 : os.bind(fd, address, put(source, 0));
    }

    private int put(InetAddress to, int port) {
        return SocketAddress.put(address, to, port);
    }

    private void await(long ms) {
        int wanted = trace.transport() == Transport.TCP ? POLLOUT : POLLIN;
        int count = open.size();
        for (int i = 0; i < count; i++) {
            fds.bytes().putInt(8 * i, open.get(i).fd).putInt(8 * i + 4, wanted);
        }
        os.poll(fds, count, ms);
        List<Packet> asked = List.copyOf(open);
        for (int i = 0; i < count; i++) {
            int events = fds.bytes().getShort(8 * i + 6);
            if (events != 0) {
                settle(asked.get(i), events);
            }
        }
    }

    private void settle(Packet packet, int events) {
        int error = os.get(packet.fd, SOL_SOCKET, SO_ERROR);
        boolean failed = error != 0 || (events & POLLERR) != 0;
        ErrorQueue.Entry entry = failed ? errors.next(packet.fd) : null;
        if (error != 0 || entry != null || (events & (POLLIN | POLLOUT)) != 0) {
            finish(packet, entry == null ? error : entry.errno(), entry);
        }
    }

    /** What this machine itself refuses to send tells nothing of the way. */
    private void finish(Packet packet, int error, ErrorQueue.@Nullable Entry entry) {
        open.remove(packet);
        os.close(packet.fd);
        Errno errno = error == 0 ? Errno.OK : Dialer.errno(error);
        InetAddress from = entry == null ? null : entry.from();
        if (from == null && errno != Errno.OK && errno != Errno.ECONNREFUSED) {
            return;
        }
        Fact.Icmp icmp =
                entry == null || from == null
                        ? null
                        : new Fact.Icmp(text(from), entry.type(), entry.code());
        long now = System.nanoTime();
        hops.add(new Hop(packet.limit, errno, icmp, (now - packet.startNanos) / 1000));
        if (!isExpiry(icmp) && packet.limit < end) {
            end = packet.limit;
            endNanos = now + Math.max(GRACE_NANOS, 2 * (now - packet.startNanos));
        }
    }

    private boolean isExpiry(Fact.@Nullable Icmp icmp) {
        return icmp != null
                && icmp.type() == (family == Native.AF_INET ? TIME_EXCEEDED : TIME_EXCEEDED_6);
    }

    /** The target is named as it was asked for, with the zone's name in place of its number. */
    private String text(InetAddress from) {
        return Addresses.text(from.equals(trace.address()) ? trace.address() : from);
    }

    @Override
    public void close() {
        for (Packet packet : open) {
            os.close(packet.fd);
        }
    }
}
