package org.naze.linux;

import java.nio.ByteBuffer;
import org.naze.linux.Native.Block;

/** What recvmsg(2) fills in: sender, data and control messages. Reused for each call. */
final class Received {
    /** msghdr of a 64-bit Linux. */
    private static final int HEADER_SIZE = 56;

    private static final int CONTROL_AT = 40;
    private static final int CMSG_HEADER = 16;

    private final Native os;
    private final Block header;
    private final Block vector;
    private final Block control;
    private final Block sender;
    final Block data;

    Received(Native os, int dataSize) {
        this.os = os;
        header = os.block(HEADER_SIZE);
        vector = os.block(16);
        control = os.block(512);
        sender = os.block(SocketAddress.MAX_SIZE);
        data = os.block(dataSize);
        vector.bytes().putLong(0, data.address()).putLong(8, data.size());
    }

    /** Returns the number of bytes of data, or the negative errno. */
    int receive(int fd, int flags) {
        header.bytes().putLong(0, sender.address()).putInt(8, sender.size());
        header.bytes().putLong(16, vector.address()).putLong(24, 1);
        header.bytes().putLong(32, control.address()).putLong(CONTROL_AT, control.size());
        sender.bytes().putShort(0, (short) 0);
        return os.receiveMessage(fd, header, flags);
    }

    ByteBuffer sender() {
        return sender.bytes();
    }

    ByteBuffer control() {
        return control.bytes();
    }

    /** Where in {@link #control} the data of a control message starts, -1 if there is none. */
    int find(int level, int type, int size) {
        ByteBuffer bytes = control.bytes();
        int end = (int) Math.min(header.bytes().getLong(CONTROL_AT), control.size());
        int at = 0;
        while (at + CMSG_HEADER <= end) {
            long length = bytes.getLong(at);
            if (length < CMSG_HEADER || length > end - at) {
                return -1;
            }
            if (bytes.getInt(at + 8) == level
                    && bytes.getInt(at + 12) == type
                    && length >= CMSG_HEADER + size) {
                return at + CMSG_HEADER;
            }
            at += (int) (length + 7) & ~7;
        }
        return -1;
    }
}
