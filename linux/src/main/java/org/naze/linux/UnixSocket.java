package org.naze.linux;

import java.nio.charset.StandardCharsets;
import org.naze.linux.Native.Block;
import org.naze.model.Errno;

/** Connects to a Unix domain socket, one in the abstract namespace too (unix(7)). */
final class UnixSocket {
    private static final int AF_UNIX = 1;

    /** sockaddr_un: what is before the path, and how much room it has. */
    private static final int PATH_AT = 2;

    private static final int PATH_SIZE = 108;

    private UnixSocket() {}

    /** One attempt; a full accept queue is silence. */
    static Errno connect(Native os, String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        int fd = os.socket(AF_UNIX, Native.SOCK_STREAM, 0);
        if (fd < 0) {
            return Dialer.errno(-fd);
        }
        try {
            return name.length >= PATH_SIZE ? Errno.EINVAL : connect(os, fd, name);
        } finally {
            os.close(fd);
        }
    }

    private static Errno connect(Native os, int fd, byte[] name) {
        boolean inFiles = name[0] != '@';
        Block address = os.block(PATH_AT + PATH_SIZE);
        address.bytes().putShort(0, (short) AF_UNIX).put(PATH_AT, name);
        if (!inFiles) {
            address.bytes().put(PATH_AT, (byte) 0);
        }
        // A file's name ends with a zero; in the abstract namespace a zero is part of the name.
        int result = os.connect(fd, address, PATH_AT + name.length + (inFiles ? 1 : 0));
        if (result == -Native.EAGAIN) {
            return Errno.SILENT;
        }
        return result == 0 ? Errno.OK : Dialer.errno(-result);
    }
}
