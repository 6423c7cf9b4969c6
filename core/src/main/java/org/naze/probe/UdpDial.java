package org.naze.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.util.function.Consumer;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;

/**
 * An empty datagram to a UDP port. UDP knows no connection: what is not refused (ICMP port
 * unreachable, RFC 1122 §4.1.3.1) counts as connected.
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
        try (var socket = new DatagramSocket()) {
            socket.connect(address, port);
            socket.setSoTimeout(Math.toIntExact(WAIT_MS));
            socket.send(new DatagramPacket(new byte[0], 0));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return Errno.OK;
        } catch (java.net.SocketTimeoutException e) {
            return Errno.OK;
        } catch (PortUnreachableException e) {
            return Errno.ECONNREFUSED;
        } catch (IOException | java.io.UncheckedIOException e) {
            return SelectorDialer.errno(e);
        }
    }
}
