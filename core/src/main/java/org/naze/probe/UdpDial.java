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
import org.naze.model.Fact.Purpose;

/**
 * A datagram of one byte (Java sends no empty ones) to a UDP port. UDP knows no connection: what is
 * not refused (ICMP port unreachable, RFC 1122 §4.1.3.1) counts as connected.
 */
final class UdpDial {
    private static final long WAIT_MS = 1000;

    private UdpDial() {}

    static void dial(InetAddress address, int port, Consumer<? super Fact> note) {
        long start = System.nanoTime();
        Errno errno = errno(address, port);
        long micros = (System.nanoTime() - start) / 1000;
        String text = Addresses.text(address);
        note.accept(new Connect(Purpose.TARGET, text, port, null, errno, micros, null, null));
    }

    private static Errno errno(InetAddress address, int port) {
        try (var channel = DatagramChannel.open();
                var selector = Selector.open()) {
            channel.connect(new InetSocketAddress(address, port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            channel.write(ByteBuffer.allocate(1));
            selector.select(WAIT_MS);
            channel.read(ByteBuffer.allocate(1));
            return Errno.OK;
        } catch (PortUnreachableException e) {
            return Errno.ECONNREFUSED;
        } catch (IOException | RuntimeException e) {
            return SelectorDialer.errno(e);
        }
    }
}
