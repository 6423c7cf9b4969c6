package org.naze.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;

/** {@code sockaddr_in} and {@code sockaddr_in6} (ip(7), ipv6(7)). */
final class SocketAddress {
    static final int MAX_SIZE = 28;

    private SocketAddress() {}

    static int family(InetAddress address) {
        return address instanceof Inet6Address ? Native.AF_INET6 : Native.AF_INET;
    }

    /** The address that leaves the choice to the kernel, of the same family as another. */
    static InetAddress any(InetAddress other) {
        try {
            return InetAddress.getByAddress(new byte[other.getAddress().length]);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Writes an address and port at the start of the block; returns the length. */
    static int put(Block block, InetAddress address, int port) {
        ByteBuffer bytes = block.bytes();
        bytes.putShort(0, (short) family(address));
        bytes.put(2, (byte) (port >> 8)).put(3, (byte) port);
        if (address instanceof Inet6Address v6) {
            bytes.putInt(4, 0).put(8, v6.getAddress()).putInt(24, v6.getScopeId());
            return 28;
        }
        bytes.put(4, address.getAddress()).putLong(8, 0);
        return 16;
    }

    /** The port of the address at an offset. */
    static int port(ByteBuffer bytes, int at) {
        return (bytes.get(at + 2) & 0xff) << 8 | bytes.get(at + 3) & 0xff;
    }

    /** The address at an offset, null where it is of no family known here or cut short. */
    static @Nullable InetAddress address(ByteBuffer bytes, int at) {
        if (at + 16 > bytes.limit()) {
            return null;
        }
        int family = bytes.getShort(at);
        if (family == Native.AF_INET) {
            return of(bytes, at + 4, 4, 0);
        }
        return family == Native.AF_INET6 && at + MAX_SIZE <= bytes.limit()
                ? of(bytes, at + 8, 16, bytes.getInt(at + 24))
                : null;
    }

    /**
     * The address in 4 or 16 bytes.
     *
     * @param scope the interface that a link-local address belongs to, or 0
     */
    static @Nullable InetAddress of(ByteBuffer bytes, int at, int length, int scope) {
        byte[] raw = new byte[length];
        bytes.get(at, raw);
        try {
            return scope == 0
                    ? InetAddress.getByAddress(raw)
                    : Inet6Address.getByAddress(null, raw, scope);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
