package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Programs that run on the machines of a network and are no servers: the clients of which {@code
 * --as} is asked. By {@code {name}} other lines mean their process ids.
 */
final class Programs implements AutoCloseable {
    /** Where the second version of control groups may be mounted. */
    private static final List<Path> GROUPS =
            List.of(Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup"));

    /** What only starts another program in its place. */
    private static final Set<String> STARTERS =
            Set.of("ip", "setpriv", "env", "prlimit", "unshare");

    private static final String CONFINE = "confine";
    private static final Path SCRIPT = Path.of("lab", CONFINE + ".py");
    private static final long READY_MS = 5000;
    private static final long POLL_MS = 5;

    /** So often in a row it has to be seen asleep: then it has done what it does at first. */
    private static final int ASLEEP = 3;

    private final Path scratch;
    private final Map<String, Long> pids = new ConcurrentHashMap<>();
    private final AtomicInteger groups = new AtomicInteger();

    Programs(Path scratch) {
        this.scratch = scratch;
    }

    /** Starts {@code NAME COMMAND…} and waits until it sleeps. */
    void start(Machine machine, List<String> words) {
        List<String> command = machine.wrap(expanded(named(words.subList(1, words.size()))));
        Process process = started(command);
        await(process, words.getFirst());
        pids.put(words.getFirst(), process.pid());
    }

    private Process started(List<String> command) {
        try {
            Path log = Files.createTempFile(scratch, "program", ".log");
            return new ProcessBuilder(command)
                    .directory(scratch.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process, String name) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS);
        int asleep = 0;
        try {
            while (asleep < ASLEEP) {
                if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new IllegalStateException(name + " doesn't run");
                }
                asleep = isAsleep(process.pid()) ? asleep + 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean isAsleep(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'S' && !STARTERS.contains(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts process ids in the place of names in braces, the network's own folder in that of {@code
     * {scratch}}, and this JVM's program in that of {@code {java}}.
     */
    List<String> named(List<String> words) {
        return words.stream().map(this::named).toList();
    }

    String named(String word) {
        String java = ProcessHandle.current().info().command().orElse("java");
        String text = word.replace("{scratch}", scratch.toString()).replace("{java}", java);
        for (var pid : pids.entrySet()) {
            text = text.replace("{" + pid.getKey() + "}", pid.getValue().toString());
        }
        return text;
    }

    /** The word {@code confine} stands for the script and a control group of this network's own. */
    List<String> expanded(List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals(CONFINE)) {
            return words;
        }
        String group = scratch.getFileName() + "-" + groups.incrementAndGet();
        var command = new ArrayList<>(List.of("/usr/bin/python3", script(), group));
        command.addAll(words.subList(1, words.size()));
        return command;
    }

    private static String script() {
        return SCRIPT.toAbsolutePath().toString();
    }

    /** Takes away the control groups; what was in them has been ended. */
    @Override
    public void close() {
        GROUPS.forEach(this::removeGroups);
    }

    private void removeGroups(Path mount) {
        if (!Files.isDirectory(mount)) {
            return;
        }
        try (Stream<Path> groups = Files.list(mount)) {
            for (Path group :
                    groups.filter(g ->
                                    g.getFileName()
                                            .toString()
                                            .startsWith(scratch.getFileName() + "-"))
                            .toList()) {
                Files.deleteIfExists(group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
