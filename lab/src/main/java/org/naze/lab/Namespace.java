package org.naze.lab;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A named network namespace, as ip-netns(8) makes it. */
record Namespace(String name) {
    static final Path FOLDER = Path.of("/run/netns");
    private static final int CLONE_NEWNET = 0x40000000;

    private static final MethodHandle OPEN =
            libc(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS =
            libc("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE =
            libc("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /**
     * Does something on a thread of its own inside the namespace: sockets opened there belong to
     * it, and {@code /proc/sys/net} is the namespace's.
     *
     * @throws IllegalStateException if it can't be entered, or around what the work throws
     */
    <T> T inside(Callable<T> work) {
        var task =
                new FutureTask<T>(() -> {
                    enter();
                    return work.call();
                });
        // A platform thread: setns(2) moves the kernel's thread, which a virtual one shares.
        Thread.ofPlatform().name("inside " + name).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What {@code /proc/PID/ns/net} points to for processes in it. */
    String link() {
        try {
            return "net:[" + Files.getAttribute(FOLDER.resolve(name), "unix:ino") + "]";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void enter() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int) OPEN.invokeExact(arena.allocateFrom(FOLDER.resolve(name).toString()), 0);
            int moved = (int) SETNS.invokeExact(fd, CLONE_NEWNET);
            int closed = (int) CLOSE.invokeExact(fd);
            if (fd < 0 || moved != 0 || closed != 0) {
                throw new IOException("setns(2) into " + name + " failed");
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of libc throws nothing else", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle libc(
            String function, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function), signature, options);
    }
}
