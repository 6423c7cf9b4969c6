package org.naze.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.RouteType;
import org.naze.probe.Addresses;
import org.naze.probe.Deadline;

/** A client, a router that filters, and a server, in namespaces of the test's own. */
class RouterTest {
    private static final InetAddress SERVER = Addresses.of("10.91.1.2");
    private static final InetAddress SERVER6 = Addresses.of("fd91:1::2");

    private final LinuxPlatform platform = new LinuxPlatform();
    private final Namespace client = Namespace.open();
    private final Namespace router = Namespace.open();
    private final Namespace server = Namespace.open();

    @BeforeEach
    void network() {
        router.run(
                "ip link add r0 type veth peer name eth0 netns " + client.number(),
                "ip link add r1 type veth peer name eth0 netns " + server.number(),
                "ip addr add 10.91.0.1/24 dev r0",
                "ip addr add 10.91.1.1/24 dev r1",
                "ip addr add fd91::1/64 dev r0 nodad",
                "ip addr add fd91:1::1/64 dev r1 nodad",
                "ip link set r0 up",
                "ip link set r1 up");
        router.in(() -> Proc.set("ipv4/ip_forward", "1"));
        router.in(() -> Proc.set("ipv6/conf/all/forwarding", "1"));
        client.run(
                "ip addr add 10.91.0.2/24 dev eth0",
                "ip addr add fd91::2/64 dev eth0 nodad",
                "ip link set eth0 up",
                "ip route add default via 10.91.0.1",
                "ip -6 route add default via fd91::1");
        server.run(
                "ip addr add 10.91.1.2/24 dev eth0",
                "ip addr add fd91:1::2/64 dev eth0 nodad",
                "ip link set eth0 up",
                "ip route add default via 10.91.1.1",
                "ip -6 route add default via fd91:1::1");
        router.run(
                "nft add table inet f; add chain inet f fw {type filter hook forward priority 0;}",
                "nft add rule inet f fw tcp dport 91 reject with icmpx type admin-prohibited",
                "nft add rule inet f fw tcp dport 92 drop",
                "nft add rule inet f fw tcp dport 93 reject with tcp reset");
    }

    @AfterEach
    void close() {
        client.close();
        router.close();
        server.close();
    }

    private Connect dial(InetAddress to, int port) {
        List<Connect> ended = client.in(() -> LoopbackTest.dial(platform, to, null, 300, port));
        assertThat(ended).hasSize(1);
        return ended.getFirst();
    }

    @Test
    void theAnswersTtlTellsWhoAnswered() {
        assertThat(dial(SERVER, 1).errno()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(dial(SERVER, 1).reply()).isEqualTo(new Fact.Reply("rst", 63, "eth0"));
        assertThat(dial(SERVER6, 93).reply()).isEqualTo(new Fact.Reply("rst", 64, "eth0"));
    }

    @Test
    void anIcmpErrorHasItsSender() {
        Connect four = dial(SERVER, 91);
        assertThat(four.errno()).isEqualTo(Errno.EHOSTUNREACH);
        assertThat(four.icmp()).isEqualTo(new Fact.Icmp("10.91.0.1", 3, 13));
        assertThat(dial(SERVER6, 91).icmp()).isEqualTo(new Fact.Icmp("fd91::1", 1, 1));
        assertThat(dial(SERVER, 92).errno()).isEqualTo(Errno.SILENT);
    }

    @Test
    void theOwnFiltersResetComesInOnLoopback() {
        client.run(
                "nft add table inet f; add chain inet f o {type filter hook output priority 0;}",
                "nft add rule inet f o tcp dport 98 reject with tcp reset",
                "nft add rule inet f o tcp dport 96 reject");
        assertThat(dial(SERVER, 98).reply()).isEqualTo(new Fact.Reply("rst", 64, "lo"));
        assertThat(dial(SERVER, 96).icmp()).isEqualTo(new Fact.Icmp("10.91.0.2", 3, 3));
    }

    @Test
    void anAnswerThatTheOwnFilterThrowsAwayIsSeen() throws Exception {
        client.run(
                "nft add table inet f; add chain inet f i {type filter hook input priority 0;}",
                "nft add rule inet f i tcp sport 8282 drop");
        try (var listener = server.in(ServerSocket::new)) {
            server.in(() -> {
                listener.bind(new InetSocketAddress(8282));
                return 0;
            });
            Connect connect = dial(SERVER, 8282);
            assertThat(connect.errno()).isEqualTo(Errno.SILENT);
            assertThat(connect.reply()).isEqualTo(new Fact.Reply("syn-ack", 63, "eth0"));
        }
    }

    @Test
    void whatLeavesIsSeenAndWhatIsStoppedIsNot() {
        client.run(
                "nft add table inet f; add chain inet f o {type filter hook output priority 0;}",
                "nft add rule inet f o tcp dport 94 drop");
        for (InetAddress to : List.of(SERVER, SERVER6)) {
            String address = Addresses.text(to);
            assertThat(departure(to, 92)).isEqualTo(new Fact.Departure(address, 92, "eth0"));
            assertThat(departure(to, 94)).isEqualTo(new Fact.Departure(address, 94, null));
        }
    }

    private Fact.Departure departure(InetAddress to, int port) {
        return LoopbackTest.known(
                client.in(() -> platform.departure(to, port, null, Deadline.in(150))));
    }

    @Test
    void routesAreOfEveryType() {
        client.run(
                "ip route add blackhole 10.99.0.0/16",
                "ip route add prohibit 10.98.0.0/16",
                "ip route add unreachable 10.97.0.0/16",
                "ip -6 route add blackhole fd99::/64",
                "ip route add 10.96.0.0/16 via inet6 fd91::1 dev eth0");
        assertThat(route("10.99.1.1").type()).isEqualTo(RouteType.BLACKHOLE);
        assertThat(dial(Addresses.of("10.99.1.1"), 1).errno()).isEqualTo(Errno.EINVAL);
        assertThat(route("10.98.1.1").type()).isEqualTo(RouteType.PROHIBIT);
        assertThat(dial(Addresses.of("10.98.1.1"), 1).errno()).isEqualTo(Errno.EACCES);
        assertThat(route("10.97.1.1").type()).isEqualTo(RouteType.UNREACHABLE);
        assertThat(route("fd99::1").type()).isEqualTo(RouteType.BLACKHOLE);
        assertThat(route("10.96.1.1").gateway()).isEqualTo("fd91::1");
        assertThat(route("10.91.1.2"))
                .isEqualTo(
                        new Fact.Route(
                                "10.91.1.2",
                                RouteType.UNICAST,
                                "10.91.0.1",
                                "eth0",
                                "10.91.0.2",
                                true));
        assertThat(route("10.91.0.7").isDefault()).isFalse();
        assertThat(route("fd91:1::2").isDefault()).isTrue();
        client.run("ip route del default");
        assertThat(route("10.91.1.2").type()).isEqualTo(RouteType.NONE);
    }

    private Fact.Route route(String to) {
        return LoopbackTest.known(client.in(() -> platform.route(Addresses.of(to), null)));
    }

    @Test
    void aNeighbourIsKnownAfterItWasSpokenTo() {
        dial(SERVER, 1);
        Fact.Neighbour router =
                LoopbackTest.known(
                        client.in(() -> platform.neighbour(Addresses.of("10.91.0.1"), "eth0")));
        assertThat(router.state()).isNotIn(Fact.NeighbourState.NONE, Fact.NeighbourState.FAILED);
        dial(Addresses.of("10.91.0.7"), 1);
        Fact.Neighbour nobody =
                LoopbackTest.known(
                        client.in(() -> platform.neighbour(Addresses.of("10.91.0.7"), "eth0")));
        assertThat(nobody.state()).isEqualTo(Fact.NeighbourState.INCOMPLETE);
    }

    @Test
    void anEchoTellsWhoAnswered() {
        router.run("ip route add unreachable 10.95.0.0/16");
        Fact.Echo host = echo("10.91.1.2");
        assertThat(host.answered()).isTrue();
        assertThat(host.ttl()).isEqualTo(63);
        Fact.Echo none = echo("10.95.0.1");
        assertThat(none.answered()).isFalse();
        assertThat(none.from()).isEqualTo("10.91.0.1");
        assertThat(echo("fd91:1::2").answered()).isTrue();
    }

    private Fact.Echo echo(String to) {
        return LoopbackTest.known(
                client.in(() -> platform.echo(Addresses.of(to), Deadline.in(1000))));
    }

    @Test
    void everyPortTakenIsCounted() throws Exception {
        client.in(() -> Proc.set("ipv4/ip_local_port_range", "40000 40005"));
        client.in(() -> Proc.set("ipv4/ip_local_reserved_ports", "8080,40000-40001"));
        try (var listener = server.in(ServerSocket::new)) {
            server.in(() -> {
                listener.bind(new InetSocketAddress(8282));
                return 0;
            });
            for (int i = 0; i < 4; i++) {
                assertThat(dial(SERVER, 8282).errno()).isEqualTo(Errno.OK);
            }
            assertThat(dial(SERVER, 8282).errno()).isEqualTo(Errno.EADDRNOTAVAIL);
            Fact.PortUse use = LoopbackTest.known(client.in(() -> platform.portUse(SERVER, 8282)));
            assertThat(use.available()).isEqualTo(4);
            assertThat(use.reserved()).isEqualTo(2);
            assertThat(use.used()).isEqualTo(4);
        }
    }
}
