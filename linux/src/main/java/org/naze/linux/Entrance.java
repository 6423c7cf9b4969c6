package org.naze.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.naze.linux.Native.Block;
import org.naze.probe.ClientProcess;
import org.naze.probe.ProcessException;

/**
 * The way into another network namespace: this thread enters it and executes this very program
 * anew. Then the whole JVM is inside, whatever of it asks /proc/net or the C library; entered by
 * threads alone, parts of it would go on to see the old one. See docs/decisions/0003-as.md.
 */
final class Entrance {
    private static final MemorySegment OPEN = Native.function("open");
    private static final MemorySegment SETNS = Native.function("setns");
    private static final MemorySegment EXECV = Native.function("execv");
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int CLOEXEC = 0x80000;
    private static final String SELF = "/proc/self/exe";
    private static final String MARK = "-D" + ClientProcess.ENTERED + "=true";

    private Entrance() {}

    /** Doesn't return, unless by throwing. */
    static void enter(Native os, ClientProcess process) {
        String link = process.proc().resolve("ns/net").toString();
        int fd = os.call(OPEN, os.text(link).address(), CLOEXEC, 0);
        int result = fd < 0 ? fd : os.call(SETNS, fd, CLONE_NEWNET, 0);
        if (result < 0 || !process.sharesNetwork()) {
            throw new ProcessException("network", process.pid());
        }
        result = os.call(EXECV, os.text(SELF).address(), arguments(os).address(), 0);
        throw new IllegalStateException("execv: errno " + -result);
    }

    /** This process's own, and the mark behind the program's name. */
    private static Block arguments(Native os) {
        var words = new ArrayList<>(commandLine());
        words.add(1, MARK);
        Block pointers = os.block(8 * words.size() + 8);
        for (int i = 0; i < words.size(); i++) {
            pointers.bytes().putLong(8 * i, os.text(words.get(i)).address());
        }
        return pointers;
    }

    private static List<String> commandLine() {
        try {
            String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
            return Arrays.asList(line.substring(0, line.length() - 1).split("\0", -1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
