package org.naze.lab;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The networks that scenarios start from: machines, the links between them, and the routes that
 * make everybody reach everybody. Every machine has its loopback interface up.
 */
enum Topology {
    /** A client and a server, a router between them, and a second server beside the first. */
    ROUTED(
            List.of(
                    Lan.of(
                            router("router", "eth0", "10.1.0.1", "fd01::1"),
                            member("client", "eth0", "10.1.0.2", "fd01::2")),
                    Lan.of(
                            router("router", "eth1", "10.2.0.1", "fd02::1"),
                            member("server", "eth0", "10.2.0.5", "fd02::5"),
                            extra("server2", "eth0", "10.2.0.6", "fd02::6")))),

    /** As {@link #ROUTED}, with addresses as they are used on the internet. */
    INTERNET(
            List.of(
                    Lan.of(
                            router("router", "eth0", "203.0.113.1", "2001:db8:1::1"),
                            member("client", "eth0", "203.0.113.2", "2001:db8:1::2")),
                    Lan.of(
                            router("router", "eth1", "198.51.100.1", "2001:db8:2::1"),
                            member("server", "eth0", "198.51.100.5", "2001:db8:2::5"),
                            extra("server2", "eth0", "198.51.100.6", "2001:db8:2::6")))),

    /** A client and a server on one link, and no way out of it. */
    LAN(
            List.of(
                    Lan.of(
                            member("client", "eth0", "10.1.0.2", "fd01::2"),
                            member("server", "eth0", "10.1.0.5", "fd01::5"),
                            extra("server2", "eth0", "10.1.0.6", "fd01::6")))),

    /** One machine that is client and server, and the router that its interface leads to. */
    HOST(
            List.of(
                    Lan.of(
                            router("router", "eth0", "10.1.0.1", "fd01::1"),
                            member("machine", "eth0", "10.1.0.2", "fd01::2")))),

    /** As {@link #ROUTED}; the server has a container behind it, and forwards to it. */
    NAT(
            List.of(
                    Lan.of(
                            router("router", "eth0", "10.1.0.1", "fd01::1"),
                            member("client", "eth0", "10.1.0.2", "fd01::2")),
                    Lan.of(
                            router("router", "eth1", "10.2.0.1", "fd02::1"),
                            member("server", "eth0", "10.2.0.5", "fd02::5")),
                    Lan.of(
                            router("server", "docker0", "172.17.0.1", "fd17::1"),
                            member("container", "eth0", "172.17.0.2", "fd17::2")))),

    /** Two routers between client and server. */
    TWO_ROUTERS(
            List.of(
                    Lan.of(
                            router("r1", "eth0", "10.1.0.1", "fd01::1"),
                            member("client", "eth0", "10.1.0.2", "fd01::2")),
                    Lan.of(
                            through("r1", "eth1", "10.3.0.1", "fd03::1"),
                            through("r2", "eth0", "10.3.0.2", "fd03::2")),
                    Lan.of(
                            router("r2", "eth1", "10.2.0.1", "fd02::1"),
                            member("server", "eth0", "10.2.0.5", "fd02::5"))));

    /** What a machine is on a link. */
    enum Part {
        /** Sends all else to the link's router. */
        MEMBER,
        /** As {@link #MEMBER}, and there only in scenarios that name it. */
        EXTRA,
        /** Forwards for the members. */
        ROUTER,
        /** A router among routers: sends all else to the next one on the link. */
        THROUGH
    }

    /** A machine's interface on a link; both address families have room for one link's machines. */
    record Member(Part part, String node, String device, String v4, String v6) {
        boolean forwards() {
            return part == Part.ROUTER || part == Part.THROUGH;
        }
    }

    /** One link and who is on it; the first holds the bridge where there are more than two. */
    record Lan(List<Member> members) {
        static Lan of(Member... members) {
            return new Lan(List.of(members));
        }

        /** Whom a member sends everything to that is not on the link. */
        Optional<Member> gatewayOf(Member member) {
            if (member.part == Part.ROUTER) {
                return Optional.empty();
            }
            return members.stream()
                    .filter(other -> other.forwards() && !other.equals(member))
                    .findFirst();
        }
    }

    private final List<Lan> lans;

    Topology(List<Lan> lans) {
        this.lans = lans;
    }

    List<Lan> lans() {
        return lans;
    }

    /** Its machines by name, the one that asks first. */
    List<String> nodes() {
        return lans.stream()
                .flatMap(lan -> lan.members.stream())
                .map(Member::node)
                .distinct()
                .sorted((a, b) -> Boolean.compare(!asks(a), !asks(b)))
                .toList();
    }

    /** Where the command runs unless the scenario says otherwise. */
    String firstNode() {
        return nodes().getFirst();
    }

    /** Machines that are there only if a scenario names them. */
    List<String> extras() {
        return lans.stream()
                .flatMap(lan -> lan.members.stream())
                .filter(member -> member.part == Part.EXTRA)
                .map(Member::node)
                .toList();
    }

    /** The word for it in scenarios. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean asks(String node) {
        return node.equals("client") || node.equals("machine");
    }

    private static Member member(String node, String device, String v4, String v6) {
        return new Member(Part.MEMBER, node, device, v4, v6);
    }

    private static Member extra(String node, String device, String v4, String v6) {
        return new Member(Part.EXTRA, node, device, v4, v6);
    }

    private static Member router(String node, String device, String v4, String v6) {
        return new Member(Part.ROUTER, node, device, v4, v6);
    }

    private static Member through(String node, String device, String v4, String v6) {
        return new Member(Part.THROUGH, node, device, v4, v6);
    }
}
