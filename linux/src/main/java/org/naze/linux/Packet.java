package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** The beginning of a TCP segment, from the IP header on. */
record Packet(ByteBuffer bytes, int length) {
    private static final int FLAGS_AT = 13;
    private static final int RST = 4;

    private boolean isSix() {
        return (bytes.get(0) & 0xf0) == 0x60;
    }

    private int tcp() {
        return isSix() ? 40 : 4 * (bytes.get(0) & 0xf);
    }

    /** Whether it reaches as far as the TCP flags. */
    boolean isWhole() {
        return length > 0 && length > tcp() + FLAGS_AT;
    }

    int sourcePort() {
        return SocketAddress.port(bytes, tcp() - 2);
    }

    int destinationPort() {
        return SocketAddress.port(bytes, tcp());
    }

    boolean isFrom(InetAddress address) {
        return holds(address, isSix() ? 8 : 12);
    }

    boolean isTo(InetAddress address) {
        return holds(address, isSix() ? 24 : 16);
    }

    private boolean holds(InetAddress address, int at) {
        byte[] expected = address.getAddress();
        if (expected.length != (isSix() ? 16 : 4)) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != bytes.get(at + i)) {
                return false;
            }
        }
        return true;
    }

    boolean isReset() {
        return (bytes.get(tcp() + FLAGS_AT) & RST) != 0;
    }

    /** Time to live, or hop limit. */
    int ttl() {
        return bytes.get(isSix() ? 7 : 8) & 0xff;
    }
}
