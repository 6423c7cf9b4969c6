package org.naze.cli;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * What the build runs to see which classes the command needs, for the AOT cache. Traffic stays on
 * the loopback interface.
 */
public final class Training {
    private Training() {}

    /** Runs the command as people do. */
    public static void main(String[] args) throws Exception {
        int closed = closedPort();
        var environment = Map.of("LANG", "C.UTF-8");
        for (String language : new String[] {"en", "ja"}) {
            Main.run(new String[] {"127.0.0.1:" + closed, "--lang", language}, environment);
        }
        Main.run(new String[] {"--json", "http://localhost:" + closed}, environment);
        Main.run(new String[] {"--help"}, environment);
        Main.run(new String[] {"causes"}, environment);
        try (var open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Main.run(new String[] {"127.0.0.1:" + open.getLocalPort()}, environment);
        }
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
