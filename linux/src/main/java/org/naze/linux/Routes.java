package org.naze.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;
import org.naze.model.Fact;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.RouteType;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;

/** Asks the kernel for a route or a neighbour (rtnetlink(7)). */
final class Routes {
    private static final int RTM_GETROUTE = 26;
    private static final int RTM_GETNEIGH = 30;
    private static final int RTMSG = 12;
    private static final int NDMSG = 12;
    private static final int RTM_F_FIB_MATCH = 0x2000;
    private static final int RTA_DST = 1;
    private static final int RTA_SRC = 2;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_VIA = 18;
    private static final int RTA_UID = 25;
    private static final int RTA_IP_PROTO = 27;
    private static final int RTA_DPORT = 29;
    private static final byte TCP = 6;
    private static final int NDA_DST = 1;

    private final Native os;
    private final Netlink netlink;
    private final @Nullable SocketUser user;
    private final int port;

    /**
     * @param user whose packets are asked about, null for this process's own
     * @param port the TCP port that they go to, 0 for none in particular
     */
    Routes(Native os, Netlink netlink, @Nullable SocketUser user, int port) {
        this.os = os;
        this.netlink = netlink;
        this.user = user;
        this.port = port;
    }

    /** The route to a destination; what the kernel refuses is a route type too. */
    Answer<Fact.Route> route(InetAddress destination, @Nullable InetAddress source) {
        var found = new Found();
        try {
            netlink.ask(lookUp(destination, source, 0), found);
        } catch (Refused e) {
            return refused(e.errno, destination, source);
        }
        boolean isDefault = false;
        if (found.type == RouteType.UNICAST) {
            isDefault = matchesDefault(destination, source);
        }
        return Answer.of(found.route(destination, source, isDefault));
    }

    private NetlinkRequest lookUp(
            InetAddress destination, @Nullable InetAddress source, int flags) {
        byte[] to = destination.getAddress();
        int bits = 8 * to.length;
        var request = new NetlinkRequest().message(RTM_GETROUTE, NetlinkRequest.ACK);
        request.u8(SocketAddress.family(destination)).u8(bits).u8(source == null ? 0 : bits);
        request.zeros(5).u32(flags).attribute(RTA_DST, to);
        if (source != null) {
            request.attribute(RTA_SRC, source.getAddress());
        }
        if (destination instanceof Inet6Address v6 && v6.getScopeId() != 0) {
            request.attribute(RTA_OIF, v6.getScopeId());
        }
        if (user != null) {
            request.attribute(RTA_UID, user.uid());
        }
        if (port != 0) {
            request.attribute(RTA_IP_PROTO, new byte[] {TCP});
            request.attribute(RTA_DPORT, new byte[] {(byte) (port >> 8), (byte) port});
        }
        request.end();
        return request;
    }

    /**
     * The looked-up route does not tell the prefix it matched; the entry of the forwarding table
     * does (since Linux 4.13).
     */
    private boolean matchesDefault(InetAddress destination, @Nullable InetAddress source) {
        var found = new Found();
        try {
            netlink.ask(lookUp(destination, source, RTM_F_FIB_MATCH), found);
        } catch (Refused e) {
            return false;
        }
        return found.prefix == 0;
    }

    /** The errno of fib_props (net/ipv4/fib_semantics.c) gives the type away. */
    private Answer<Fact.Route> refused(
            int errno, InetAddress destination, @Nullable InetAddress source) {
        RouteType type =
                switch (errno) {
                    case Native.EINVAL -> RouteType.BLACKHOLE;
                    case Native.EHOSTUNREACH -> RouteType.UNREACHABLE;
                    case Native.EACCES -> RouteType.PROHIBIT;
                    case Native.ENETUNREACH, Native.EAFNOSUPPORT -> RouteType.NONE;
                    default -> null;
                };
        if (type == null) {
            return Answer.none(Reason.FAILED, "RTM_GETROUTE errno " + errno);
        }
        // The kernel also refuses a source that is not on this machine; that says nothing of
        // routes.
        if (source != null && !isOwn(source)) {
            return Answer.none(
                    Reason.FAILED, Addresses.text(source) + " is not an address of this machine");
        }
        return Answer.of(
                new Fact.Route(Addresses.text(destination), type, null, null, null, false));
    }

    private boolean isOwn(InetAddress address) {
        var found = new Found();
        try {
            netlink.ask(lookUp(address, null, 0), found);
        } catch (Refused e) {
            return false;
        }
        return found.type == RouteType.LOCAL;
    }

    /** The neighbour entry, {@code NONE} where the table has none. */
    Answer<Fact.Neighbour> neighbour(InetAddress address, String device) {
        var entry = new Entry(os.interfaceIndex(device), address);
        var request = new NetlinkRequest().message(RTM_GETNEIGH, NetlinkRequest.DUMP);
        request.u8(SocketAddress.family(address)).zeros(NDMSG - 1).end();
        try {
            netlink.ask(request, entry);
        } catch (Refused e) {
            return Answer.none(Reason.FAILED, "RTM_GETNEIGH errno " + e.errno);
        }
        return Answer.of(new Fact.Neighbour(Addresses.text(address), device, entry.state));
    }

    private final class Found implements Netlink.Reader {
        RouteType type = RouteType.NONE;
        int prefix = -1;
        private @Nullable String gateway;
        private @Nullable String device;
        private @Nullable InetAddress preferred;

        @Override
        public void message(int messageType, ByteBuffer bytes) {
            if (bytes.remaining() < RTMSG) {
                return;
            }
            prefix = bytes.get(bytes.position() + 1) & 0xff;
            type = routeType(bytes.get(bytes.position() + 7));
            Attributes attributes = Attributes.after(RTMSG, bytes);
            InetAddress next = nextHop(attributes);
            preferred = attributes.address(RTA_PREFSRC);
            gateway = next == null ? null : Addresses.text(next);
            device = os.interfaceName(attributes.u32(RTA_OIF, 0));
        }

        /** RTA_VIA names a gateway of the other family, after two bytes that say which. */
        private static @Nullable InetAddress nextHop(Attributes attributes) {
            InetAddress gateway = attributes.address(RTA_GATEWAY);
            return gateway != null ? gateway : attributes.address(RTA_VIA, 2);
        }

        Fact.Route route(InetAddress destination, @Nullable InetAddress asked, boolean isDefault) {
            InetAddress source = asked != null ? asked : preferred;
            boolean leads = type == RouteType.UNICAST || type == RouteType.LOCAL;
            return new Fact.Route(
                    Addresses.text(destination),
                    type,
                    leads ? gateway : null,
                    leads ? device : null,
                    leads && source != null ? Addresses.text(source) : null,
                    isDefault);
        }
    }

    /** rtm_type (linux/rtnetlink.h). */
    private static RouteType routeType(int type) {
        return switch (type) {
            case 1, 4 -> RouteType.UNICAST;
            case 2 -> RouteType.LOCAL;
            case 3 -> RouteType.BROADCAST;
            case 5 -> RouteType.MULTICAST;
            case 6 -> RouteType.BLACKHOLE;
            case 7 -> RouteType.UNREACHABLE;
            case 8 -> RouteType.PROHIBIT;
            default -> RouteType.NONE;
        };
    }

    private static final class Entry implements Netlink.Reader {
        private final int device;
        private final InetAddress address;
        NeighbourState state = NeighbourState.NONE;

        Entry(int device, InetAddress address) {
            this.device = device;
            this.address = address;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            if (bytes.remaining() >= NDMSG
                    && bytes.getInt(bytes.position() + 4) == device
                    && address.equals(Attributes.after(NDMSG, bytes).address(NDA_DST))) {
                state = neighbourState(bytes.getShort(bytes.position() + 8));
            }
        }
    }

    /** ndm_state (linux/neighbour.h). */
    private static NeighbourState neighbourState(int state) {
        return switch (state) {
            case 0x01 -> NeighbourState.INCOMPLETE;
            case 0x02 -> NeighbourState.REACHABLE;
            case 0x04 -> NeighbourState.STALE;
            case 0x08 -> NeighbourState.DELAY;
            case 0x10 -> NeighbourState.PROBE;
            case 0x20 -> NeighbourState.FAILED;
            case 0x40 -> NeighbourState.NOARP;
            case 0x80 -> NeighbourState.PERMANENT;
            default -> NeighbourState.NONE;
        };
    }
}
