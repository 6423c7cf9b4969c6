package org.naze.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Hops;
import org.naze.model.Fact.Icmp;
import org.naze.model.Fact.Transport;
import org.naze.probe.Addresses;
import org.naze.probe.Deadline;
import org.naze.probe.Trace;

/** A client, two routers and a server, in namespaces of the test's own. */
class TracerouteTest {
    private static final InetAddress SERVER = Addresses.of("10.92.2.2");
    private static final InetAddress SERVER6 = Addresses.of("fd92:2::2");
    private static final Icmp FIRST = new Icmp("10.92.0.1", 11, 0);
    private static final Icmp SECOND = new Icmp("10.92.1.2", 11, 0);

    private final LinuxPlatform platform = new LinuxPlatform();
    private final Namespace client = Namespace.open();
    private final Namespace first = Namespace.open();
    private final Namespace second = Namespace.open();
    private final Namespace server = Namespace.open();

    @BeforeEach
    void network() {
        link(client, "right", first, "left", 0);
        link(first, "right", second, "left", 1);
        link(second, "right", server, "left", 2);
        for (Namespace router : List.of(first, second)) {
            router.in(() -> Proc.set("ipv4/ip_forward", "1"));
            router.in(() -> Proc.set("ipv6/conf/all/forwarding", "1"));
        }
        client.run("ip route add default via 10.92.0.1", "ip -6 route add default via fd92:0::1");
        first.run("ip route add default via 10.92.1.2", "ip -6 route add default via fd92:1::2");
        second.run("ip route add default via 10.92.1.1", "ip -6 route add default via fd92:1::1");
        server.run("ip route add default via 10.92.2.1", "ip -6 route add default via fd92:2::1");
    }

    /** A cable: the one nearer the client has address 1, save the client itself. */
    private static void link(Namespace one, String a, Namespace other, String b, int net) {
        int near = net == 0 ? 2 : 1;
        // Interfaces of the same index, in two namespaces, would take a second to come up.
        one.run(
                "ip link add %s index %d type veth peer name %s index %d netns %d"
                        .formatted(a, 20 + net, b, 30 + net, other.number()));
        end(one, a, net, near);
        end(other, b, net, 3 - near);
    }

    private static void end(Namespace namespace, String device, int net, int host) {
        namespace.run(
                "ip addr add 10.92." + net + "." + host + "/24 dev " + device,
                "ip addr add fd92:" + net + "::" + host + "/64 dev " + device + " nodad",
                "ip link set " + device + " up");
    }

    @AfterEach
    void close() {
        List.of(client, first, second, server).forEach(Namespace::close);
    }

    private Hops trace(Transport transport, InetAddress to, int port, int from, int until) {
        var trace = new Trace(transport, to, port, from, until, null);
        return client.in(() -> {
            var known = new Hops[1];
            Consumer<Fact> unknown =
                    fact -> {
                        throw new AssertionError(fact);
                    };
            platform.trace(trace, Deadline.in(700)).into("path", h -> known[0] = h, unknown);
            return known[0];
        });
    }

    private static void assertHop(Hops hops, int index, Errno errno, Icmp icmp) {
        Hop hop = hops.hops().get(index);
        assertThat(hop.limit()).isEqualTo(index + 1);
        assertThat(hop.errno()).isEqualTo(errno);
        assertThat(hop.icmp()).isEqualTo(icmp);
    }

    @Test
    void theVeryPortIsTracedToItsRefusal() {
        Hops hops = trace(Transport.TCP, SERVER, 91, 1, 20);
        assertThat(hops.last()).isEqualTo(3);
        assertThat(hops.hops()).hasSize(3);
        assertHop(hops, 0, Errno.EHOSTUNREACH, FIRST);
        assertHop(hops, 1, Errno.EHOSTUNREACH, SECOND);
        assertThat(hops.hops().get(2).errno()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(hops.hops().get(2).icmp()).isNull();
    }

    @Test
    void datagramsAreTracedToTheHostsOwnWord() {
        Hops hops = trace(Transport.UDP, SERVER, 33434, 1, 20);
        assertHop(hops, 1, Errno.EHOSTUNREACH, SECOND);
        assertHop(hops, 2, Errno.ECONNREFUSED, new Icmp("10.92.2.2", 3, 3));
    }

    @Test
    void ipv6() {
        Hops tcp = trace(Transport.TCP, SERVER6, 91, 1, 20);
        assertHop(tcp, 0, Errno.EHOSTUNREACH, new Icmp("fd92::1", 3, 0));
        assertThat(tcp.hops()).hasSize(3);
        Hops udp = trace(Transport.UDP, SERVER6, 33434, 1, 20);
        assertHop(udp, 2, Errno.ECONNREFUSED, new Icmp("fd92:2::2", 1, 4));
    }

    @Test
    void aPortThatIsDroppedEndsAtItsRouter() {
        first.run(
                "nft add table ip f; add chain ip f fw {type filter hook forward priority 0;}",
                "nft add rule ip f fw tcp dport 92 drop");
        Hops hops = trace(Transport.TCP, SERVER, 92, 1, 6);
        assertThat(hops.hops()).hasSize(1);
        assertThat(hops.last()).isEqualTo(6);
        assertHop(hops, 0, Errno.EHOSTUNREACH, FIRST);
    }

    @Test
    void oneHopLimitAlone() {
        Hops hops = trace(Transport.TCP, SERVER, 91, 2, 2);
        assertThat(hops.hops()).hasSize(1);
        assertThat(hops.hops().getFirst().limit()).isEqualTo(2);
        assertThat(hops.hops().getFirst().icmp()).isEqualTo(SECOND);
    }

    @Test
    void withoutARouteThereIsNothing() {
        client.run("ip route del default");
        assertThat(trace(Transport.TCP, SERVER, 91, 1, 20).hops()).isEmpty();
        assertThat(trace(Transport.UDP, SERVER, 33434, 1, 20).hops()).isEmpty();
    }
}
