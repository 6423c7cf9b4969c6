package org.naze.linux;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;

/**
 * The TCP sockets of this network namespace, from sock_diag(7), or from /proc/net/tcp where that is
 * not to be had.
 */
final class Sockets {
    static final int TIME_WAIT = 6;
    static final int LISTEN = 10;

    /** Every state: a bit each. */
    static final int ALL = -1;

    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int INET_DIAG_MSG = 72;
    private static final int SKV6ONLY = 11;
    private static final int TCP = 6;

    private Sockets() {}

    /**
     * A socket.
     *
     * @param only6 IPV6_V6ONLY, -1 where unknown
     */
    record Socket(
            int family,
            int state,
            int localPort,
            int remotePort,
            @Nullable InetAddress local,
            @Nullable InetAddress remote,
            long inode,
            int only6) {}

    /** Takes the sockets one by one. */
    interface Visitor {
        void socket(Socket socket);
    }

    /**
     * Visits the sockets of a family in some states.
     *
     * @param states bits, {@code 1 << state}
     * @param remotePort only those towards this port, 0 for any
     * @return the errno or error that kept it from looking, null if nothing did
     */
    static @Nullable String visit(
            Native os, int family, int states, int remotePort, Visitor visitor) {
        try (Netlink netlink = Netlink.open(os, Netlink.SOCK_DIAG)) {
            netlink.ask(dump(family, states, remotePort), new Reader(visitor));
            return null;
        } catch (Refused e) {
            return new Table(family, states, remotePort, visitor).read()
                    ? null
                    : "sock_diag errno " + e.errno;
        }
    }

    /** inet_diag_req_v2 (linux/inet_diag.h). */
    private static NetlinkRequest dump(int family, int states, int remotePort) {
        var request = new NetlinkRequest().message(SOCK_DIAG_BY_FAMILY, NetlinkRequest.DUMP);
        request.u8(family).u8(TCP).u8(0).u8(0).u32(states).u16(0);
        request.u8(remotePort >> 8).u8(remotePort).zeros(44).end();
        return request;
    }

    private record Reader(Visitor visitor) implements Netlink.Reader {
        @Override
        public void message(int type, ByteBuffer bytes) {
            int at = bytes.position();
            if (bytes.remaining() < INET_DIAG_MSG) {
                return;
            }
            int family = bytes.get(at);
            int length = family == Native.AF_INET ? 4 : 16;
            visitor.socket(
                    new Socket(
                            family,
                            bytes.get(at + 1),
                            SocketAddress.port(bytes, at + 2),
                            SocketAddress.port(bytes, at + 4),
                            SocketAddress.of(bytes, at + 8, length, 0),
                            SocketAddress.of(bytes, at + 24, length, 0),
                            bytes.getInt(at + 68) & 0xffffffffL,
                            Attributes.after(INET_DIAG_MSG, bytes).u8(SKV6ONLY, -1)));
        }
    }

    /** /proc/net/tcp and tcp6 (proc(5)): hexadecimal, addresses in 32-bit words of the machine. */
    static final class Table {
        private final int family;
        private final int states;
        private final int remotePort;
        private final Visitor visitor;

        Table(int family, int states, int remotePort, Visitor visitor) {
            this.family = family;
            this.states = states;
            this.remotePort = remotePort;
            this.visitor = visitor;
        }

        boolean read() {
            // Of this thread, as /proc/net is of the process's first thread.
            String path = "/proc/thread-self/net/" + (family == Native.AF_INET ? "tcp" : "tcp6");
            try (var in = new BufferedReader(new FileReader(path, StandardCharsets.US_ASCII))) {
                in.readLine();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    visit(line);
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /** One line; one that can't be read is passed over. */
        void visit(String line) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length < 10) {
                return;
            }
            try {
                int state = Integer.parseInt(fields[3], 16);
                int remote = port(fields[2]);
                if ((states & 1 << state) != 0 && (remotePort == 0 || remotePort == remote)) {
                    visitor.socket(
                            new Socket(
                                    family,
                                    state,
                                    port(fields[1]),
                                    remote,
                                    address(fields[1]),
                                    address(fields[2]),
                                    Long.parseLong(fields[9]),
                                    -1));
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                // The file is the kernel's; a line it writes otherwise some day is no socket here.
            }
        }

        private static int port(String text) {
            return Integer.parseInt(text.substring(text.indexOf(':') + 1), 16);
        }

        private static @Nullable InetAddress address(String text) {
            byte[] words = HexFormat.of().parseHex(text.substring(0, text.indexOf(':')));
            ByteBuffer bytes = ByteBuffer.wrap(words);
            for (int i = 0; i + 4 <= words.length; i += 4) {
                bytes.order(java.nio.ByteOrder.BIG_ENDIAN);
                int word = bytes.getInt(i);
                bytes.order(java.nio.ByteOrder.nativeOrder()).putInt(i, word);
            }
            return SocketAddress.of(bytes, 0, words.length, 0);
        }
    }

    /** Whether a socket's far end is this address; one mapped into IPv6 counts as IPv4. */
    static boolean leadsTo(Socket socket, InetAddress address) {
        InetAddress remote = socket.remote;
        return remote instanceof Inet6Address a && address instanceof Inet6Address b
                ? java.util.Arrays.equals(a.getAddress(), b.getAddress())
                : address.equals(remote);
    }
}
