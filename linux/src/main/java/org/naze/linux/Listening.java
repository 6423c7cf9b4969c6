package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Sockets.Question;
import org.naze.linux.Sockets.Socket;
import org.naze.model.Fact;
import org.naze.model.Fact.Reason;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;

/**
 * Finds the sockets of this network namespace that take what comes and, as far as may be seen,
 * whose they are.
 */
final class Listening implements Sockets.Visitor {
    private final List<Socket> found = new ArrayList<>();

    private Listening() {}

    /** All TCP listeners; of those on the port with their owners. */
    static Answer<Fact.Listeners> read(Native os, int port) {
        var listening = new Listening();
        String failure = listening.visitListeners(os);
        return failure == null
                ? Answer.of(new Fact.Listeners(listening.listeners(os, port)))
                : Answer.none(Reason.FAILED, failure);
    }

    /** The UDP sockets on the port. */
    static Answer<Fact.UdpSockets> datagrams(Native os, int port) {
        var listening = new Listening();
        String failure =
                listening.visit(
                        os,
                        Question.datagrams(Native.AF_INET),
                        Question.datagrams(Native.AF_INET6));
        listening.found.removeIf(socket -> socket.localPort() != port);
        return failure == null
                ? Answer.of(new Fact.UdpSockets(listening.listeners(os, port)))
                : Answer.none(Reason.FAILED, failure);
    }

    /** The accept queues of the listeners on the port; /proc does not tell their limits. */
    static Answer<Fact.AcceptQueues> queues(Native os, int port) {
        var listening = new Listening();
        String failure = listening.visitListeners(os);
        listening.found.removeIf(socket -> socket.localPort() != port || socket.limit() < 0);
        return failure == null
                ? Answer.of(
                        new Fact.AcceptQueues(
                                listening.found.stream().map(Listening::queue).toList()))
                : Answer.none(Reason.FAILED, failure);
    }

    private static Fact.AcceptQueue queue(Socket socket) {
        return new Fact.AcceptQueue(
                address(socket), socket.localPort(), socket.waiting(), socket.limit());
    }

    private @Nullable String visitListeners(Native os) {
        return visit(os, Question.listeners(Native.AF_INET), Question.listeners(Native.AF_INET6));
    }

    private @Nullable String visit(Native os, Question four, Question six) {
        String failure = Sockets.visit(os, four, this);
        // A machine without IPv6 refuses this one; then there is nothing to miss.
        Sockets.visit(os, six, this);
        return failure;
    }

    @Override
    public void socket(Socket socket) {
        found.add(socket);
    }

    private List<Fact.Listener> listeners(Native os, int port) {
        Map<Long, Integer> owners = new HashMap<>();
        for (Socket socket : found) {
            if (socket.localPort() == port) {
                owners.put(socket.inode(), null);
            }
        }
        if (!owners.isEmpty()) {
            new SocketOwners(os, owners).find();
        }
        var listeners = new ArrayList<Fact.Listener>();
        for (Socket socket : found) {
            listeners.add(listener(socket, owners.get(socket.inode())));
        }
        return List.copyOf(listeners);
    }

    /** Only the command's name: its arguments may hold secrets. */
    private static Fact.Listener listener(Socket socket, @Nullable Integer pid) {
        Boolean only6 = socket.only6() < 0 ? null : socket.only6() == 1;
        String command = pid == null ? null : Proc.read("/proc/" + pid + "/comm");
        return new Fact.Listener(address(socket), socket.localPort(), only6, pid, command);
    }

    private static String address(Socket socket) {
        InetAddress local = socket.local();
        return local == null ? "::" : Addresses.text(local);
    }
}
