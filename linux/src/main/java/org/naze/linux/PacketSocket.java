package org.naze.linux;

import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;

/** Sees packets of every interface as they come in or leave, from the IP header on (packet(7)). */
final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int ETH_P_ALL = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOCKADDR_LL = 20;
    private static final int POLLIN = 1;

    private final Native os;
    private final int fd;
    private final Block packet;
    private final Block sender;

    private PacketSocket(Native os, int fd, int snap) {
        this.os = os;
        this.fd = fd;
        packet = os.block(snap);
        sender = os.block(SOCKADDR_LL);
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

    /**
     * Starts to watch; null where this process may not.
     *
     * @param program which packets, as classic BPF: code, jump if true, jump if false, constant
     * @param snap how many bytes of each
     */
    static @Nullable PacketSocket open(Native os, int[][] program, int snap) {
        int fd = os.socket(AF_PACKET, Native.SOCK_DGRAM, 0);
        if (fd < 0) {
            return null;
        }
        // The filter comes first, so that nothing else gets in.
        Block any = os.block(SOCKADDR_LL);
        any.bytes().putShort(0, (short) AF_PACKET).put(3, (byte) ETH_P_ALL);
        if (attach(os, fd, program) < 0 || os.bind(fd, any, any.size()) < 0) {
            os.close(fd);
            return null;
        }
        return new PacketSocket(os, fd, snap);
    }

    private static int attach(Native os, int fd, int[][] program) {
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

    /** The next packet: null where none has come by. It is good until the next call. */
    @Nullable Packet next() {
        int length = os.receiveFrom(fd, packet, sender);
        return length < 0 ? null : new Packet(packet.bytes(), length);
    }

    /** Waits until a packet has come by, so many milliseconds at most. */
    void await(long ms) {
        os.poll(fd, POLLIN, ms);
    }

    /** The name of the interface by which the last packet came or left. */
    @Nullable String device() {
        return os.interfaceName(sender.bytes().getInt(4));
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
