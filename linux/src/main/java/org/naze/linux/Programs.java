package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;
import org.naze.model.Fact;
import org.naze.probe.Answer;

/**
 * Names what else may stop a packet and can't be copied: traffic control and XDP on the interface
 * that it leaves by, and BPF programs of this process's control group.
 */
final class Programs {
    private static final int RTM_GETQDISC = 38;
    private static final int TCMSG = 20;
    private static final int TCA_KIND = 1;
    private static final int IFLA_XDP = 43;
    private static final int IFLA_XDP_ATTACHED = 2;

    private final Native os;
    private final Netlink route;
    private final List<String> found = new ArrayList<>();

    Programs(Native os, Netlink route) {
        this.os = os;
        this.route = route;
    }

    /** What is in the way of packets to a destination, each in a few words. */
    List<String> inTheWay(InetAddress destination, @Nullable InetAddress source) throws Refused {
        String device = device(destination, source);
        if (device != null) {
            int index = os.interfaceIndex(device);
            route.ask(Links.dump(RTM_GETQDISC, TCMSG), new Disciplines(device, index));
            route.ask(Links.dump(Links.RTM_GETLINK, Links.IFINFOMSG), new Xdp(device, index));
        }
        boolean v6 = SocketAddress.family(destination) == Native.AF_INET6;
        cgroup(v6);
        return found;
    }

    private @Nullable String device(InetAddress destination, @Nullable InetAddress source) {
        return new Routes(os, route, null, 0).route(destination, source)
                        instanceof Answer.Known<Fact.Route>(Fact.Route known)
                ? known.device()
                : null;
    }

    /** Disciplines that throw away or hand over to programs; the usual ones only queue. */
    private final class Disciplines implements Netlink.Reader {
        private final String device;
        private final int index;

        Disciplines(String device, int index) {
            this.device = device;
            this.index = index;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            if (bytes.remaining() < TCMSG || bytes.getInt(bytes.position() + 4) != index) {
                return;
            }
            String kind = Attributes.after(TCMSG, bytes).text(TCA_KIND);
            if (kind.equals("netem") || kind.equals("clsact") || kind.equals("ingress")) {
                found.add("tc " + kind + " on " + device);
            }
        }
    }

    private final class Xdp implements Netlink.Reader {
        private final String device;
        private final int index;

        Xdp(String device, int index) {
            this.device = device;
            this.index = index;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            if (bytes.remaining() >= Links.IFINFOMSG
                    && bytes.getInt(bytes.position() + 4) == index
                    && Attributes.after(Links.IFINFOMSG, bytes)
                                    .nested(IFLA_XDP)
                                    .u8(IFLA_XDP_ATTACHED, 0)
                            != 0) {
                found.add("xdp on " + device);
            }
        }
    }

    private void cgroup(boolean v6) {
        try (ControlGroup group = ControlGroup.of(os, "/proc/self")) {
            if (group != null) {
                add(group, 0, "ingress");
                add(group, 1, "egress");
                add(group, v6 ? 11 : 10, "connect");
            }
        }
    }

    private void add(ControlGroup group, int hook, String name) {
        if (new Bpf(os).count(group.fd(), hook) > 0) {
            found.add("cgroup program (" + name + ")");
        }
    }
}
