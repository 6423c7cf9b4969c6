package org.naze.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.naze.lab.Topology.Link;
import org.naze.lab.Topology.Member;

/** What ip(8) and sysctl(8) have to be told so that links come up as a topology says. */
record Wiring(List<Link> links) {
    /**
     * Before links come up: duplicate address detection would hold IPv6 back for a second. ICMP
     * errors are not limited in rate, or what one run is told would depend on the run before.
     */
    private static final List<String> SETTINGS =
            List.of(
                    "net.ipv6.conf.default.accept_dad=0",
                    "net.ipv6.conf.all.accept_dad=0",
                    "net.ipv4.icmp_ratelimit=0",
                    "net.ipv6.icmp.ratelimit=0");

    private static final List<String> ROUTER_SETTINGS =
            List.of("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");

    Wiring {
        links = List.copyOf(links);
    }

    /** The machines at its links. */
    List<String> nodes() {
        return links.stream().flatMap(Link::ends).map(Member::node).distinct().toList();
    }

    /** A machine's first link alone. */
    Wiring firstOf(String node) {
        return new Wiring(
                links.stream()
                        .filter(link -> link.ends().anyMatch(member -> member.node().equals(node)))
                        .limit(1)
                        .toList());
    }

    /** Kernel settings of a machine, {@code NAME=VALUE}. */
    List<String> settings(String node) {
        return at(node).anyMatch(Member::forwards)
                ? Stream.of(SETTINGS, ROUTER_SETTINGS).flatMap(List::stream).toList()
                : SETTINGS;
    }

    /**
     * Lines that make the cables.
     *
     * <p>A cable's interfaces have different indexes: where they are the same, as first ones of
     * their namespaces would be, the kernel takes up to a second to set them going
     * (linkwatch_urgent_event in net/core/link_watch.c).
     */
    List<String> cables(UnaryOperator<String> namespaceOf) {
        return IntStream.range(0, links.size())
                .mapToObj(i ->
                        "link add %s type veth peer name %s"
                                .formatted(
                                        end(links.get(i).first(), 10 + 2 * i, namespaceOf),
                                        end(links.get(i).second(), 11 + 2 * i, namespaceOf)))
                .toList();
    }

    /** Lines that give a machine its addresses and routes and set its interfaces up. */
    List<String> addresses(String node) {
        var lines = new ArrayList<>(List.of("link set lo up"));
        var routes = new ArrayList<String>();
        for (Link link : links) {
            for (Member member : link.ends().filter(end -> end.node().equals(node)).toList()) {
                lines.addAll(addresses(link, member));
                link.gatewayOf(member).map(Wiring::defaultRoutes).ifPresent(routes::addAll);
            }
        }
        lines.addAll(routes);
        return lines;
    }

    /** A machine's interfaces. */
    List<String> devices(String node) {
        return at(node).map(Member::device).toList();
    }

    private Stream<Member> at(String node) {
        return links.stream().flatMap(Link::ends).filter(member -> member.node().equals(node));
    }

    private static String end(Member member, int index, UnaryOperator<String> namespaceOf) {
        return "%s index %d netns %s"
                .formatted(member.device(), index, namespaceOf.apply(member.node()));
    }

    private static List<String> addresses(Link link, Member member) {
        boolean alone = link.isExtra() && member.equals(link.first());
        String device = member.device();
        var lines = new ArrayList<String>();
        lines.add("link set %s up".formatted(device));
        lines.add("addr add %s/%d dev %s".formatted(member.v4(), alone ? 32 : 24, device));
        lines.add("addr add %s/%d dev %s nodad".formatted(member.v6(), alone ? 128 : 64, device));
        if (alone) {
            lines.add("route add %s/32 dev %s".formatted(link.second().v4(), device));
            lines.add("route add %s/128 dev %s".formatted(link.second().v6(), device));
        }
        return lines;
    }

    private static List<String> defaultRoutes(Member gateway) {
        return List.of(
                "route add 0.0.0.0/0 via " + gateway.v4(), "route add ::/0 via " + gateway.v6());
    }
}
