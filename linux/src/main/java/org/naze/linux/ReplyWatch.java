package org.naze.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;

/**
 * Sees the SYN-ACK or RST that answers a SYN as it comes in (packet(7)), before the packet filter:
 * an answer that this machine's own filter throws away is seen too, and a reset that the filter
 * made itself comes in on {@code lo}.
 */
final class ReplyWatch implements AutoCloseable {
    private static final int SNAP = 80;
    private static final int TCP = 6;
    private static final int RST = 4;

    /**
     * Incoming TCP with SYN and ACK, or RST, over IPv4 (no later fragment) or IPv6 without
     * extension headers; the first {@link #SNAP} bytes from the IP header on.
     */
    private static final int[][] ANSWERS = {
        {0x20, 0, 0, -0x1000 + 4}, // ld packet type
        {0x15, 17, 0, 4}, // outgoing: no
        {0x28, 0, 0, -0x1000}, // ldh protocol
        {0x15, 3, 0, 0x86dd},
        {0x15, 0, 14, 0x0800},
        {0x28, 0, 0, 6}, // fragment offset
        {0x45, 12, 3, 0x1fff},
        {0x30, 0, 0, 6}, // IPv6 next header
        {0x15, 0, 10, TCP},
        {0x05, 0, 0, 5}, // to the flags of IPv6
        {0x30, 0, 0, 9}, // IPv4 protocol
        {0x15, 0, 7, TCP},
        {0xb1, 0, 0, 0}, // ldx IPv4 header length
        {0x50, 0, 0, 13}, // flags
        {0x05, 0, 0, 1},
        {0x30, 0, 0, 53}, // flags of IPv6
        {0x45, 3, 0, RST},
        {0x54, 0, 0, 0x12},
        {0x15, 1, 0, 0x12},
        {0x06, 0, 0, 0},
        {0x06, 0, 0, SNAP},
    };

    private final PacketSocket socket;

    private ReplyWatch(PacketSocket socket) {
        this.socket = socket;
    }

    /** Starts to watch; null where this process may not. */
    static @Nullable ReplyWatch open(Native os) {
        PacketSocket socket = PacketSocket.open(os, ANSWERS, SNAP);
        return socket == null ? null : new ReplyWatch(socket);
    }

    /** Gives each attempt the answer that has come in for it. */
    void read(List<Dialer.Attempt> attempts) {
        for (Packet packet = socket.next(); packet != null; packet = socket.next()) {
            take(packet, attempts);
        }
    }

    private void take(Packet packet, List<Dialer.Attempt> attempts) {
        for (Dialer.Attempt attempt : attempts) {
            if (packet.isWhole()
                    && attempt.localPort == packet.destinationPort()
                    && attempt.dial.port() == packet.sourcePort()
                    && packet.isFrom(attempt.dial.address())) {
                note(attempt, packet);
            }
        }
    }

    /** The first answer counts; a bridge or VLAN on top of the device shows it once more. */
    private void note(Dialer.Attempt attempt, Packet packet) {
        String kind = packet.isReset() ? "rst" : "syn-ack";
        Fact.Reply seen = attempt.reply;
        if (seen == null || seen.kind().equals(kind)) {
            attempt.reply = new Fact.Reply(kind, packet.ttl(), socket.device());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
