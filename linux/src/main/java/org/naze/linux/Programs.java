package org.naze.linux;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Native.Block;
import org.naze.linux.Netlink.Refused;
import org.naze.model.Fact;
import org.naze.probe.Answer;

/**
 * Names what else may stop a packet and can't be copied: traffic control and XDP on the interface
 * that it leaves by, and BPF programs of this process's control group.
 */
final class Programs {
    private static final MemorySegment OPEN = Native.function("open");
    private static final MemorySegment SYSCALL = Native.function("syscall");
    private static final int RTM_GETQDISC = 38;
    private static final int TCMSG = 20;
    private static final int TCA_KIND = 1;
    private static final int IFLA_XDP = 43;
    private static final int IFLA_XDP_ATTACHED = 2;
    private static final int DIRECTORY_CLOEXEC = 0x10000 | 0x80000;
    private static final int BPF_PROG_QUERY = 16;
    private static final int BPF_F_QUERY_EFFECTIVE = 1;
    private static final int ATTR_SIZE = 64;

    /** Where systemd mounts the second version of control groups, alone or beside the first. */
    private static final String[] MOUNTS = {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"};

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
        return new Routes(os, route, null).route(destination, source)
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
        int number = bpfNumber();
        int fd = number < 0 ? -1 : openCgroup();
        if (fd < 0) {
            return;
        }
        query(number, fd, 0, "ingress");
        query(number, fd, 1, "egress");
        query(number, fd, v6 ? 11 : 10, "connect");
        os.close(fd);
    }

    private int openCgroup() {
        String path = ownGroup();
        for (String mount : path == null ? new String[0] : MOUNTS) {
            if (Proc.read(mount + "/cgroup.controllers") != null) {
                return os.call(OPEN, os.text(mount + path).address(), DIRECTORY_CLOEXEC, 0);
            }
        }
        return -1;
    }

    private static @Nullable String ownGroup() {
        String groups = Proc.read("/proc/self/cgroup");
        for (String line : groups == null ? new String[0] : groups.split("\n")) {
            if (line.startsWith("0::")) {
                return line.substring(3);
            }
        }
        return null;
    }

    /** bpf(2) has no function in the C library; its number is the machine's. */
    private static int bpfNumber() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64" -> 321;
            case "aarch64", "riscv64" -> 280;
            default -> -1;
        };
    }

    /** bpf_attr: descriptor, attach type, flags …; the count comes back after the pointer. */
    private void query(int number, int fd, int attachType, String name) {
        Block attr = os.block(ATTR_SIZE);
        attr.bytes().putInt(0, fd).putInt(4, attachType).putInt(8, BPF_F_QUERY_EFFECTIVE);
        int result = os.call(SYSCALL, number, BPF_PROG_QUERY, attr.address(), ATTR_SIZE, 0, 0);
        if (result >= 0 && attr.bytes().getInt(24) > 0) {
            found.add("cgroup program (" + name + ")");
        }
    }
}
