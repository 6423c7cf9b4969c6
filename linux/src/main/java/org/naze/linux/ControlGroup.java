package org.naze.linux;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process's control group of the second version (cgroups(7)), open for questions. */
final class ControlGroup implements AutoCloseable {
    private static final MemorySegment OPEN = Native.function("open");
    private static final int DIRECTORY_CLOEXEC = 0x10000 | 0x80000;

    /** Where systemd mounts the second version, alone or beside the first. */
    private static final List<String> MOUNTS = List.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified");

    private final Native os;
    private final String path;
    private final int fd;

    private ControlGroup(Native os, String path, int fd) {
        this.os = os;
        this.path = path;
        this.fd = fd;
    }

    /**
     * The group of a process, null where there is none that can be opened.
     *
     * @param proc its folder, {@code /proc/self} for this one
     */
    static @Nullable ControlGroup of(Native os, String proc) {
        String path = path(proc);
        if (path == null) {
            return null;
        }
        String mount = mount(proc);
        if (mount == null) {
            return null;
        }
        int fd = os.call(OPEN, os.text(mount + path).address(), DIRECTORY_CLOEXEC, 0);
        return fd < 0 ? null : new ControlGroup(os, path, fd);
    }

    /** In a shell of ip-netns(8) a bare /sys lies over them; the process may still have them. */
    private static @Nullable String mount(String proc) {
        return Stream.of("", proc + "/root")
                .flatMap(root -> MOUNTS.stream().map(mount -> root + mount))
                .filter(mount -> Proc.read(mount + "/cgroup.controllers") != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String path(String proc) {
        String groups = Proc.read(proc + "/cgroup");
        for (String line : groups == null ? new String[0] : groups.split("\n")) {
            if (line.startsWith("0::")) {
                return line.substring(3);
            }
        }
        return null;
    }

    String path() {
        return path;
    }

    int fd() {
        return fd;
    }

    @Override
    public void close() {
        os.close(fd);
    }
}
