package org.naze.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The networks that scenarios start from: machines, the links between them, and the routes that
 * make everybody reach everybody. Every machine has its loopback interface up.
 */
enum Topology {
    /** A client and a server, a router between them, and a second server beside the first. */
    ROUTED(
            link(
                    router("router", "eth0", "10.1.0.1", "fd01::1"),
                    member("client", "eth0", "10.1.0.2", "fd01::2")),
            link(
                    router("router", "eth1", "10.2.0.1", "fd02::1"),
                    member("server", "eth0", "10.2.0.5", "fd02::5")),
            extra(
                    router("router", "eth2", "10.2.0.1", "fd02::1"),
                    member("server2", "eth0", "10.2.0.6", "fd02::6"))),

    /** As {@link #ROUTED}, with addresses as they are used on the internet. */
    INTERNET(
            link(
                    router("router", "eth0", "203.0.113.1", "2001:db8:1::1"),
                    member("client", "eth0", "203.0.113.2", "2001:db8:1::2")),
            link(
                    router("router", "eth1", "198.51.100.1", "2001:db8:2::1"),
                    member("server", "eth0", "198.51.100.5", "2001:db8:2::5"))),

    /** A client and a server on one link, and no way out of it. */
    LAN(
            link(
                    member("client", "eth0", "10.1.0.2", "fd01::2"),
                    member("server", "eth0", "10.1.0.5", "fd01::5"))),

    /** One machine that is client and server, and the router that its interface leads to. */
    HOST(
            link(
                    router("router", "eth0", "10.1.0.1", "fd01::1"),
                    member("machine", "eth0", "10.1.0.2", "fd01::2"))),

    /** As {@link #ROUTED}; the server has a container behind it, and forwards to it. */
    NAT(
            link(
                    router("router", "eth0", "10.1.0.1", "fd01::1"),
                    member("client", "eth0", "10.1.0.2", "fd01::2")),
            link(
                    router("router", "eth1", "10.2.0.1", "fd02::1"),
                    member("server", "eth0", "10.2.0.5", "fd02::5")),
            link(
                    router("server", "docker0", "172.17.0.1", "fd17::1"),
                    member("container", "eth0", "172.17.0.2", "fd17::2"))),

    /**
     * A client on the internet, and at the other end somebody's home: a router with one public
     * address, and a machine behind it. What it forwards and translates says the scenario.
     */
    HOME(
            link(
                    router("isp", "eth0", "203.0.113.1", "2001:db8:1::1"),
                    member("client", "eth0", "203.0.113.2", "2001:db8:1::2")),
            link(
                    router("isp", "eth1", "198.51.100.1", "2001:db8:2::1"),
                    member("home", "eth0", "198.51.100.5", "2001:db8:2::5")),
            link(
                    router("home", "eth1", "192.168.1.1", "fd17::1"),
                    member("inner", "eth0", "192.168.1.2", "fd17::2"))),

    /** Two routers between client and server. */
    TWO_ROUTERS(
            link(
                    router("r1", "eth0", "10.1.0.1", "fd01::1"),
                    member("client", "eth0", "10.1.0.2", "fd01::2")),
            link(
                    through("r1", "eth1", "10.3.0.1", "fd03::1"),
                    through("r2", "eth0", "10.3.0.2", "fd03::2")),
            link(
                    router("r2", "eth1", "10.2.0.1", "fd02::1"),
                    member("server", "eth0", "10.2.0.5", "fd02::5")));

    /** What a machine is on a link. */
    enum Part {
        /** Sends all else to the link's router. */
        MEMBER,
        /** Forwards for the member. */
        ROUTER,
        /** A router among routers: sends all else to the next one on the link. */
        THROUGH
    }

    /** A machine's interface on a link. */
    record Member(Part part, String node, String device, String v4, String v6) {
        boolean forwards() {
            return part != Part.MEMBER;
        }
    }

    /**
     * A cable between two machines.
     *
     * @param isExtra there only in scenarios that name its second machine; that one has an address
     *     of another link's network, so the first one has a route to it alone
     */
    record Link(Member first, Member second, boolean isExtra) {
        /** Whom a machine at this link sends everything to that is not on it. */
        Optional<Member> gatewayOf(Member member) {
            Member other = member.equals(first) ? second : first;
            return member.part != Part.ROUTER && other.forwards()
                    ? Optional.of(other)
                    : Optional.empty();
        }

        Stream<Member> ends() {
            return Stream.of(first, second);
        }
    }

    private final List<Link> links;

    Topology(Link... links) {
        this.links = List.of(links);
    }

    /** Its links, those that a scenario doesn't need left out. */
    List<Link> links(Predicate<String> named) {
        return links.stream()
                .filter(link -> !link.isExtra || named.test(link.second.node))
                .toList();
    }

    /** Its machines by name, the one that asks first. */
    List<String> nodes() {
        return links.stream()
                .flatMap(Link::ends)
                .map(Member::node)
                .distinct()
                .sorted(Comparator.comparing(node -> !asks(node)))
                .toList();
    }

    /** Where the command runs unless the scenario says otherwise. */
    String firstNode() {
        return nodes().getFirst();
    }

    /** The word for it in scenarios. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean asks(String node) {
        return node.equals("client") || node.equals("machine");
    }

    private static Link link(Member first, Member second) {
        return new Link(first, second, false);
    }

    private static Link extra(Member first, Member second) {
        return new Link(first, second, true);
    }

    private static Member member(String node, String device, String v4, String v6) {
        return new Member(Part.MEMBER, node, device, v4, v6);
    }

    private static Member router(String node, String device, String v4, String v6) {
        return new Member(Part.ROUTER, node, device, v4, v6);
    }

    private static Member through(String node, String device, String v4, String v6) {
        return new Member(Part.THROUGH, node, device, v4, v6);
    }
}
