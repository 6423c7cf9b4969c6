package org.naze.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.naze.probe.Deadline;

/**
 * A network namespace of one thread: it has no name and ends with the thread, so that a test leaves
 * nothing behind. Without the privilege to make one the test is skipped, and says so.
 */
final class Namespace implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("namespace").factory());

    private Namespace() {}

    static Namespace open() {
        var namespace = new Namespace();
        int entered =
                namespace.in(() -> {
                    try (var os = new Native()) {
                        return ScratchNetwork.enter(os);
                    }
                });
        assumeTrue(entered == 0, "skipped: needs CAP_SYS_ADMIN for a network namespace");
        // Addresses of IPv6 are usable at once, without looking for duplicates for a second first.
        namespace.in(() -> Proc.set("ipv6/conf/all/accept_dad", "0"));
        namespace.in(() -> Proc.set("ipv6/conf/default/accept_dad", "0"));
        return namespace.run("ip link set lo up");
    }

    /** Does something inside. */
    <T> T in(Callable<T> task) {
        try {
            return thread.submit(task).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs commands inside, each with its words parted by blanks. */
    Namespace run(String... commands) {
        for (String command : commands) {
            // nft takes its whole command as one word, and then blanks in it as they are.
            List<String> words =
                    command.startsWith("nft ")
                            ? List.of("nft", command.substring(4))
                            : List.of(command.split(" "));
            Tool.Result result = tool(words);
            assertThat(result.status()).as(command + ": " + result.output()).isZero();
        }
        return this;
    }

    private Tool.Result tool(List<String> words) {
        var command = new ArrayList<>(words);
        String path = Tool.find(words.getFirst());
        assumeTrue(path != null, "skipped: " + words.getFirst() + " is not installed");
        command.set(0, path);
        return in(() -> new Tool(Deadline.in(5000)).run(command, ""));
    }

    /** What a command prints inside. */
    String output(String... words) {
        return tool(List.of(words)).output();
    }

    /** The thread's number, by which {@code ip link} knows its namespace. */
    int number() {
        return in(() -> {
            try (var os = new Native()) {
                return os.call(Native.function("gettid"), 0, 0, 0);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
