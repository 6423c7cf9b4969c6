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

/** Finds the TCP listeners of this network namespace and, as far as may be seen, whose they are. */
final class Listening implements Sockets.Visitor {
    private final List<Socket> found = new ArrayList<>();

    private Listening() {}

    static Answer<Fact.Listeners> read(Native os, int port) {
        var listening = new Listening();
        String failure = Sockets.visit(os, Question.listeners(Native.AF_INET), listening);
        // A machine without IPv6 refuses this one; then there is nothing to miss.
        Sockets.visit(os, Question.listeners(Native.AF_INET6), listening);
        return failure == null
                ? Answer.of(new Fact.Listeners(listening.listeners(os, port)))
                : Answer.none(Reason.FAILED, failure);
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
        InetAddress local = socket.local();
        String address = local == null ? "::" : Addresses.text(local);
        Boolean only6 = socket.only6() < 0 ? null : socket.only6() == 1;
        String command = pid == null ? null : Proc.read("/proc/" + pid + "/comm");
        return new Fact.Listener(address, socket.localPort(), only6, pid, command);
    }
}
