package org.naze.probe;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Datagram;

/**
 * Asks by UDP the port that was refused by TCP. Silence of a UDP port means something only between
 * two others of the same host that were answered by "port unreachable".
 */
record Datagrams(Inquiry inquiry) {
    private static final int UNLIKELY_PORT = 33534;
    private static final int UNLIKELY_PORTS = 1000;
    private static final long WAIT_MS = 100;
    private static final long LONGEST_MS = 600;

    /** Asks, and takes about as long as four refusals did. */
    void ask(InetAddress address, Connect refused) {
        long rtt = TimeUnit.MICROSECONDS.toMillis(refused.micros());
        long wait = Math.min(LONGEST_MS, WAIT_MS + 2 * rtt);
        if (send(address, unlikelyPort(), wait) == Errno.ECONNREFUSED
                && sendTwice(address, refused.port(), wait) == Errno.SILENT) {
            send(address, unlikelyPort(), wait);
        }
    }

    private static int unlikelyPort() {
        return UNLIKELY_PORT + ThreadLocalRandom.current().nextInt(UNLIKELY_PORTS);
    }

    private Errno send(InetAddress address, int port, long wait) {
        return noted(UdpDial.send(address, port, wait));
    }

    /** One may get lost. */
    private Errno sendTwice(InetAddress address, int port, long wait) {
        Datagram first = UdpDial.send(address, port, wait);
        return first.errno() == Errno.SILENT ? send(address, port, wait) : noted(first);
    }

    private Errno noted(Datagram sent) {
        inquiry.accept(sent);
        return sent.errno();
    }
}
