package org.naze.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.naze.model.Fact;

/**
 * Whether connection tracking, without which there is no NAT, is at work in this network namespace;
 * told without privileges by nf_conntrack_count (Documentation/networking/nf_conntrack-sysctl.rst).
 */
final class Tracking {
    private static final Path SETTINGS = Path.of("/proc/sys/net/ipv4");
    private static final Path COUNT = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");

    private Tracking() {}

    /**
     * A fact where it is certain that nothing is tracked; empty where something is, or can't be
     * told.
     */
    static Optional<Fact> absent() {
        if (!Files.isReadable(SETTINGS)) {
            return Optional.empty();
        }
        if (!Files.exists(COUNT)) {
            return Optional.of(new Fact.NoTracking("nf_conntrack is not loaded"));
        }
        try {
            sendToOneself();
            boolean none = Files.readString(COUNT).strip().equals("0");
            return none
                    ? Optional.of(new Fact.NoTracking("nf_conntrack_count = 0"))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A datagram over the loopback interface: where anything is tracked, this is for 30 s. */
    private static void sendToOneself() throws IOException {
        try (var socket =
                new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            socket.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
        }
    }
}
