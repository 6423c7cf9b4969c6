package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.naze.linux.Native.Block;

/** The first packets of a TCP connection as a program sees them (RFC 791, RFC 8200, RFC 9293). */
final class Frame {
    static final int ETHERNET = 14;
    private static final int TCP = 20;
    private static final int TCP_NUMBER = 6;
    private static final int SYN = 2;
    private static final int SYN_ACK = 0x12;
    private static final int LIFE = 64;
    private static final int WINDOW = 64240;

    /** In the middle of the usual range for clients. */
    private static final int OWN_PORT = 45_678;

    private Frame() {}

    static Block syn(Native os, InetAddress source, InetAddress destination, int port) {
        return frame(os, source, OWN_PORT, destination, port, SYN);
    }

    static Block synAck(Native os, InetAddress source, InetAddress destination, int port) {
        return frame(os, destination, port, source, OWN_PORT, SYN_ACK);
    }

    private static Block frame(
            Native os, InetAddress from, int fromPort, InetAddress to, int toPort, int flags) {
        int header = SocketAddress.family(to) == Native.AF_INET6 ? 40 : 20;
        Block block = os.block(ETHERNET + header + TCP);
        ByteBuffer bytes = block.bytes().duplicate().order(ByteOrder.BIG_ENDIAN);
        address(bytes, from.getAddress(), to.getAddress(), TCP, LIFE);
        int tcp = ETHERNET + header;
        bytes.putShort(tcp, (short) fromPort).putShort(tcp + 2, (short) toPort);
        bytes.put(tcp + 12, (byte) 0x50).put(tcp + 13, (byte) flags);
        bytes.putShort(tcp + 14, (short) WINDOW);
        return block;
    }

    /**
     * Writes the Ethernet type and the IP header, its checksum left out.
     *
     * @param bytes the frame, big-endian and still zero there
     * @param from the source, of 4 or 16 bytes, as is the destination
     * @param size of the TCP segment, header and all
     * @param life the hop limit
     */
    static void address(ByteBuffer bytes, byte[] from, byte[] to, int size, int life) {
        boolean v6 = to.length == 16;
        bytes.putShort(12, (short) (v6 ? 0x86dd : 0x0800));
        if (v6) {
            bytes.putInt(ETHERNET, 6 << 28).putShort(ETHERNET + 4, (short) size);
            bytes.put(ETHERNET + 6, (byte) TCP_NUMBER).put(ETHERNET + 7, (byte) life);
        } else {
            bytes.put(ETHERNET, (byte) 0x45).putShort(ETHERNET + 2, (short) (20 + size));
            bytes.put(ETHERNET + 8, (byte) life).put(ETHERNET + 9, (byte) TCP_NUMBER);
        }
        int source = ETHERNET + (v6 ? 8 : 12);
        bytes.put(source, from).put(source + from.length, to);
    }
}
