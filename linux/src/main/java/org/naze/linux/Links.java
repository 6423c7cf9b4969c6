package org.naze.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.naze.linux.Netlink.Refused;
import org.naze.model.Fact;
import org.naze.probe.Addresses;

/**
 * Reads interfaces and their addresses (rtnetlink(7)). Not from /sys: what is mounted there may
 * belong to another network namespace.
 */
final class Links {
    static final int RTM_GETLINK = 18;
    static final int RTM_GETADDR = 22;
    static final int IFINFOMSG = 16;
    static final int IFADDRMSG = 8;
    static final int IFF_UP = 1;
    static final int IFF_LOWER_UP = 0x10000;
    static final int IFLA_IFNAME = 3;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;

    private final Map<Integer, Link> links = new LinkedHashMap<>();

    private record Link(String name, boolean up, boolean running, List<String> addresses) {}

    private Links() {}

    /** All interfaces in the order of their indices. */
    static Fact.Interfaces read(Netlink netlink) throws Refused {
        var links = new Links();
        netlink.ask(dump(RTM_GETLINK, IFINFOMSG), links.new LinkReader());
        netlink.ask(dump(RTM_GETADDR, IFADDRMSG), links.new AddressReader());
        var nics = new ArrayList<Fact.Nic>();
        for (Link link : links.links.values()) {
            nics.add(new Fact.Nic(link.name, link.up, link.running, List.copyOf(link.addresses)));
        }
        return new Fact.Interfaces(List.copyOf(nics));
    }

    /** The hardware address of an interface, empty if it has none. */
    static byte[] hardwareAddress(Netlink netlink, int index) throws Refused {
        var reader = new HardwareAddress(index);
        netlink.ask(dump(RTM_GETLINK, IFINFOMSG), reader);
        return reader.address;
    }

    private static final class HardwareAddress implements Netlink.Reader {
        private final int index;
        byte[] address = new byte[0];

        HardwareAddress(int index) {
            this.index = index;
        }

        @Override
        public void message(int type, ByteBuffer bytes) {
            if (bytes.remaining() >= IFINFOMSG && bytes.getInt(bytes.position() + 4) == index) {
                byte[] value = Attributes.after(IFINFOMSG, bytes).value(IFLA_ADDRESS);
                address = value == null ? address : value;
            }
        }
    }

    /** What reads interfaces, for itself. */
    static Netlink.Reader linkReader() {
        return new Links().new LinkReader();
    }

    /** What reads addresses, for itself. */
    static Netlink.Reader addressReader() {
        return new Links().new AddressReader();
    }

    /** Asks for everything there is of a kind. */
    static NetlinkRequest dump(int type, int headerSize) {
        var request = new NetlinkRequest().message(type, NetlinkRequest.DUMP);
        request.zeros(headerSize).end();
        return request;
    }

    private final class LinkReader implements Netlink.Reader {
        @Override
        public void message(int type, ByteBuffer bytes) {
            if (bytes.remaining() < IFINFOMSG) {
                return;
            }
            int index = bytes.getInt(bytes.position() + 4);
            int flags = bytes.getInt(bytes.position() + 8);
            String name = Attributes.after(IFINFOMSG, bytes).text(IFLA_IFNAME);
            boolean up = (flags & IFF_UP) != 0;
            boolean running = (flags & IFF_LOWER_UP) != 0;
            links.put(index, new Link(name, up, running, new ArrayList<>()));
        }
    }

    private final class AddressReader implements Netlink.Reader {
        @Override
        public void message(int type, ByteBuffer bytes) {
            if (bytes.remaining() < IFADDRMSG) {
                return;
            }
            int prefix = bytes.get(bytes.position() + 1) & 0xff;
            Link link = links.get(bytes.getInt(bytes.position() + 4));
            InetAddress address = own(Attributes.after(IFADDRMSG, bytes));
            if (link != null && address != null) {
                link.addresses.add(Addresses.text(address) + "/" + prefix);
            }
        }
    }

    /** On a point-to-point link IFA_ADDRESS is the other end. */
    private static @Nullable InetAddress own(Attributes attributes) {
        InetAddress local = attributes.address(IFA_LOCAL);
        return local != null ? local : attributes.address(IFA_ADDRESS);
    }
}
