package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;
import org.naze.model.Fact;
import org.naze.model.NumericAddress;
import org.naze.probe.Addresses;

/** What else there is beside the way that a connection takes (rtnetlink(7)). */
final class OtherWays {
    private static final int RTM_GETROUTE = 26;
    private static final int RTM_GETNEIGH = 30;
    private static final int RTMSG = 12;
    private static final int NDMSG = 12;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTN_UNICAST = 1;
    private static final int RTM_F_CLONED = 0x200;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_INFO_KIND = 1;
    private static final int NDA_DST = 1;

    /** More routes or neighbours than these add nothing to a diagnosis. */
    private static final int MOST = 64;

    private final Native os;
    private final Netlink netlink;

    OtherWays(Native os, Netlink netlink) {
        this.os = os;
        this.netlink = netlink;
    }

    /** Everything about the way to an address. */
    List<Fact> of(InetAddress destination, String device, Set<InetAddress> but) throws Refused {
        var facts = new ArrayList<Fact>(deviceTypes());
        facts.addAll(otherRoutes(destination, device));
        facts.add(neighbourhood(device, but));
        return List.copyOf(facts);
    }

    /** The interfaces that are made of software, and of which. */
    private List<Fact.DeviceType> deviceTypes() throws Refused {
        var types = new ArrayList<Fact.DeviceType>();
        netlink.ask(
                Links.dump(Links.RTM_GETLINK, Links.IFINFOMSG),
                (message, bytes) -> {
                    if (bytes.remaining() >= Links.IFINFOMSG) {
                        var link = Attributes.after(Links.IFINFOMSG, bytes);
                        String kind = link.nested(IFLA_LINKINFO).text(IFLA_INFO_KIND);
                        if (!kind.isEmpty() && types.size() < MOST) {
                            types.add(new Fact.DeviceType(link.text(Links.IFLA_IFNAME), kind));
                        }
                    }
                });
        return types;
    }

    /** The routes of all tables that would lead to an address, save those on its own link. */
    private List<Fact.OtherRoute> otherRoutes(InetAddress destination, String device)
            throws Refused {
        var routes = new ArrayList<Fact.OtherRoute>();
        var request = new NetlinkRequest().message(RTM_GETROUTE, NetlinkRequest.DUMP);
        request.u8(SocketAddress.family(destination)).zeros(RTMSG - 1).end();
        netlink.ask(
                request,
                (message, bytes) -> {
                    Fact.OtherRoute route = route(destination, bytes);
                    boolean own =
                            route != null
                                    && route.gateway() == null
                                    && device.equals(route.device());
                    if (route != null && !own && routes.size() < MOST) {
                        routes.add(route);
                    }
                });
        return routes;
    }

    private Fact.@Nullable OtherRoute route(InetAddress destination, ByteBuffer bytes) {
        if (bytes.remaining() < RTMSG) {
            return null;
        }
        int start = bytes.position();
        boolean cloned = (bytes.getInt(start + 8) & RTM_F_CLONED) != 0;
        var route = Attributes.after(RTMSG, bytes);
        String out = os.interfaceName(route.u32(RTA_OIF, 0));
        String network = network(destination, bytes.get(start + 1) & 0xff, route);
        boolean leads = bytes.get(start + 7) == RTN_UNICAST && !cloned;
        if (out == null || !leads || !NumericAddress.isIn(network, Addresses.text(destination))) {
            return null;
        }
        InetAddress gateway = route.address(RTA_GATEWAY);
        String hop = gateway == null ? null : Addresses.text(gateway);
        return new Fact.OtherRoute(Addresses.text(destination), network, hop, out);
    }

    /** A default route names no network. */
    private static String network(InetAddress destination, int length, Attributes route) {
        InetAddress base = route.address(RTA_DST);
        String any = destination.getAddress().length == 4 ? "0.0.0.0" : "::";
        return (base == null ? any : Addresses.text(base)) + "/" + length;
    }

    /** How many of the neighbours on a device answered when last asked, some left out. */
    private Fact.Neighbourhood neighbourhood(String device, Set<InetAddress> but) throws Refused {
        var count = new int[2];
        int index = os.interfaceIndex(device);
        var request = new NetlinkRequest().message(RTM_GETNEIGH, NetlinkRequest.DUMP);
        request.zeros(NDMSG).end();
        netlink.ask(
                request,
                (message, bytes) -> {
                    boolean here =
                            bytes.remaining() >= NDMSG
                                    && bytes.getInt(bytes.position() + 4) == index;
                    InetAddress address =
                            here ? Attributes.after(NDMSG, bytes).address(NDA_DST) : null;
                    int group = here ? group(bytes.getShort(bytes.position() + 8)) : -1;
                    if (address != null && !but.contains(address) && group >= 0) {
                        count[group]++;
                    }
                });
        return new Fact.Neighbourhood(device, count[0], count[1]);
    }

    /** ndm_state (linux/neighbour.h): 0 where it answered, 1 where it did not, -1 where neither. */
    private static int group(int state) {
        return switch (state) {
            case 0x02, 0x04, 0x08, 0x10 -> 0;
            case 0x01, 0x20 -> 1;
            default -> -1;
        };
    }
}
