package org.naze.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.Deadline;
import org.naze.probe.NameProbe;
import org.naze.probe.SystemResolver.Resolved;

/** Looks a name up with a name server of its own, so that no question leaves this machine. */
final class TrainingNames {
    private static final int HEADER = 12;

    /** One address record for the name in question: 127.0.0.1 (RFC 1035 §4.1.3, §4.1.4). */
    private static final byte[] RECORD = {
        (byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1
    };

    private TrainingNames() {}

    static void run() throws IOException {
        Path root = Files.createTempDirectory("naze-training");
        Path conf = Files.createDirectories(root.resolve("etc")).resolve("resolv.conf");
        try (var socket =
                new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Files.writeString(conf, "nameserver 127.0.0.1\n");
            Thread.ofPlatform().daemon().start(() -> serve(socket));
            var found = List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            new NameProbe(
                            root,
                            host -> new Resolved(LookupStatus.FOUND, found),
                            socket.getLocalPort())
                    .resolve("training.example", Deadline.in(2000), fact -> {})
                    .finish(Deadline.in(2000));
        } finally {
            Files.deleteIfExists(conf);
            Files.deleteIfExists(root.resolve("etc"));
            Files.deleteIfExists(root);
        }
    }

    private static void serve(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(packet);
                byte[] answer = answer(packet.getData(), packet.getLength());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // The socket was closed: the training is over.
        }
    }

    /** The question with an address: an answer to A; what AAAA makes of it is of no interest. */
    private static byte[] answer(byte[] query, int length) {
        int end = HEADER;
        while (end < length && query[end] != 0) {
            end += 1 + query[end];
        }
        end += 5;
        var answer = ByteBuffer.allocate(end + RECORD.length);
        answer.put(query, 0, 2).putShort((short) 0x8180);
        answer.putShort((short) 1).putShort((short) 1).putInt(0);
        return answer.put(query, HEADER, end - HEADER).put(RECORD).array();
    }
}
