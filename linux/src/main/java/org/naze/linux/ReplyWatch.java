package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.model.Fact;

/**
 * Sees the SYN-ACK or RST that answers a SYN as it comes in (packet(7)), before the packet filter:
 * an answer that this machine's own filter throws away is seen too, and a reset that the filter
 * made itself comes in on {@code lo}.
 */
final class ReplyWatch implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int ETH_P_ALL = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SNAP = 80;
    private static final int TCP = 6;
    private static final int RST = 4;

    private final Native os;
    private final int fd;
    private final Block packet;
    private final Block sender;

    private ReplyWatch(Native os, int fd) {
        this.os = os;
        this.fd = fd;
        packet = os.block(SNAP);
        sender = os.block(20);
    }

    /** The errno that keeps this process from watching; 0 if nothing does. */
    static int obstacle() {
        try (var os = new Native()) {
            int fd = os.socket(AF_PACKET, Native.SOCK_DGRAM, 0);
            if (fd >= 0) {
                closeElsewhere(fd);
            }
            return Math.max(0, -fd);
        }
    }

    /** Starts to watch; null where this process may not. */
    static @Nullable ReplyWatch open(Native os) {
        int fd = os.socket(AF_PACKET, Native.SOCK_DGRAM, 0);
        if (fd < 0) {
            return null;
        }
        // sockaddr_ll; the filter comes first, so that nothing else gets in.
        Block any = os.block(20);
        any.bytes().putShort(0, (short) AF_PACKET).put(3, (byte) ETH_P_ALL);
        if (attachFilter(os, fd) < 0 || os.bind(fd, any, any.size()) < 0) {
            os.close(fd);
            return null;
        }
        return new ReplyWatch(os, fd);
    }

    /**
     * Incoming TCP with SYN and ACK, or RST, over IPv4 (no later fragment) or IPv6 without
     * extension headers; the first {@link #SNAP} bytes from the IP header on.
     */
    private static int attachFilter(Native os, int fd) {
        int[][] program = {
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
        Block code = os.block(8 * program.length);
        for (int i = 0; i < program.length; i++) {
            int[] line = program[i];
            code.bytes().putShort(8 * i, (short) line[0]).put(8 * i + 2, (byte) line[1]);
            code.bytes().put(8 * i + 3, (byte) line[2]).putInt(8 * i + 4, line[3]);
        }
        Block filter = os.block(16);
        filter.bytes().putShort(0, (short) program.length).putLong(8, code.address());
        return os.set(fd, SOL_SOCKET, SO_ATTACH_FILTER, filter, filter.size());
    }

    /** Gives each attempt the answer that has come in for it. */
    void read(List<Dialer.Attempt> attempts) {
        int length = os.receiveFrom(fd, packet, sender);
        while (length >= 0) {
            take(length, attempts);
            length = os.receiveFrom(fd, packet, sender);
        }
    }

    private void take(int length, List<Dialer.Attempt> attempts) {
        ByteBuffer bytes = packet.bytes();
        boolean v6 = length > 0 && (bytes.get(0) & 0xf0) == 0x60;
        int tcp = v6 ? 40 : 4 * (bytes.get(0) & 0xf);
        if (length < tcp + 14) {
            return;
        }
        int from = SocketAddress.port(bytes, tcp - 2);
        int to = SocketAddress.port(bytes, tcp);
        for (Dialer.Attempt attempt : attempts) {
            if (attempt.localPort == to
                    && attempt.dial.port() == from
                    && sentBy(attempt.dial.address(), bytes, v6)) {
                note(attempt, bytes, v6, tcp);
            }
        }
    }

    private static boolean sentBy(InetAddress address, ByteBuffer bytes, boolean v6) {
        byte[] expected = address.getAddress();
        int at = v6 ? 8 : 12;
        if (expected.length != (v6 ? 16 : 4)) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != bytes.get(at + i)) {
                return false;
            }
        }
        return true;
    }

    /** The first answer counts; a bridge or VLAN on top of the device shows it once more. */
    private void note(Dialer.Attempt attempt, ByteBuffer bytes, boolean v6, int tcp) {
        String kind = (bytes.get(tcp + 13) & RST) != 0 ? "rst" : "syn-ack";
        Fact.Reply seen = attempt.reply;
        if (seen == null || seen.kind().equals(kind)) {
            int ttl = bytes.get(v6 ? 7 : 8) & 0xff;
            String device = os.interfaceName(sender.bytes().getInt(4));
            attempt.reply = new Fact.Reply(kind, ttl, device);
        }
    }

    @Override
    public void close() {
        closeElsewhere(fd);
    }

    /** The kernel takes its time (an RCU grace period, 5 to 20 ms) to close a packet socket. */
    static void closeElsewhere(int fd) {
        Thread.ofPlatform().daemon().name("naze-close").start(new Closer(fd));
    }

    private record Closer(int fd) implements Runnable {
        @Override
        public void run() {
            try (var os = new Native()) {
                os.close(fd);
            }
        }
    }
}
