package org.naze.probe;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Hops;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Route;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Transport;
import org.naze.model.NumericAddress;
import org.naze.model.Outcome;

/** What is worth asking once the target has failed: it needs what the connects left behind. */
record Aftermath(Inquiry inquiry) {
    private static final long ALTERNATIVE_MS = 1500;
    private static final long FORWARDING_MS = 300;
    private static final int FORWARDED_AT_MOST = 3;

    /** The address that the person says, and those that the name has elsewhere: do they serve? */
    void alternatives() {
        Evidence soFar = inquiry.soFar();
        Set<String> used =
                soFar.all(Connect.class, c -> c.purpose() == Purpose.TARGET).stream()
                        .map(Connect::address)
                        .collect(Collectors.toSet());
        List<Dial> dials =
                Stream.concat(
                                soFar.all(Fact.Expected.class).stream().map(Fact.Expected::address),
                                soFar.all(Fact.DnsAnswer.class).stream()
                                        .flatMap(answer -> answer.addresses().stream()))
                        .filter(address -> !used.contains(address))
                        .distinct()
                        .limit(4)
                        .map(this::alternative)
                        .toList();
        if (!dials.isEmpty()) {
            inquiry.platform().dial(dials, Deadline.in(ALTERNATIVE_MS), inquiry);
        }
    }

    /**
     * What else there is beside the way to a private address: it tells whether this machine is on
     * the right network. The router's neighbour entry is read with the others.
     */
    void otherWays() {
        List<Route> failed =
                inquiry.soFar().all(Route.class).stream()
                        .filter(route -> isPrivate(route.destination()) && hasFailed(route))
                        .limit(1)
                        .toList();
        for (Route route : failed) {
            inquiry.route(Inquiry.anywhere(route.destination().indexOf(':') >= 0));
            var but = new LinkedHashSet<InetAddress>();
            inquiry.soFar().all(Route.class).forEach(r -> hops(r).forEach(but::add));
            String device = Objects.requireNonNullElse(route.device(), "lo");
            inquiry.platform()
                    .otherWays(Addresses.of(route.destination()), device, but)
                    .into("ways", facts -> facts.forEach(inquiry), inquiry);
        }
    }

    private boolean hasFailed(Route route) {
        return inquiry.failures().anyMatch(c -> c.address().equals(route.destination()));
    }

    private static Stream<InetAddress> hops(Route route) {
        return Stream.of(route.destination(), Objects.requireNonNullElse(route.gateway(), ""))
                .filter(Addresses::isNumeric)
                .map(Addresses::of);
    }

    /** RFC 1918, RFC 6598, RFC 4193. */
    private static boolean isPrivate(String address) {
        return Stream.of(
                        "10.0.0.0/8",
                        "172.16.0.0/12",
                        "192.168.0.0/16",
                        "100.64.0.0/10",
                        "fc00::/7")
                .anyMatch(block -> NumericAddress.isIn(block, address));
    }

    /** Whether what failed is a CDN's and not the server's own. */
    void operators() {
        var lists = new CdnLists();
        Evidence soFar = inquiry.soFar();
        Stream<String> failed = inquiry.failures().map(Connect::address);
        Stream<String> aliases =
                soFar.all(Fact.DnsAnswer.class).stream().flatMap(a -> a.aliases().stream());
        Stream.concat(failed, aliases)
                .distinct()
                .flatMap(subject -> lists.find(subject).stream())
                .forEach(inquiry);
    }

    private Dial alternative(String address) {
        return new Dial(Purpose.ALTERNATIVE, Addresses.of(address), inquiry.target().port(), null);
    }

    /**
     * Whether the address sends other ports on to a machine behind it: a packet for one that is
     * open, with just so many hops to go as end there, then expires there and goes no farther.
     */
    void forwarding() {
        Evidence soFar = inquiry.soFar();
        for (Connect silent : inquiry.failures().filter(Aftermath::isSilent).toList()) {
            int end = end(soFar, silent);
            soFar.all(Connect.class, c -> isOpenPort(c, silent) && end > 1).stream()
                    .limit(FORWARDED_AT_MOST)
                    .forEach(open -> forwarding(open, end));
        }
    }

    private static boolean isSilent(Connect c) {
        return c.errno().outcome() == Outcome.TIMEOUT;
    }

    private static boolean isOpenPort(Connect c, Connect silent) {
        return c.errno() == Errno.OK
                && c.address().equals(silent.address())
                && c.port() != silent.port();
    }

    /** How many hops away the address is, or seems to be: one more than the last router. */
    private static int end(Evidence soFar, Connect silent) {
        return soFar.all(Hops.class, h -> h.address().equals(silent.address())).stream()
                .filter(h -> h.first() == 1 && !h.hops().isEmpty())
                .mapToInt(h -> end(h.hops().getLast(), silent.address()))
                .max()
                .orElse(0);
    }

    private static int end(Hop hop, String address) {
        boolean router =
                hop.errno() == Errno.EHOSTUNREACH
                        && hop.icmp() != null
                        && !hop.icmp().from().equals(address);
        return router ? hop.limit() + 1 : hop.limit();
    }

    private void forwarding(Connect open, int limit) {
        InetAddress address = Addresses.of(open.address());
        var trace = new Trace(Transport.TCP, address, open.port(), limit, limit, inquiry.source());
        inquiry.platform().trace(trace, Deadline.in(FORWARDING_MS)).into("path", inquiry, inquiry);
    }

    /** Where there was no address to go to: how this machine reaches its name servers. */
    void nameServers() {
        inquiry.soFar().all(Fact.DnsAnswer.class).stream()
                .map(Fact.DnsAnswer::server)
                .distinct()
                .filter(server -> Addresses.isNumeric(server) && server.indexOf('%') < 0)
                .limit(3)
                .forEach(this::nameServer);
        neighbours();
    }

    private void nameServer(String server) {
        InetAddress address = Addresses.of(server);
        // A resolver binds to no address, whatever the client is to bind to.
        inquiry.platform().route(address, null).into("route", inquiry, inquiry);
        inquiry.platform().filter(address, 53, null).into("filter", inquiry, inquiry);
    }

    /** The neighbour entries of the next hops, read last: by now the kernel knows. */
    void neighbours() {
        Set<String> asked = new LinkedHashSet<>();
        for (Route route : inquiry.soFar().all(Route.class)) {
            nextHop(route)
                    .filter(hop -> asked.add(hop + "%" + route.device()))
                    .ifPresent(hop -> neighbour(hop, route.device()));
        }
    }

    private static Optional<String> nextHop(Route route) {
        return route.type() != RouteType.UNICAST
                ? Optional.empty()
                : Optional.of(route.gateway() == null ? route.destination() : route.gateway());
    }

    private void neighbour(String hop, @Nullable String device) {
        if (device != null) {
            inquiry.platform()
                    .neighbour(Addresses.of(hop), device)
                    .into("neighbour", inquiry, inquiry);
        }
    }
}
