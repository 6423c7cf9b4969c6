package org.naze.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Datagram;
import org.naze.model.Fact.Purpose;

/**
 * A datagram of one byte (Java sends no empty ones) to a UDP port. UDP knows no connection: what is
 * not refused (ICMP port unreachable, RFC 1122 §4.1.3.1) counts as connected.
 */
final class UdpDial {
    private static final long WAIT_MS = 1000;

    private UdpDial() {}

    static void dial(InetAddress address, int port, Consumer<? super Fact> note) {
        Datagram sent = send(address, port, WAIT_MS);
        Errno errno = sent.errno() == Errno.SILENT ? Errno.OK : sent.errno();
        String text = sent.address();
        note.accept(
                new Connect(Purpose.TARGET, text, port, null, errno, sent.micros(), null, null));
    }

    /** Sends one and waits for what comes back, so many milliseconds at most. */
    static Datagram send(InetAddress address, int port, long ms) {
        long start = System.nanoTime();
        Errno errno = errno(address, port, ms);
        long micros = (System.nanoTime() - start) / 1000;
        return new Datagram(Addresses.text(address), port, errno, micros);
    }

    private static Errno errno(InetAddress address, int port, long ms) {
        try (var channel = DatagramChannel.open();
                var selector = Selector.open()) {
            channel.connect(new InetSocketAddress(address, port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            channel.write(ByteBuffer.allocate(1));
            selector.select(ms);
            // A datagram without content is an answer, too: receive tells it from none.
            return channel.receive(ByteBuffer.allocate(1)) == null ? Errno.SILENT : Errno.OK;
        } catch (PortUnreachableException e) {
            return Errno.ECONNREFUSED;
        } catch (IOException | RuntimeException e) {
            return SelectorDialer.errno(e);
        }
    }
}
