package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Netlink attributes (type, length, value) in a stretch of a message. An attribute that is cut
 * short ends the stretch; a value that is too short for what is asked reads as absent.
 */
record Attributes(ByteBuffer bytes, int from, int to) {
    private static final int HEADER = 4;

    /** NLA_F_NESTED and NLA_F_NET_BYTEORDER are no part of the type. */
    private static final int TYPE_MASK = 0x3fff;

    static final Attributes NONE = new Attributes(ByteBuffer.allocate(0), 0, 0);

    /** The attributes after a fixed header of so many bytes. */
    static Attributes after(int header, ByteBuffer message) {
        int from = Math.min(message.position() + header, message.limit());
        return new Attributes(message, from, message.limit());
    }

    /** Where the first attribute starts, -1 if there is none. */
    int first() {
        return whole(from) ? from : -1;
    }

    /** Where the next one starts, -1 after the last. */
    int next(int at) {
        int following = at + (size(at) + 3 & ~3);
        return whole(following) ? following : -1;
    }

    private boolean whole(int at) {
        return at + HEADER <= to && size(at) >= HEADER && size(at) <= to - at;
    }

    private int size(int at) {
        return bytes.getShort(at) & 0xffff;
    }

    int type(int at) {
        return bytes.getShort(at + 2) & TYPE_MASK;
    }

    /** The whole attribute, header and all, without padding. */
    byte[] raw(int at) {
        byte[] raw = new byte[size(at)];
        bytes.get(at, raw);
        return raw;
    }

    /** Where an attribute of this type starts, -1 if there is none. */
    int find(int type) {
        int at = first();
        while (at >= 0 && type(at) != type) {
            at = next(at);
        }
        return at;
    }

    boolean has(int type) {
        return find(type) >= 0;
    }

    /** What is nested in the attribute at an offset. */
    Attributes inside(int at) {
        return new Attributes(bytes, at + HEADER, at + size(at));
    }

    /** What is nested in the attribute of this type; nothing if there is none. */
    Attributes nested(int type) {
        int at = find(type);
        return at < 0 ? NONE : inside(at);
    }

    /** The value's bytes, null if there is none. */
    byte @Nullable [] value(int type) {
        int at = find(type);
        return at < 0 ? null : Arrays.copyOfRange(raw(at), HEADER, size(at));
    }

    /** The text up to its first zero byte, empty if there is none. */
    String text(int type) {
        byte[] value = value(type);
        return value == null ? "" : Native.string(ByteBuffer.wrap(value), 0);
    }

    int u8(int type, int otherwise) {
        int at = find(type);
        return at < 0 || size(at) < HEADER + 1 ? otherwise : bytes.get(at + HEADER) & 0xff;
    }

    /** A number in the machine's byte order, as rtnetlink has them. */
    int u32(int type, int otherwise) {
        int at = find(type);
        return at < 0 || size(at) < HEADER + 4 ? otherwise : bytes.getInt(at + HEADER);
    }

    /** A number in network byte order, as nf_tables has them. */
    int be32(int type, int otherwise) {
        int at = find(type);
        return at < 0 || size(at) < HEADER + 4 ? otherwise : bigEndian().getInt(at + HEADER);
    }

    long be64(int type, long otherwise) {
        int at = find(type);
        return at < 0 || size(at) < HEADER + 8 ? otherwise : bigEndian().getLong(at + HEADER);
    }

    private ByteBuffer bigEndian() {
        return bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
    }

    /** An address in 4 or 16 bytes, null if there is none. */
    @Nullable InetAddress address(int type) {
        return address(type, 0);
    }

    /** An address that follows so many bytes of the value, null if there is none. */
    @Nullable InetAddress address(int type, int skip) {
        int at = find(type);
        int length = at < 0 ? 0 : size(at) - HEADER - skip;
        return length == 4 || length == 16
                ? SocketAddress.of(bytes, at + HEADER + skip, length, 0)
                : null;
    }
}
