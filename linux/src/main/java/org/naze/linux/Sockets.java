package org.naze.linux;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;

/**
 * The TCP and UDP sockets of this network namespace, from sock_diag(7), or from /proc/net/tcp and
 * its like where that is not to be had.
 */
final class Sockets {
    static final int TIME_WAIT = 6;
    static final int LISTEN = 10;

    /** A UDP socket that is bound and connected to nobody (TCP_CLOSE). */
    static final int UNCONNECTED = 7;

    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int INET_DIAG_MSG = 72;
    private static final int SKV6ONLY = 11;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private Sockets() {}

    /**
     * A socket.
     *
     * @param local its address, of those alone that take what comes: there may be ten thousands of
     *     the others
     * @param only6 IPV6_V6ONLY, -1 where unknown
     * @param waiting of a listener, how many connections are not yet accepted, -1 where unknown
     * @param limit of a listener, how many may be, likewise
     */
    record Socket(
            int family,
            int state,
            int localPort,
            @Nullable InetAddress local,
            long inode,
            int only6,
            int waiting,
            int limit) {}

    /** Takes the sockets one by one. */
    interface Visitor {
        void socket(Socket socket);
    }

    /**
     * Which sockets to visit.
     *
     * @param protocol TCP or UDP
     * @param states bits, {@code 1 << state}
     * @param remotePort only those towards this port, 0 for any
     * @param remote only those towards this address, in the family's length; null for any
     */
    record Question(
            int protocol, int family, int states, int remotePort, @Nullable ByteBuffer remote) {

        /** Everything that listens. */
        static Question listeners(int family) {
            return new Question(TCP, family, 1 << LISTEN, 0, null);
        }

        /** Every UDP socket that takes datagrams from anybody. */
        static Question datagrams(int family) {
            return new Question(UDP, family, 1 << UNCONNECTED, 0, null);
        }

        /** Everything but listeners towards an address and port; IPv4 also as mapped into IPv6. */
        static Question towards(int family, InetAddress address, int port) {
            byte[] bytes = address.getAddress();
            if (family == Native.AF_INET6 && bytes.length == 4) {
                bytes = mapped(bytes);
            }
            return new Question(TCP, family, ~(1 << LISTEN), port, ByteBuffer.wrap(bytes));
        }

        /** RFC 4291 §2.5.5.2. */
        private static byte[] mapped(byte[] four) {
            var bytes = new byte[16];
            bytes[10] = -1;
            bytes[11] = -1;
            System.arraycopy(four, 0, bytes, 12, 4);
            return bytes;
        }

        private boolean fits(ByteBuffer bytes, int at) {
            for (int i = 0; remote != null && i < remote.limit(); i++) {
                if (bytes.get(at + i) != remote.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Visits sockets.
     *
     * @return the error that kept it from looking, null if nothing did
     */
    static @Nullable String visit(Native os, Question question, Visitor visitor) {
        try (Netlink netlink = Netlink.open(os, Netlink.SOCK_DIAG)) {
            netlink.ask(dump(question), new Reader(question, visitor));
            return null;
        } catch (Refused e) {
            return readTable(question, visitor) ? null : "sock_diag errno " + e.errno;
        }
    }

    /** inet_diag_req_v2 (linux/inet_diag.h). */
    private static NetlinkRequest dump(Question question) {
        var request = new NetlinkRequest().message(SOCK_DIAG_BY_FAMILY, NetlinkRequest.DUMP);
        request.u8(question.family).u8(question.protocol).u8(0).u8(0).u32(question.states).u16(0);
        request.u8(question.remotePort >> 8).u8(question.remotePort).zeros(44).end();
        return request;
    }

    /** Reads inet_diag_msg. */
    static final class Reader implements Netlink.Reader {
        private final Question question;
        private final Visitor visitor;

        Reader(Question question, Visitor visitor) {
            this.question = question;
            this.visitor = visitor;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            int at = bytes.position();
            if (bytes.remaining() < INET_DIAG_MSG || !question.fits(bytes, at + 24)) {
                return;
            }
            int length = bytes.get(at) == Native.AF_INET ? 4 : 16;
            int state = bytes.get(at + 1);
            boolean takes = state == LISTEN || question.protocol == UDP;
            visitor.socket(
                    new Socket(
                            bytes.get(at),
                            state,
                            SocketAddress.port(bytes, at + 2),
                            takes ? SocketAddress.of(bytes, at + 8, length, 0) : null,
                            bytes.getInt(at + 68) & 0xffffffffL,
                            takes ? Attributes.after(INET_DIAG_MSG, bytes).u8(SKV6ONLY, -1) : -1,
                            bytes.getInt(at + 56),
                            bytes.getInt(at + 60)));
        }
    }

    /** Of this thread, as /proc/net is of the process's first thread. */
    private static boolean readTable(Question question, Visitor visitor) {
        String name =
                (question.protocol == TCP ? "tcp" : "udp")
                        + (question.family == Native.AF_INET ? "" : "6");
        String path = "/proc/thread-self/net/" + name;
        try (var in = new BufferedReader(new FileReader(path, StandardCharsets.US_ASCII))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                readLine(line, question, visitor);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * One line of /proc/net/tcp or tcp6 (proc(5)): hexadecimal, addresses in 32-bit words of the
     * machine. One that can't be read is passed over.
     */
    static void readLine(String line, Question question, Visitor visitor) {
        String[] fields = line.strip().split("\\s+");
        try {
            int state = Integer.parseInt(fields[3], 16);
            int remotePort = port(fields[2]);
            if ((question.states & 1 << state) != 0
                    && (question.remotePort == 0 || question.remotePort == remotePort)
                    && question.fits(address(fields[2]), 0)) {
                ByteBuffer local = address(fields[1]);
                visitor.socket(
                        new Socket(
                                question.family,
                                state,
                                port(fields[1]),
                                SocketAddress.of(local, 0, local.limit(), 0),
                                Long.parseLong(fields[9]),
                                -1,
                                -1,
                                -1));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The file is the kernel's; a line that it writes otherwise some day is no socket here.
        }
    }

    private static int port(String text) {
        return Integer.parseInt(text.substring(text.indexOf(':') + 1), 16);
    }

    private static ByteBuffer address(String text) {
        ByteBuffer words =
                ByteBuffer.wrap(HexFormat.of().parseHex(text.substring(0, text.indexOf(':'))));
        ByteBuffer bytes = ByteBuffer.allocate(words.limit()).order(ByteOrder.nativeOrder());
        while (words.remaining() >= 4) {
            bytes.putInt(words.getInt());
        }
        return bytes.flip();
    }
}
