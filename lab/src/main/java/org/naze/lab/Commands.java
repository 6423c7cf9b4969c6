package org.naze.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, without a shell. */
final class Commands {
    /** Longer than any command of a scenario takes; a test that hangs helps nobody. */
    static final long TIMEOUT_MS = 20_000;

    /** How long something may take to begin, and what it watches to show. */
    private static final long WATCH_MS = 1000;

    private Commands() {}

    /**
     * What came of a command.
     *
     * @param exit its status, or -1 where it had to be killed
     * @param tookMs wall time, milliseconds
     */
    record Ran(int exit, String out, String err, long tookMs) {
        /** All that it printed. */
        String printed() {
            return out + err;
        }
    }

    /** Runs a command with this process's surroundings and nothing to read. */
    static Ran run(List<String> command) {
        return run(new ProcessBuilder(command), "");
    }

    /** Runs a command to its end. */
    static Ran run(ProcessBuilder builder, String input) {
        return run(builder, input, TIMEOUT_MS);
    }

    /** Runs a command to its end, which comes after so many milliseconds at the latest. */
    static Ran run(ProcessBuilder builder, String input, long timeoutMs) {
        long start = System.nanoTime();
        try {
            Process process = builder.start();
            CompletableFuture<String> out = reading(process.getInputStream());
            CompletableFuture<String> err = reading(process.getErrorStream());
            write(process, input);
            boolean ended = process.waitFor(timeoutMs, TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return new Ran(ended ? process.exitValue() : -1, out.join(), err.join(), tookMs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Runs a command that watches, and does something meanwhile; then the command is ended.
     *
     * @param scratch a folder for what it prints
     * @param ready what it prints when it has begun
     * @return all that it printed
     */
    static String watch(ProcessBuilder builder, Path scratch, String ready, Runnable meanwhile) {
        try {
            Path printed = Files.createTempFile(scratch, "watch", ".log");
            Process process = builder.redirectOutput(printed.toFile()).start();
            process.getOutputStream().close();
            await(process, () -> Files.readString(printed).contains(ready));
            meanwhile.run();
            await(process, () -> false);
            // It was started by a shell, which ends when it does.
            process.descendants().forEach(ProcessHandle::destroy);
            if (!process.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return Files.readString(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void await(Process process, Condition condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WATCH_MS);
        while (!condition.holds() && System.nanoTime() < end) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /**
     * Runs a command that has to succeed.
     *
     * @throws IllegalStateException with what it printed if it doesn't
     */
    static void require(List<String> command, String input) {
        Ran ran = run(new ProcessBuilder(command), input);
        if (ran.exit != 0) {
            throw new IllegalStateException(
                    "%s: exit %d: %s"
                            .formatted(String.join(" ", command), ran.exit, ran.printed().strip()));
        }
    }

    private static void write(Process process, String input) throws IOException {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading; its exit status says why.
            if (input.isEmpty()) {
                return;
            }
            throw e;
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        var read = new CompletableFuture<String>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        read.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        read.completeExceptionally(e);
                    }
                });
        return read;
    }
}
