package org.naze.linux;

import java.io.File;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.probe.Deadline;

/**
 * Runs a tool of the machine: no shell, a fixed environment, a bounded time, and in the network
 * namespace of the thread that runs it.
 */
final class Tool {
    private static final MemorySegment SPAWN = Native.function("posix_spawn");
    private static final MemorySegment ACTIONS_INIT =
            Native.function("posix_spawn_file_actions_init");
    private static final MemorySegment ACTIONS_DESTROY =
            Native.function("posix_spawn_file_actions_destroy");
    private static final MemorySegment ACTIONS_DUP =
            Native.function("posix_spawn_file_actions_adddup2");
    private static final MemorySegment ACTIONS_OPEN =
            Native.function("posix_spawn_file_actions_addopen");
    private static final MemorySegment PIPE = Native.function("pipe2");
    private static final MemorySegment READ = Native.function("read");
    private static final MemorySegment WRITE = Native.function("write");
    private static final MemorySegment SEEK = Native.function("lseek");
    private static final MemorySegment MEMFD = Native.function("memfd_create");
    private static final MemorySegment WAIT = Native.function("waitpid");
    private static final MemorySegment KILL = Native.function("kill");

    /** Where system tools are; the caller's PATH may lead anywhere. */
    private static final String[] FOLDERS = {
        "/usr/sbin/",
        "/sbin/",
        "/usr/bin/",
        "/bin/",
        "/usr/local/sbin/",
        "/usr/local/bin/",
        "/run/current-system/sw/bin/"
    };

    private static final String[] ENVIRONMENT = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"};

    private static final int CLOEXEC = 0x80000;
    private static final int MEMFD_CLOEXEC = 1;
    private static final int WRITE_ONLY = 1;
    private static final int POLLIN = 1;
    private static final int NO_HANG = 1;
    private static final int SIGKILL = 9;
    private static final int MAX_OUTPUT = 8 << 20;
    private static final int CHUNK = 1 << 16;

    private final Deadline deadline;

    /** What a run came to; a tool that was killed has no status but -1. */
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    Tool(Deadline deadline) {
        this.deadline = deadline;
    }

    /** The first of these names that is installed, with its folder; null if none is. */
    static @Nullable String find(String... names) {
        for (String name : names) {
            for (String folder : FOLDERS) {
                if (new File(folder + name).canExecute()) {
                    return folder + name;
                }
            }
        }
        return null;
    }

    /**
     * Runs a tool to its end or the deadline's.
     *
     * @param command the tool with its folder, and its arguments
     * @param input what it reads from standard input
     * @return status and standard output
     */
    Result run(List<String> command, String input) {
        try (var memory = new Native()) {
            return new Run(memory, command).run(input.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final class Run {
        private final Native memory;
        private final List<String> command;
        private final Block numbers;
        private final StringBuilder output = new StringBuilder();

        Run(Native memory, List<String> command) {
            this.memory = memory;
            this.command = command;
            numbers = memory.block(16);
        }

        Result run(byte[] input) {
            int in = file(input);
            memory.call(PIPE, numbers.address(), CLOEXEC, 0);
            int out = numbers.bytes().getInt(0);
            int end = numbers.bytes().getInt(4);
            int pid = spawn(in, end);
            memory.close(in);
            memory.close(end);
            if (pid > 0) {
                read(out);
            }
            memory.close(out);
            return new Result(pid > 0 ? status(pid) : -1, output.toString());
        }

        /** A file in memory: unlike a pipe it takes everything before anybody reads. */
        private int file(byte[] content) {
            int fd = memory.call(MEMFD, memory.text("naze").address(), MEMFD_CLOEXEC, 0);
            Block block = memory.block(Math.max(1, content.length));
            block.bytes().put(0, content);
            int done = 0;
            while (done < content.length) {
                int n = memory.call(WRITE, fd, block.address() + done, content.length - done);
                if (n <= 0) {
                    break;
                }
                done += n;
            }
            memory.call(SEEK, fd, 0, 0);
            return fd;
        }

        private int spawn(int in, int out) {
            Block actions = memory.block(512);
            memory.call(ACTIONS_INIT, actions.address(), 0, 0);
            memory.call(ACTIONS_DUP, actions.address(), in, 0);
            memory.call(ACTIONS_DUP, actions.address(), out, 1);
            long nowhere = memory.text("/dev/null").address();
            memory.call(ACTIONS_OPEN, actions.address(), 2, nowhere, WRITE_ONLY, 0, 0);
            int error =
                    memory.call(
                            SPAWN,
                            numbers.address(),
                            memory.text(command.getFirst()).address(),
                            actions.address(),
                            0,
                            strings(command).address(),
                            strings(List.of(ENVIRONMENT)).address());
            memory.call(ACTIONS_DESTROY, actions.address(), 0, 0);
            return error == 0 ? numbers.bytes().getInt(0) : -1;
        }

        private Block strings(List<String> texts) {
            Block block = memory.block(8 * texts.size() + 8);
            for (int i = 0; i < texts.size(); i++) {
                block.bytes().putLong(8 * i, memory.text(texts.get(i)).address());
            }
            return block;
        }

        private void read(int fd) {
            Block chunk = memory.block(CHUNK);
            byte[] bytes = new byte[CHUNK];
            while (!deadline.isOver() && output.length() < MAX_OUTPUT) {
                if (memory.poll(fd, POLLIN, deadline.leftMs()) == 0) {
                    continue;
                }
                int n = memory.call(READ, fd, chunk.address(), CHUNK);
                if (n <= 0) {
                    return;
                }
                chunk.bytes().get(0, bytes, 0, n);
                output.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
            }
        }

        /** Waits for the end, which follows that of the output; kills what does not end. */
        private int status(int pid) {
            while (!deadline.isOver()) {
                if (memory.call(WAIT, pid, numbers.address(), NO_HANG) != 0) {
                    int status = numbers.bytes().getInt(0);
                    return (status & 0x7f) == 0 ? status >> 8 & 0xff : -1;
                }
                memory.poll(numbers, 0, 1);
            }
            memory.call(KILL, pid, SIGKILL, 0);
            memory.call(WAIT, pid, numbers.address(), 0);
            return -1;
        }
    }
}
