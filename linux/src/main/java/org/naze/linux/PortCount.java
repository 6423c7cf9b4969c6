package org.naze.linux;

import java.net.InetAddress;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Sockets.Question;
import org.naze.linux.Sockets.Socket;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;

/**
 * Counts the local ports that are taken towards a destination, port by port and not socket by
 * socket, since the kernel gives each port once per destination.
 */
final class PortCount implements Sockets.Visitor {
    /** tcp_tw_reuse of Linux 4.19 and later: loopback only. */
    private static final int USUAL_REUSE = 2;

    private final InetAddress destination;
    private final Ports ports;
    private final BitSet live = new BitSet();
    private final BitSet waiting = new BitSet();

    private PortCount(InetAddress destination, Ports ports) {
        this.destination = destination;
        this.ports = ports;
    }

    static Answer<Fact.PortUse> count(Native os, InetAddress destination, int port) {
        var count = new PortCount(destination, Ports.read());
        String failure = count.visitFamily(os, Native.AF_INET6, port);
        if (SocketAddress.family(destination) == Native.AF_INET) {
            // A machine without IPv6 has no sockets of that family to miss.
            failure = count.visitFamily(os, Native.AF_INET, port);
        }
        return failure == null ? Answer.of(count.use(port)) : Answer.none(Reason.FAILED, failure);
    }

    private @Nullable String visitFamily(Native os, int family, int port) {
        String failure = Sockets.visit(os, Question.towards(family, destination, port), this);
        return failure != null ? failure : Sockets.visit(os, Question.listeners(family), this);
    }

    /** A port that somebody listens on is not given to a connect, whatever its destination. */
    @Override
    public void socket(Socket socket) {
        if (ports.contains(socket.localPort())) {
            (socket.state() == Sockets.TIME_WAIT ? waiting : live).set(socket.localPort());
        }
    }

    private Fact.PortUse use(int port) {
        waiting.andNot(live);
        return new Fact.PortUse(
                Addresses.text(destination),
                port,
                ports.low(),
                ports.high(),
                ports.reserved(),
                live.cardinality() + waiting.cardinality(),
                waiting.cardinality(),
                Proc.setting("ipv4/tcp_tw_reuse", USUAL_REUSE));
    }
}
