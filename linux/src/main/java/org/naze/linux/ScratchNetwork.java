package org.naze.linux;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;

/**
 * A network namespace of this thread's own that looks like the one it came from: interfaces of the
 * same names and numbers, addresses, routes, policy rules and the settings that packet filtering
 * hangs on. It has no name and no cable to anywhere, and it ends with the thread.
 */
final class ScratchNetwork {
    private static final MemorySegment UNSHARE = Native.function("unshare");
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_SETLINK = 19;
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_NEWROUTE = 24;
    private static final int RTM_GETROUTE = 26;
    private static final int RTM_NEWRULE = 32;
    private static final int RTM_DELRULE = 33;
    private static final int RTM_GETRULE = 34;
    private static final int RTMSG = 12;
    private static final int RTA_OIF = 4;
    private static final int RTA_MULTIPATH = 9;

    /** IFA_ADDRESS, RTA_DST. */
    private static final int ADDRESS_OR_DST = 1;

    private static final int LO = 1;

    /** In the order in which they are set: forwarding resets others. */
    private static final String[] SETTINGS = {
        "ipv4/ip_forward",
        "ipv6/conf/all/forwarding",
        "ipv6/conf/all/disable_ipv6",
        "ipv4/conf/all/rp_filter",
        "ipv4/conf/all/accept_local",
        "ipv4/conf/all/route_localnet",
        "ipv4/conf/all/src_valid_mark",
        "ipv4/ip_nonlocal_bind",
        "ipv4/ip_local_port_range",
        "ipv4/ip_default_ttl",
        "ipv4/tcp_ecn",
        "ipv4/tcp_window_scaling",
        "ipv4/tcp_timestamps",
    };

    private final int family;

    /** The interface that the destination's zone names, or 0. */
    private final int scope;

    private final List<ByteBuffer> links = new ArrayList<>();
    private final List<ByteBuffer> addresses = new ArrayList<>();
    private final List<ByteBuffer> routes = new ArrayList<>();
    private final List<ByteBuffer> rules = new ArrayList<>();
    private final @Nullable String[] settings = new @Nullable String[SETTINGS.length];

    private ScratchNetwork(InetAddress destination) {
        family = SocketAddress.family(destination);
        scope = destination instanceof Inet6Address v6 ? v6.getScopeId() : 0;
    }

    /** Takes down what the network namespace of this thread looks like to a packet. */
    static ScratchNetwork sketch(Netlink live, InetAddress destination) throws Refused {
        var network = new ScratchNetwork(destination);
        live.ask(Links.dump(Links.RTM_GETLINK, Links.IFINFOMSG), new Collector(network.links));
        live.ask(
                network.dump(Links.RTM_GETADDR, Links.IFADDRMSG), new Collector(network.addresses));
        live.ask(network.dump(RTM_GETROUTE, RTMSG), new Collector(network.routes));
        live.ask(network.dump(RTM_GETRULE, RTMSG), new Collector(network.rules));
        for (int i = 0; i < SETTINGS.length; i++) {
            network.settings[i] = Proc.setting(SETTINGS[i]);
        }
        return network;
    }

    private NetlinkRequest dump(int type, int headerSize) {
        var request = new NetlinkRequest().message(type, NetlinkRequest.DUMP);
        request.u8(family).zeros(headerSize - 1).end();
        return request;
    }

    /** Puts this thread into a network namespace of its own; the negative errno if it may not. */
    static int enter(Native os) {
        return os.call(UNSHARE, CLONE_NEWNET, 0, 0);
    }

    /** Builds the sketched network in the network namespace of this thread. */
    void build(Netlink scratch) throws Refused {
        scratch.makeRoom(4 << 20);
        prepare();
        run(scratch, links());
        run(scratch, addresses());
        ruleOut(scratch);
        run(scratch, messages(rules, RTM_NEWRULE, NetlinkRequest.EXCLUSIVE));
        // A gateway has to be reachable by a route that may come later: the second time it is.
        run(scratch, routes());
        run(scratch, routes());
    }

    /** Without the machine's own link-local addresses and their probing; all is given below. */
    private void prepare() {
        Proc.set("ipv6/conf/default/addr_gen_mode", "1");
        Proc.set("ipv6/conf/default/accept_dad", "0");
        for (int i = 0; i < SETTINGS.length; i++) {
            String value = settings[i];
            if (value != null) {
                Proc.set(SETTINGS[i], value);
            }
        }
    }

    private NetlinkRequest links() {
        var request = new NetlinkRequest();
        for (ByteBuffer link : links) {
            if (isUsed(link.getInt(4))) {
                new LinkCopy(link).write(request, RTM_NEWLINK, RTM_SETLINK);
            }
        }
        return request;
    }

    /**
     * Whether an interface has an address or a route. The others, such as the hundreds of bridge
     * ports on a machine full of containers, no packet of this machine's own leaves by.
     */
    private boolean isUsed(int link) {
        boolean used = isLoopback(link) || link == scope;
        for (ByteBuffer address : addresses) {
            used |= address.getInt(4) == link && !isLinkLocal(address, Links.IFADDRMSG);
        }
        for (ByteBuffer route : routes) {
            Attributes attributes = Attributes.after(RTMSG, route);
            used |=
                    attributes.has(RTA_MULTIPATH)
                            || attributes.u32(RTA_OIF, 0) == link && !isLinkLocal(route, RTMSG);
        }
        return used;
    }

    /** fe80::/10 as address or destination, and ff00::/8: every interface has them. */
    private static boolean isLinkLocal(ByteBuffer message, int header) {
        InetAddress address = Attributes.after(header, message).address(ADDRESS_OR_DST);
        return address instanceof Inet6Address
                && (address.isLinkLocalAddress() || address.isMulticastAddress());
    }

    private NetlinkRequest addresses() {
        var request = new NetlinkRequest();
        for (ByteBuffer address : addresses) {
            request.message(RTM_NEWADDR, NetlinkRequest.CREATE);
            new AddressCopy(address).write(request);
            request.end();
        }
        return request;
    }

    /** A new namespace has policy rules of its own; those of the sketch take their place. */
    private void ruleOut(Netlink scratch) throws Refused {
        var own = new ArrayList<ByteBuffer>();
        scratch.ask(dump(RTM_GETRULE, RTMSG), new Collector(own));
        run(scratch, messages(own, RTM_DELRULE, 0));
    }

    private static NetlinkRequest messages(List<ByteBuffer> copies, int type, int flags) {
        var request = new NetlinkRequest();
        for (ByteBuffer copy : copies) {
            request.message(type, NetlinkRequest.CREATE | flags).raw(copy).end();
        }
        return request;
    }

    private NetlinkRequest routes() {
        var request = new NetlinkRequest();
        for (ByteBuffer route : routes) {
            new RouteCopy(route).write(request, RTM_NEWROUTE);
        }
        return request;
    }

    /** What is refused is there already (EEXIST), or the kernel's own to make. */
    private static void run(Netlink scratch, NetlinkRequest request) throws Refused {
        if (request.length() > 0) {
            scratch.send(request);
            scratch.drain(new Ignored());
        }
    }

    /** Whether this is the number of the loopback interface, the same in every namespace. */
    static boolean isLoopback(int index) {
        return index == LO;
    }

    private record Collector(List<ByteBuffer> into) implements Netlink.Reader {
        @Override
        public void message(int type, ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            into.add(ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder()));
        }
    }

    private static final class Ignored implements Netlink.Reader {
        @Override
        public void message(int type, ByteBuffer bytes) {
            // Errors only; what they leave out shows in what the rehearsal's packet does.
        }
    }
}
