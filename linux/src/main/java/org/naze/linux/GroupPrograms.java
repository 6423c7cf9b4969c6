package org.naze.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.model.Fact;
import org.naze.model.Fact.GroupProgram;
import org.naze.model.Fact.Reason;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;

/**
 * Which BPF programs of a control group see a connect, and what those that see packets do with the
 * SYN and its answer: systemd's IPAddressDeny and RestrictNetworkInterfaces are such programs.
 */
final class GroupPrograms {
    private static final int INGRESS = 0;
    private static final int EGRESS = 1;
    private static final int SOCKET = 2;
    private static final int CONNECT4 = 10;
    private static final int CONNECT6 = 11;

    private final Native os;
    private final Bpf bpf;
    private final ControlGroup group;
    private final InetAddress destination;
    private final int port;
    private final List<GroupProgram> found = new ArrayList<>();

    private GroupPrograms(Native os, ControlGroup group, InetAddress destination, int port) {
        this.os = os;
        this.bpf = new Bpf(os);
        this.group = group;
        this.destination = destination;
        this.port = port;
    }

    /**
     * Asks.
     *
     * @param proc the process's folder
     * @param way the route to the destination, where it is known
     */
    static Answer<List<GroupProgram>> ask(
            Native os, String proc, InetAddress destination, int port, Fact.@Nullable Route way) {
        try (ControlGroup group = ControlGroup.of(os, proc)) {
            if (group == null) {
                return Answer.of(List.of());
            }
            int result = new Bpf(os).count(group.fd(), EGRESS);
            if (result == -Native.EPERM) {
                return Answer.none(Reason.NOT_PERMITTED, "CAP_NET_ADMIN");
            }
            return result < 0
                    ? Answer.none(Reason.UNSUPPORTED, "BPF_PROG_QUERY: errno " + -result)
                    : Answer.of(new GroupPrograms(os, group, destination, port).look(way));
        }
    }

    private List<GroupProgram> look(Fact.@Nullable Route way) {
        boolean v6 = SocketAddress.family(destination) == Native.AF_INET6;
        add(SOCKET, "sock_create", null, 0);
        add(v6 ? CONNECT6 : CONNECT4, v6 ? "connect6" : "connect4", null, 0);
        String device = way == null ? null : way.device();
        int index = device == null ? 0 : os.interfaceIndex(device);
        InetAddress source =
                way == null || way.source() == null ? destination : Addresses.of(way.source());
        add(EGRESS, "egress", Frame.syn(os, source, destination, port), index);
        add(INGRESS, "ingress", Frame.synAck(os, source, destination, port), index);
        return List.copyOf(found);
    }

    private void add(int hook, String name, @Nullable Block frame, int device) {
        for (int id : bpf.programs(group.fd(), hook)) {
            int fd = bpf.open(id);
            String program = fd < 0 ? "" : bpf.name(fd);
            Boolean passes = fd < 0 || frame == null ? null : bpf.passes(fd, frame, device);
            found.add(
                    new GroupProgram(
                            Addresses.text(destination),
                            port,
                            group.path(),
                            name,
                            program.isEmpty() ? "#" + id : program,
                            passes));
            if (fd >= 0) {
                os.close(fd);
            }
        }
    }
}
