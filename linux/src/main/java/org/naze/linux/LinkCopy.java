package org.naze.linux;

import java.nio.ByteBuffer;

/**
 * An interface for the scratch network: a veth pair of which one end has the name and the number of
 * the original. (A dummy would do, but loading its module makes an interface on the live machine.)
 */
record LinkCopy(ByteBuffer original) {
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_GROUP = 27;
    private static final int INFO_KIND = 1;
    private static final int INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int INET_CONF = 1;

    /** Numbers of the other ends: far from those that a machine counts up to. */
    private static final int PEER = 1 << 24;

    private static final int MAX_MTU = 65535;

    /** IPV4_DEVCONF: forwarding, rp_filter, accept_local, src_valid_mark, route_localnet. */
    private static final int[] SETTINGS = {1, 8, 23, 24, 26};

    /** The number of the other end of the copy of an interface. */
    static int peerOf(int index) {
        return PEER + index;
    }

    int index() {
        return original.getInt(4);
    }

    private int flags() {
        return original.getInt(8);
    }

    private Attributes attributes() {
        return Attributes.after(Links.IFINFOMSG, original);
    }

    /** Writes what makes the interface and what sets it. */
    void write(NetlinkRequest request, int newLink, int setLink) {
        int up = flags() & Links.IFF_UP;
        if (!ScratchNetwork.isLoopback(index())) {
            create(request, newLink);
            // Without its other end a copy has no carrier, as the original without its cable.
            int carrier = (flags() & Links.IFF_LOWER_UP) != 0 ? Links.IFF_UP : 0;
            header(request.message(setLink, 0), peerOf(index()), carrier).end();
        }
        configure(request, setLink);
        header(request.message(setLink, 0), index(), up).end();
    }

    private void create(NetlinkRequest request, int newLink) {
        Attributes from = attributes();
        request.message(newLink, NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE);
        // Both ends have to be there before either may be up.
        header(request, index(), 0).attribute(Links.IFLA_IFNAME, from.text(Links.IFLA_IFNAME));
        request.attribute(IFLA_MTU, Math.min(from.u32(IFLA_MTU, 1500), MAX_MTU));
        request.attribute(IFLA_GROUP, from.u32(IFLA_GROUP, 0));
        int info = request.open(IFLA_LINKINFO);
        request.attribute(INFO_KIND, "veth");
        int data = request.open(INFO_DATA);
        int peer = request.open(VETH_INFO_PEER);
        header(request, peerOf(index()), 0).attribute(Links.IFLA_IFNAME, "naze" + index());
        request.close(peer).close(data).close(info).end();
    }

    private static NetlinkRequest header(NetlinkRequest request, int index, int up) {
        return request.zeros(4).u32(index).u32(up).u32(Links.IFF_UP);
    }

    /** The original's IFLA_INET_CONF is an array of numbers; the copy's a list of attributes. */
    private void configure(NetlinkRequest request, int setLink) {
        Attributes inet = attributes().nested(IFLA_AF_SPEC).nested(Native.AF_INET);
        int at = inet.find(INET_CONF);
        if (at < 0) {
            return;
        }
        int count = inet.inside(at).to() - inet.inside(at).from() >> 2;
        request.message(setLink, 0).zeros(4).u32(index()).u32(0).u32(0);
        int spec = request.open(IFLA_AF_SPEC);
        int family = request.open(Native.AF_INET);
        int conf = request.open(INET_CONF);
        for (int setting : SETTINGS) {
            if (setting <= count) {
                request.attribute(
                        setting, original.getInt(inet.inside(at).from() + 4 * (setting - 1)));
            }
        }
        request.close(conf).close(family).close(spec).end();
    }
}
