package org.naze.linux;

import java.io.File;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.naze.linux.Native.Block;

/**
 * Finds the processes that hold sockets, by the links in /proc/PID/fd, as far as they may be read.
 */
final class SocketOwners {
    private static final MemorySegment READLINK = Native.function("readlink");
    private static final String PREFIX = "socket:[";

    /** A machine with very many descriptors is searched no longer than this. */
    private static final long MAX_NANOS = 300_000_000;

    private final Native os;
    private final Map<Long, Integer> owners;
    private final Block path;
    private final Block link;
    private final long endNanos = System.nanoTime() + MAX_NANOS;
    private int missing;

    /**
     * A search.
     *
     * @param owners has the inodes as keys and gets the process ids as values
     */
    SocketOwners(Native os, Map<Long, Integer> owners) {
        this.os = os;
        this.owners = owners;
        path = os.block(64);
        link = os.block(64);
        missing = owners.size();
    }

    void find() {
        for (String pid : names("/proc")) {
            if (missing == 0 || System.nanoTime() - endNanos > 0) {
                return;
            }
            if (isNumber(pid)) {
                search(Integer.parseInt(pid));
            }
        }
    }

    private void search(int pid) {
        String folder = "/proc/" + pid + "/fd";
        for (String fd : names(folder)) {
            long inode = inode(folder + "/" + fd);
            if (inode >= 0 && owners.containsKey(inode) && owners.get(inode) == null) {
                owners.put(inode, pid);
                missing--;
            }
        }
    }

    private static String[] names(String folder) {
        String[] names = new File(folder).list();
        return names == null ? new String[0] : names;
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() < 10;
    }

    /** The inode of the socket behind a link, -1 if there is no socket behind it. */
    private long inode(String file) {
        for (int i = 0; i < file.length(); i++) {
            path.bytes().put(i, (byte) file.charAt(i));
        }
        path.bytes().put(file.length(), (byte) 0);
        int length = os.call(READLINK, path.address(), link.address(), link.size());
        return number(length);
    }

    private long number(int length) {
        if (length <= PREFIX.length()) {
            return -1;
        }
        for (int i = 0; i < PREFIX.length(); i++) {
            if (link.bytes().get(i) != PREFIX.charAt(i)) {
                return -1;
            }
        }
        long number = 0;
        for (int i = PREFIX.length(); i < length - 1; i++) {
            number = 10 * number + link.bytes().get(i) - '0';
        }
        return number;
    }
}
