package org.naze.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts netlink messages together, one or several in a row. */
final class NetlinkRequest {
    /** NLM_F_REQUEST. */
    static final int REQUEST = 1;

    /** NLM_F_ACK. */
    static final int ACK = 4;

    /** NLM_F_DUMP: NLM_F_ROOT | NLM_F_MATCH. */
    static final int DUMP = 0x300;

    /** NLM_F_CREATE. */
    static final int CREATE = 0x400;

    /** NLM_F_EXCL. */
    static final int EXCLUSIVE = 0x200;

    /** NLM_F_APPEND. */
    static final int APPEND = 0x800;

    private static final int NESTED = 0x8000;

    private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    private int start;
    private int sequence;

    /** Starts a message; what follows up to {@link #end} is its payload. */
    NetlinkRequest message(int type, int flags) {
        room(NetlinkMessages.HEADER);
        start = out.position();
        out.putInt(0).putShort((short) type).putShort((short) (flags | REQUEST));
        out.putInt(++sequence).putInt(0);
        return this;
    }

    /** Ends the message; returns its sequence number, 1 for the first. */
    int end() {
        out.putInt(start, out.position() - start);
        pad();
        return sequence;
    }

    NetlinkRequest u8(int value) {
        room(1);
        out.put((byte) value);
        return this;
    }

    NetlinkRequest u16(int value) {
        room(2);
        out.putShort((short) value);
        return this;
    }

    NetlinkRequest u32(int value) {
        room(4);
        out.putInt(value);
        return this;
    }

    NetlinkRequest zeros(int count) {
        return raw(new byte[count]);
    }

    NetlinkRequest raw(byte[] bytes) {
        room(bytes.length);
        out.put(bytes);
        return this;
    }

    /** All of a buffer. */
    NetlinkRequest raw(ByteBuffer bytes) {
        room(bytes.limit());
        out.put(bytes.duplicate().position(0));
        return this;
    }

    /** An attribute with this value. */
    NetlinkRequest attribute(int type, byte[] value) {
        room(4);
        out.putShort((short) (4 + value.length)).putShort((short) type);
        raw(value);
        pad();
        return this;
    }

    NetlinkRequest attribute(int type, String text) {
        return attribute(type, (text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** A number in the machine's byte order. */
    NetlinkRequest attribute(int type, int value) {
        room(8);
        out.putShort((short) 8).putShort((short) type).putInt(value);
        return this;
    }

    /** A number in network byte order. */
    NetlinkRequest attributeBe32(int type, int value) {
        return attribute(
                type, out.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
    }

    /** An attribute as it stood in another message. */
    NetlinkRequest copy(byte[] rawAttribute) {
        raw(rawAttribute);
        pad();
        return this;
    }

    /** Starts an attribute that holds others; returns what {@link #close} takes. */
    int open(int type) {
        room(4);
        int at = out.position();
        out.putShort((short) 0).putShort((short) (type | NESTED));
        return at;
    }

    NetlinkRequest close(int opened) {
        out.putShort(opened, (short) (out.position() - opened));
        return this;
    }

    int length() {
        return out.position();
    }

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private void pad() {
        while ((out.position() & 3) != 0) {
            u8(0);
        }
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            var bigger = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + bytes));
            out = bigger.order(ByteOrder.nativeOrder()).put(out.flip());
        }
    }
}
