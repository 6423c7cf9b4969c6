package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A named network namespace, as ip-netns(8) makes it. */
record Namespace(String name) {
    static final Path FOLDER = Path.of("/run/netns");

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
        int descriptor = Libc.open(FOLDER.resolve(name).toString(), Libc.O_RDONLY);
        Libc.setns(descriptor, Libc.CLONE_NEWNET);
        Libc.close(descriptor);
    }
}
