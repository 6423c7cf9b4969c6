package org.naze.linux;

import java.io.File;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.naze.model.Fact;
import org.naze.probe.ClientProcess;

/** The machine, from what it says of itself; whatever can't be read is no sign of anything. */
final class ThisMachine {
    private static final MemorySegment GETEUID = Native.function("geteuid");

    /** What container runtimes call their control groups. */
    private static final String[] RUNTIMES = {"docker", "kubepods", "containerd", "libpod", "lxc"};

    private ThisMachine() {}

    /**
     * The machine.
     *
     * @param process whose files tell of a container, null for this one
     */
    static Fact.Machine read(Native os, @Nullable ClientProcess process) {
        boolean root = os.call(GETEUID, 0, 0, 0) == 0;
        String version = shortVersion(System.getProperty("os.version", ""));
        return new Fact.Machine(("Linux " + version).strip(), root, isContainer(process));
    }

    /** {@code 6.18} of {@code 6.18.44-generic}. */
    static String shortVersion(String version) {
        int end = 0;
        int dots = 0;
        while (end < version.length()) {
            char c = version.charAt(end);
            if (c == '.' && ++dots == 2 || c != '.' && !Character.isDigit(c)) {
                break;
            }
            end++;
        }
        return version.substring(0, end);
    }

    private static boolean isContainer(@Nullable ClientProcess process) {
        String root = process == null ? "" : process.root().resolve("").toString();
        String proc = process == null ? "/proc/1" : process.proc().toString();
        return new File(root + "/.dockerenv").exists()
                || new File(root + "/run/.containerenv").exists()
                || namesRuntime(Proc.read(proc + "/cgroup"))
                || (process == null
                        ? hasVariable(Proc.read("/proc/1/environ"))
                        : process.environment().containsKey("container"));
    }

    private static boolean namesRuntime(@Nullable String groups) {
        if (groups == null) {
            return false;
        }
        for (String runtime : RUNTIMES) {
            if (groups.contains(runtime)) {
                return true;
            }
        }
        return false;
    }

    /** systemd-nspawn, podman and lxc set {@code container} for their first process. */
    private static boolean hasVariable(@Nullable String variables) {
        return variables != null
                && (variables.startsWith("container=") || variables.contains("\0container="));
    }
}
