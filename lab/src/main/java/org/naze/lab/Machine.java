package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
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

    private static final long LINK_MS = 3000;
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

    /** Lines for ip(8). */
    void ip(List<String> lines) {
        Commands.require(
                List.of("ip", "-n", namespace.name(), "-batch", "-"), String.join("\n", lines));
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

    /** Waits until interfaces run: packets sent before that are lost. */
    void awaitLinks(List<String> devices) {
        namespace.inside(() -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINK_MS);
            for (String device : devices) {
                while (!runs(device)) {
                    if (System.nanoTime() > end) {
                        throw new IllegalStateException(device + " doesn't come up");
                    }
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
            return devices;
        });
    }

    private static boolean runs(String device) throws SocketException {
        NetworkInterface nic = NetworkInterface.getByName(device);
        return nic != null && nic.isUp();
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @throws IllegalStateException with what it printed if it ends or takes too long
     */
    Process start(Server server) {
        return namespace.inside(() -> {
            int before = listeners(server);
            Path log = Files.createTempFile(scratch, "server", ".log");
            Process process =
                    new ProcessBuilder(wrap(server.command()))
                            .directory(scratch.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!listens(process, server, before)) {
                throw new IllegalStateException(
                        "%s doesn't listen on %d: %s"
                                .formatted(
                                        String.join(" ", server.command()),
                                        server.port(),
                                        Files.readString(log).strip()));
            }
            return process;
        });
    }

    /** The kernel's own table says when the port is open; a probe would leave traces. */
    private static boolean listens(Process process, Server server, int before)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LISTEN_MS);
        while (System.nanoTime() < end) {
            if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (listeners(server) > before) {
                return true;
            }
        }
        return false;
    }

    /** How many sockets of the thread's own namespace are ready on the server's port. */
    private static int listeners(Server server) throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", server.port());
        int count = 0;
        for (String table : List.of(server.transport(), server.transport() + "6")) {
            for (String line : Files.readAllLines(Path.of("/proc/thread-self/net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[1].endsWith(port) && server.listeningState().equals(fields[3])) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Whether a process runs on this machine. */
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
}
