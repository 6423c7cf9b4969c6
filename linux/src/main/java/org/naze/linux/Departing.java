package org.naze.linux;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;
import org.naze.probe.Deadline;

/**
 * Sends a SYN and sees whether it leaves. What packet(7) shows on its way out has passed every
 * packet filter, traffic control and BPF program of this machine, and the address of the next hop
 * was known.
 */
final class Departing {
    private static final int SNAP = 80;
    private static final int POLL_MS = 50;
    private static final int TCP = 6;
    private static final int OUTGOING = 4;

    /** Outgoing TCP with SYN and without ACK, over IPv4 or IPv6 without extension headers. */
    private static final int[][] SYNS = {
        {0x20, 0, 0, -0x1000 + 4}, // ld packet type
        {0x15, 0, 16, OUTGOING},
        {0x28, 0, 0, -0x1000}, // ldh protocol
        {0x15, 3, 0, 0x86dd},
        {0x15, 0, 13, 0x0800},
        {0x28, 0, 0, 6}, // fragment offset
        {0x45, 11, 3, 0x1fff},
        {0x30, 0, 0, 6}, // IPv6 next header
        {0x15, 0, 9, TCP},
        {0x05, 0, 0, 5}, // to the flags of IPv6
        {0x30, 0, 0, 9}, // IPv4 protocol
        {0x15, 0, 6, TCP},
        {0xb1, 0, 0, 0}, // ldx IPv4 header length
        {0x50, 0, 0, 13}, // flags
        {0x05, 0, 0, 1},
        {0x30, 0, 0, 53}, // flags of IPv6
        {0x54, 0, 0, 0x12},
        {0x15, 1, 0, 0x02},
        {0x06, 0, 0, 0},
        {0x06, 0, 0, SNAP},
    };

    private final Native os;
    private final InetAddress destination;
    private final int port;
    private final Block address;

    private Departing(Native os, InetAddress destination, int port) {
        this.os = os;
        this.destination = destination;
        this.port = port;
        address = os.block(SocketAddress.MAX_SIZE);
    }

    /** Watches until the SYN is seen, or until the deadline, which leaves time for a second one. */
    static Answer<Fact.Departure> watch(
            Native os,
            InetAddress destination,
            int port,
            @Nullable InetAddress source,
            Deadline deadline) {
        try (PacketSocket socket = PacketSocket.open(os, SYNS, SNAP)) {
            return socket == null
                    ? Answer.none(Reason.NOT_PERMITTED, "CAP_NET_RAW")
                    : new Departing(os, destination, port).watch(socket, source, deadline);
        }
    }

    private Answer<Fact.Departure> watch(
            PacketSocket socket, @Nullable InetAddress source, Deadline deadline) {
        int fd = os.socket(SocketAddress.family(destination), Native.SOCK_STREAM, 0);
        try {
            int result = send(fd, source);
            if (result != 0 && result != -Native.EINPROGRESS) {
                return Answer.none(Reason.FAILED, Dialer.errno(-result).name());
            }
            os.localAddress(fd, address);
            return watch(socket, SocketAddress.port(address.bytes(), 0), deadline);
        } finally {
            os.close(fd);
        }
    }

    private int send(int fd, @Nullable InetAddress source) {
        if (source != null) {
            int bound = os.bind(fd, address, SocketAddress.put(address, source, 0));
            if (bound < 0) {
                return bound;
            }
        }
        return os.connect(fd, address, SocketAddress.put(address, destination, port));
    }

    private Answer<Fact.Departure> watch(PacketSocket socket, int ownPort, Deadline deadline) {
        boolean others = false;
        while (!deadline.isOver()) {
            for (Packet packet = socket.next(); packet != null; packet = socket.next()) {
                if (isThere(packet) && packet.sourcePort() == ownPort) {
                    return Answer.of(departure(socket.device()));
                }
                others |= isThere(packet);
            }
            socket.await(POLL_MS);
        }
        // NAT may have given it another port: then it is not known whose SYN that was.
        return others
                ? Answer.none(Reason.FAILED, "SYNs of other connections")
                : Answer.of(departure(null));
    }

    private boolean isThere(Packet packet) {
        return packet.isWhole() && packet.isTo(destination) && packet.destinationPort() == port;
    }

    private Fact.Departure departure(@Nullable String device) {
        return new Fact.Departure(Addresses.text(destination), port, device);
    }
}
