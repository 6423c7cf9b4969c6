package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A machine of a {@link Network}: a network namespace with its own hosts, resolv.conf and
 * nsswitch.conf.
 *
 * @param scratch a folder for what its servers need
 */
record Machine(String node, Namespace namespace, Path scratch) {
    /** Where ip-netns(8) looks for a namespace's own files of /etc. */
    static final Path ETC = Path.of("/etc/netns");

    /** How long a server may take until it listens, in milliseconds. */
    private static final long LISTEN_MS = 5000;

    private static final long POLL_MS = 3;

    /** The command line that runs a command on this machine. */
    List<String> wrap(List<String> command) {
        var wrapped = new ArrayList<>(List.of("ip", "netns", "exec", namespace.name()));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Makes the files that {@code ip netns exec} lays over those of the real machine. */
    void writeEtc() {
        try {
            Files.createDirectories(etc());
            Files.writeString(
                    etc().resolve("hosts"),
                    "127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.1.1 " + node + "\n");
            Files.writeString(etc().resolve("resolv.conf"), "# no name server\n");
            Files.writeString(etc().resolve("nsswitch.conf"), "hosts: files dns\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to a file of its /etc; what already runs sees it, too. */
    void appendEtc(String file, String line) {
        try {
            Files.writeString(etc().resolve(file), line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path etc() {
        return ETC.resolve(namespace.name());
    }

    /** Sets kernel settings, each {@code net.ipv4.ip_forward=1}, of this machine alone. */
    void sysctl(List<String> settings) {
        namespace.inside(() -> {
            for (String setting : settings) {
                int equals = setting.indexOf('=');
                String path = setting.substring(0, equals).replace('.', '/');
                Files.writeString(Path.of("/proc/sys", path), setting.substring(equals + 1));
            }
            return List.of();
        });
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @throws IllegalStateException with what it printed if it ends or takes too long
     */
    void start(Server server) {
        try {
            Path log = Files.createTempFile(scratch, "server", ".log");
            Process process =
                    new ProcessBuilder(wrap(server.command()))
                            .directory(scratch.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!listens(process, server)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "%s doesn't listen on %d: %s"
                                .formatted(
                                        String.join(" ", server.command()),
                                        server.port(),
                                        Files.readString(log).strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel's own table says when the port is open; a probe would leave traces. */
    private boolean listens(Process process, Server server) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LISTEN_MS);
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            while (System.nanoTime() < end) {
                if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
                if (isInside(proc) && hasListener(proc, server)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /**
     * Whether a process has entered the namespace; before that its tables are the real machine's.
     */
    boolean isInside(Path proc) {
        try {
            return Files.readSymbolicLink(proc.resolve("ns/net"))
                    .toString()
                    .equals(namespace.link());
        } catch (IOException e) {
            // The process is gone.
            return false;
        }
    }

    private static boolean hasListener(Path proc, Server server) throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", server.port());
        for (String table : List.of(server.transport(), server.transport() + "6")) {
            for (String line : Files.readAllLines(proc.resolve("net").resolve(table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[1].endsWith(port) && server.listeningState().equals(fields[3])) {
                    return true;
                }
            }
        }
        return false;
    }
}
