package org.naze.linux;

import java.nio.ByteBuffer;
import org.naze.linux.Native.Block;
import org.naze.linux.Netlink.Refused;
import org.naze.linux.TraceReader.Syn;

/**
 * The answer that a server would give to a SYN of the scratch network, sent in by the other end of
 * the very interface that the SYN left by (packet(7), RFC 9293 §3.5).
 */
final class SynAck {
    private static final int AF_PACKET = 17;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_QDISC_BYPASS = 20;
    private static final int ETHERNET = Frame.ETHERNET;
    private static final int TCP_SIZE = 24;
    private static final int TTL = 60;
    private static final short DONT_FRAGMENT = 0x4000;

    private final Native os;
    private final Syn syn;
    private final boolean v6;
    private final int tcpAt;

    SynAck(Native os, Syn syn) {
        this.os = os;
        this.syn = syn;
        v6 = (syn.ip().get(0) & 0xf0) == 0x60;
        tcpAt = ETHERNET + (v6 ? 40 : 20);
    }

    /** Sends it; without it the caller sees no answer. */
    void send() throws Refused {
        byte[] hardware;
        try (var netlink = Netlink.open(os, Netlink.ROUTE)) {
            hardware = Links.hardwareAddress(netlink, syn.device());
        }
        if (hardware.length != 6 || syn.tcp().limit() < 20 || syn.ip().limit() < tcpAt - ETHERNET) {
            return;
        }
        Block frame = os.block(tcpAt + TCP_SIZE);
        frame.bytes().put(0, build(hardware));
        int fd = os.socket(AF_PACKET, Native.SOCK_RAW, 0);
        Block from = os.block(20);
        from.bytes().putShort(0, (short) AF_PACKET).putInt(4, LinkCopy.peerOf(syn.device()));
        os.bind(fd, from, from.size());
        // A fresh interface's queue may not be open yet.
        os.set(fd, SOL_PACKET, PACKET_QDISC_BYPASS, 1);
        os.send(fd, frame, frame.size());
        PacketSocket.closeElsewhere(fd);
    }

    private byte[] build(byte[] hardware) {
        ByteBuffer frame = ByteBuffer.allocate(tcpAt + TCP_SIZE);
        frame.put(0, hardware).put(6, (byte) 2).put(11, (byte) 1);
        // The SYN's destination becomes the source, and the other way round.
        int length = v6 ? 16 : 4;
        int source = v6 ? 8 : 12;
        byte[] from = bytes(syn.ip(), source + length, length);
        Frame.address(frame, from, bytes(syn.ip(), source, length), TCP_SIZE, TTL);
        if (!v6) {
            frame.putShort(ETHERNET + 6, DONT_FRAGMENT);
            frame.putShort(ETHERNET + 10, checksum(frame, ETHERNET, 20, 0));
        }
        tcp(frame);
        return frame.array();
    }

    private static byte[] bytes(ByteBuffer from, int at, int length) {
        byte[] bytes = new byte[length];
        from.get(at, bytes);
        return bytes;
    }

    /** Ports swapped, any sequence number, the SYN's plus one acknowledged, MSS 1400. */
    private void tcp(ByteBuffer frame) {
        frame.putShort(tcpAt, syn.tcp().getShort(2)).putShort(tcpAt + 2, syn.tcp().getShort(0));
        frame.putInt(tcpAt + 4, 0x12345678).putInt(tcpAt + 8, syn.tcp().getInt(4) + 1);
        frame.putShort(tcpAt + 12, (short) 0x6012).putShort(tcpAt + 14, (short) 64240);
        frame.putInt(tcpAt + 20, 0x02040000 | 1400);
        int addresses = v6 ? 32 : 8;
        int pseudo = sum(frame, tcpAt - addresses, addresses) + 6 + TCP_SIZE;
        frame.putShort(tcpAt + 16, checksum(frame, tcpAt, TCP_SIZE, pseudo));
    }

    private static int sum(ByteBuffer bytes, int from, int length) {
        int sum = 0;
        for (int i = from; i < from + length; i += 2) {
            sum += bytes.getShort(i) & 0xffff;
        }
        return sum;
    }

    /** RFC 1071. */
    private static short checksum(ByteBuffer bytes, int from, int length, int start) {
        int sum = start + sum(bytes, from, length);
        sum = (sum >> 16) + (sum & 0xffff);
        return (short) ~(sum + (sum >> 16));
    }
}
