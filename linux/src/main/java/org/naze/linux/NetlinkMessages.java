package org.naze.linux;

import java.nio.ByteBuffer;
import org.naze.linux.Netlink.Reader;

/** Takes netlink messages apart (netlink(7)); what is cut short or malformed ends the reading. */
final class NetlinkMessages {
    static final int HEADER = 16;

    /** NLMSG_ERROR. */
    static final int ERROR = 2;

    /** NLMSG_DONE. */
    static final int DONE = 3;

    private NetlinkMessages() {}

    /** Hands on every whole message between the start and the limit. */
    static void each(ByteBuffer bytes, Reader reader) {
        int at = 0;
        int end = bytes.limit();
        while (at + HEADER <= end) {
            int length = bytes.getInt(at);
            if (length < HEADER || length > end - at) {
                return;
            }
            int type = bytes.getShort(at + 4) & 0xffff;
            reader.message(type, bytes.limit(at + length).position(at + HEADER));
            bytes.limit(end);
            at += length + 3 & ~3;
        }
    }

    /** The errno of an error message, positive; 0 for an acknowledgement. */
    static int errno(ByteBuffer bytes) {
        return bytes.remaining() < 4 ? Native.EINVAL : -bytes.getInt(bytes.position());
    }

    /** The sequence number of the request that an error message is about. */
    static int refused(ByteBuffer bytes) {
        return bytes.remaining() < 4 + HEADER ? 0 : bytes.getInt(bytes.position() + 12);
    }
}
