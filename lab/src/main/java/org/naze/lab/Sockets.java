package org.naze.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sockets that the lab itself opens on a machine, since no program at hand does just this: many
 * connections that stay, many that have ended, servers that don't accept.
 */
final class Sockets implements AutoCloseable {
    private static final String TIME_WAIT = "06";
    private static final long TIME_WAIT_MS = 3000;

    private final Queue<Channel> open = new ConcurrentLinkedQueue<>();

    /** Opens connections and keeps them. */
    void hold(Machine machine, int count, Endpoint to) {
        machine.namespace().inside(() -> open.addAll(connections(count, to, family(to))));
    }

    /**
     * As {@link #hold}, by sockets of the other family: what a dual-stack program such as Java
     * uses.
     */
    void holdMapped(Machine machine, int count, Endpoint to) {
        machine.namespace()
                .inside(() -> open.addAll(connections(count, to, StandardProtocolFamily.INET6)));
    }

    /** Opens and ends connections, so that as many wait in TIME_WAIT. */
    void linger(Machine machine, int count, Endpoint to) {
        machine.namespace()
                .inside(() -> {
                    int before = timeWaits();
                    for (SocketChannel channel : connections(count, to, family(to))) {
                        channel.close();
                    }
                    awaitTimeWaits(before + count);
                    return count;
                });
    }

    /** Listens and never accepts; the kernel does, up to {@code backlog} connections and one. */
    void stall(Machine machine, Endpoint at, int backlog) {
        machine.namespace()
                .inside(() -> {
                    var server = ServerSocketChannel.open(family(at));
                    open.add(server);
                    server.bind(socketAddress(at), backlog);
                    return server;
                });
    }

    /** As {@link #stall}, with a full accept queue: the kernel drops further SYNs. */
    void clog(Machine machine, Endpoint at) {
        stall(machine, at, 1);
        hold(machine, 2, at);
    }

    @Override
    public void close() {
        for (Channel channel : open) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        open.clear();
    }

    private static List<SocketChannel> connections(int count, Endpoint to, ProtocolFamily family)
            throws IOException {
        var channels = new ArrayList<SocketChannel>();
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(family);
            channels.add(channel);
            channel.connect(socketAddress(to));
        }
        return channels;
    }

    private static InetSocketAddress socketAddress(Endpoint endpoint) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(endpoint.address()), endpoint.port());
    }

    private static ProtocolFamily family(Endpoint endpoint) {
        return endpoint.isV6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    private static void awaitTimeWaits(int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIME_WAIT_MS);
        while (timeWaits() < count) {
            if (System.nanoTime() > end) {
                throw new IOException("only " + timeWaits() + " of " + count + " in TIME_WAIT");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static int timeWaits() throws IOException {
        int count = 0;
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/thread-self/net", table))) {
                if (line.strip().split("\\s+")[3].equals(TIME_WAIT)) {
                    count++;
                }
            }
        }
        return count;
    }
}
