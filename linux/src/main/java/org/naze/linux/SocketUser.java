package org.naze.linux;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.naze.probe.ClientProcess;

/**
 * Whose the sockets are. What matches an owner (meta skuid of nft, the owner match of iptables,
 * uidrange of ip-rule(8)) looks at the fsuid under which a socket was made, and at nothing later;
 * so a thread has it (setfsuid(2)) just while it makes one, and keeps all other rights.
 */
final class SocketUser {
    private static final MemorySegment SETFSUID = Native.function("setfsuid");
    private static final MemorySegment SETFSGID = Native.function("setfsgid");
    private static final MemorySegment GETUID = Native.function("getuid");
    private static final long ASK = -1;

    private final int uid;
    private final int gid;

    private SocketUser(int uid, int gid) {
        this.uid = uid;
        this.gid = gid;
    }

    /** The user of a process, null where that is this one's own anyway. */
    static @Nullable SocketUser of(Native os, ClientProcess process) {
        return os.call(GETUID, 0, 0, 0) == process.user()
                ? null
                : new SocketUser(process.user(), process.group());
    }

    /** Whether sockets can be made as this user: it takes CAP_SETUID. */
    boolean may(Native os) {
        int before = os.call(SETFSUID, uid, 0, 0);
        boolean may = os.call(SETFSUID, ASK, 0, 0) == uid;
        os.call(SETFSUID, before, 0, 0);
        return may;
    }

    int socket(Native os, int family, int type, int protocol) {
        int group = os.call(SETFSGID, gid, 0, 0);
        int user = os.call(SETFSUID, uid, 0, 0);
        int fd = os.socket(family, type, protocol);
        os.call(SETFSUID, user, 0, 0);
        os.call(SETFSGID, group, 0, 0);
        return fd;
    }

    int uid() {
        return uid;
    }
}
