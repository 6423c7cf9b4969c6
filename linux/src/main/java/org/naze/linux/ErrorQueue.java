package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a socket's error queue: the kernel keeps the ICMP errors there that concern the socket,
 * with their senders, for anybody who asked for them by IP_RECVERR (ip(7)).
 */
final class ErrorQueue {
    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int IP_RECVERR = 11;
    private static final int IPV6_RECVERR = 25;
    private static final int IP_TTL = 2;
    private static final int IP_RECVTTL = 12;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int MSG_ERRQUEUE = 0x2000;
    private static final int ORIGIN_ICMP = 2;
    private static final int ORIGIN_ICMP6 = 3;

    private final Received received;

    ErrorQueue(Native os) {
        received = new Received(os, 64);
    }

    /**
     * An ICMP error.
     *
     * @param errno what the kernel makes of it
     * @param from who sent it, null where the kernel does not say
     * @param ttl what the ICMP packet had left on arrival, null unless asked for
     */
    record Entry(
            int errno, int type, int code, @Nullable InetAddress from, @Nullable Integer ttl) {}

    /** Asks the kernel to keep errors for a socket. */
    static void want(Native os, int fd, int family) {
        if (family == Native.AF_INET) {
            os.set(fd, SOL_IP, IP_RECVERR, 1);
        } else {
            os.set(fd, SOL_IPV6, IPV6_RECVERR, 1);
        }
    }

    /** Asks the kernel to tell the TTL or hop limit of what comes in. */
    static void wantTtl(Native os, int fd, int family) {
        if (family == Native.AF_INET) {
            os.set(fd, SOL_IP, IP_RECVTTL, 1);
        } else {
            os.set(fd, SOL_IPV6, IPV6_RECVHOPLIMIT, 1);
        }
    }

    /** The next ICMP error, null if there is none; errors of the kernel's own are passed over. */
    @Nullable Entry next(int fd) {
        while (received.receive(fd, MSG_ERRQUEUE) >= 0) {
            Entry entry = entry();
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private @Nullable Entry entry() {
        int at = received.find(SOL_IP, IP_RECVERR, 16);
        if (at < 0) {
            at = received.find(SOL_IPV6, IPV6_RECVERR, 16);
        }
        if (at < 0) {
            return null;
        }
        ByteBuffer control = received.control();
        int origin = control.get(at + 4);
        if (origin != ORIGIN_ICMP && origin != ORIGIN_ICMP6) {
            return null;
        }
        return new Entry(
                control.getInt(at),
                control.get(at + 5) & 0xff,
                control.get(at + 6) & 0xff,
                SocketAddress.address(control, at + 16),
                ttl(received));
    }

    /** The TTL or hop limit in the control messages, if it was asked for. */
    static @Nullable Integer ttl(Received received) {
        int at = received.find(SOL_IP, IP_TTL, 4);
        if (at < 0) {
            at = received.find(SOL_IPV6, IPV6_HOPLIMIT, 4);
        }
        return at < 0 ? null : received.control().getInt(at);
    }
}
