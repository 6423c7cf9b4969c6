package org.naze.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the JVM watches when the launcher makes the AOT cache: the classes that these calls load are
 * those that start fast later. All of them stay on this machine, and go one after the other in one
 * JVM, because a cache is made from one.
 */
final class Training {
    /** Short, because one port below never answers. */
    private static final String TIMEOUT = "--timeout=0.5";

    private static final byte[] PAGE =
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nhi\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private Training() {}

    /** Runs the calls; their output is of no interest. */
    public static void main(String[] args) throws IOException {
        try (var page = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(page));
            fill(full);
            diagnose(refusing());
            diagnose(page.getLocalPort());
            diagnose(full.getLocalPort());
        }
        TrainingNames.run();
        // The calls above have none, lest the builder's proxy be asked.
        System.getenv().forEach((name, value) -> {});
        Main.run(new String[] {"Error: connect ECONNREFUSED 127.0.0.1:" + refusing()}, Map.of());
        List.of("--version", "--help", "causes", "causes not-listening", "diagnose --help", "@:0")
                .forEach(Training::run);
    }

    private static void diagnose(int port) {
        run("tcp://127.0.0.1:" + port + " " + TIMEOUT);
        run("tcp://localhost:" + port + " --json " + TIMEOUT);
        run("ws://[::1]:" + port + "/ --lang=ja " + TIMEOUT);
        run("http://127.0.0.1:" + port + "/ --verbose " + TIMEOUT);
        run("redis://127.0.0.1:" + port + " --quiet " + TIMEOUT);
        run("tcp://127.0.0.1:" + port + " --as=" + ProcessHandle.current().pid() + " " + TIMEOUT);
    }

    private static void run(String line) {
        int status = Main.run(line.split(" "), Map.of());
        if (status == Exit.FAILED) {
            throw new IllegalStateException("naze " + line);
        }
    }

    /** A port on which nothing listens: one that was free a moment ago. */
    private static int refusing() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A full accept queue drops what comes: a port that is silent. Two fill one of length 1. */
    private static void fill(ServerSocket full) throws IOException {
        for (int i = 0; i < 2; i++) {
            Socket unserved = new Socket();
            unserved.connect(full.getLocalSocketAddress());
        }
    }

    private static void serve(ServerSocket page) {
        while (true) {
            try (Socket client = page.accept()) {
                client.getInputStream().read(new byte[4096]);
                client.getOutputStream().write(PAGE);
            } catch (IOException e) {
                if (page.isClosed()) {
                    return;
                }
                throw new UncheckedIOException(e);
            }
        }
    }
}
