package org.naze.probe;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Purpose;

/** Whether a silent host is alive: an echo request and a few other ports. Thread-safe. */
final class Vitality {
    /** Ports that many hosts either serve or refuse. */
    private static final List<Integer> PORTS = List.of(22, 80, 443, 3389);

    private final Platform platform;
    private final Consumer<Fact> note;
    private final Set<String> alive = ConcurrentHashMap.newKeySet();

    Vitality(Platform platform, Consumer<Fact> note) {
        this.platform = platform;
        this.note = note;
    }

    boolean isAlive(String address) {
        return alive.contains(address);
    }

    /** Sends an echo request. */
    void echo(InetAddress address, Deadline deadline) {
        platform.echo(address, deadline)
                .into(
                        "echo",
                        echo -> {
                            if (echo.answered()) {
                                alive.add(echo.address());
                            }
                            note.accept(echo);
                        },
                        note);
    }

    /** Connects to a few other ports; a refusal is as good a sign of life as an open one. */
    void ports(InetAddress address, int targetPort, Deadline deadline) {
        List<Dial> dials =
                PORTS.stream()
                        .filter(port -> port != targetPort)
                        .map(port -> new Dial(Purpose.CONTROL, address, port, null))
                        .toList();
        platform.dial(dials, deadline, this::take);
    }

    /** Notes a connect to another port of the host. */
    void take(Fact.Connect connect) {
        note.accept(connect);
        boolean answered =
                connect.errno() == Errno.OK
                        || connect.errno() == Errno.ECONNREFUSED && connect.icmp() == null;
        // What comes in on lo is this machine's own: its packet filter rejects, or diverts.
        if (answered && (connect.reply() == null || !"lo".equals(connect.reply().device()))) {
            alive.add(connect.address());
        }
    }
}
