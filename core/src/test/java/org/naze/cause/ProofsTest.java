package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.KERNEL_GAVE_UP;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.SERVER6;
import static org.naze.cause.Seen.listener;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Clue;
import org.naze.model.Errno;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Finding;
import org.naze.model.Verdict;

/**
 * Names with two addresses, or two name servers, where each could prove the cause alone: without
 * any one cited fact the cause is no longer certain. The lab's recordings show the same of the
 * simple cases.
 */
class ProofsTest {
    private static final String OTHER = "10.2.0.6";

    private static Seen named(String... addresses) {
        return Seen.byClient("tcp://chat.example:" + PORT).lookup("chat.example", addresses);
    }

    private static void assertProvenByEachFact(String cause, Seen seen) {
        Evidence evidence = seen.evidence();
        Finding finding =
                Judge.judge(evidence).causes().stream()
                        .filter(f -> f.cause().equals(cause))
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.verdict()).as(cause).isEqualTo(Verdict.CONFIRMED);
        for (Clue clue : finding.clues()) {
            String id = evidence.idOf(clue.fact());
            assertThat(Seen.verdicts(Judge.judge(evidence.without(id))))
                    .as("%s without %s: %s", cause, clue.key(), clue.fact())
                    .doesNotContainEntry(cause, Verdict.CONFIRMED);
        }
    }

    @Test
    void clientFirewall() {
        assertProvenByEachFact(
                "client-firewall",
                named(SERVER, SERVER6)
                        .connect(SERVER, Errno.SILENT)
                        .connect(SERVER6, Errno.SILENT)
                        .ruling(SERVER, Ruling.DROP, "output", "drop")
                        .ruling(SERVER6, Ruling.DROP, "output", "drop"));
    }

    @Test
    void hostFirewall() {
        assertProvenByEachFact(
                "host-firewall",
                named("10.1.0.2", "fd01::2")
                        .here("10.1.0.2")
                        .here("fd01::2")
                        .connect("10.1.0.2", Errno.SILENT)
                        .connect("fd01::2", Errno.SILENT)
                        .listening(listener("::", PORT))
                        .ruling("10.1.0.2", Ruling.DROP, "input", "drop")
                        .ruling("fd01::2", Ruling.DROP, "input", "drop"));
    }

    @Test
    void noRoute() {
        assertProvenByEachFact(
                "no-route",
                named(SERVER, OTHER)
                        .route(SERVER, RouteType.NONE, null, false)
                        .route(OTHER, RouteType.NONE, null, false)
                        .connect(SERVER, Errno.ENETUNREACH)
                        .connect(OTHER, Errno.ENETUNREACH));
    }

    @Test
    void gatewayDown() {
        assertProvenByEachFact(
                "gateway-down",
                named(SERVER, SERVER6)
                        .routed(SERVER)
                        .route(SERVER6, RouteType.UNICAST, "fd01::1", true)
                        .connect(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                        .connect(SERVER6, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                        .neighbour(ROUTER, NeighbourState.FAILED)
                        .neighbour("fd01::1", NeighbourState.FAILED));
    }

    @Test
    void upstreamFilter() {
        assertProvenByEachFact(
                "upstream-filter",
                named(SERVER, OTHER)
                        .icmp(SERVER, Errno.EHOSTUNREACH, AT_ONCE, ROUTER, 3, 13)
                        .icmp(OTHER, Errno.EHOSTUNREACH, AT_ONCE, ROUTER, 3, 13));
    }

    @Test
    void notListening() {
        assertProvenByEachFact(
                "not-listening",
                Seen.byClient("tcp://localhost:" + PORT)
                        .lookup("localhost", "127.0.0.1", "::1")
                        .connect("127.0.0.1", Errno.ECONNREFUSED)
                        .connect("::1", Errno.ECONNREFUSED)
                        .noFilter()
                        .listening(listener("0.0.0.0", 22)));
    }

    @Test
    void boundToLoopback() {
        assertProvenByEachFact(
                "bound-to-loopback",
                named("10.1.0.2", "10.1.0.3")
                        .here("10.1.0.2")
                        .here("10.1.0.3")
                        .connect("10.1.0.2", Errno.ECONNREFUSED)
                        .connect("10.1.0.3", Errno.ECONNREFUSED)
                        .noFilter()
                        .listening(listener("127.0.0.1", PORT)));
    }

    @Test
    void addressFamily() {
        assertProvenByEachFact(
                "address-family",
                Seen.of("tcp://chat.example:" + PORT)
                        .nic("eth0", true, "10.1.0.2/24")
                        .lookup("chat.example", SERVER6, "fd02::6")
                        .connect(SERVER6, Errno.ENETUNREACH)
                        .connect("fd02::6", Errno.ENETUNREACH));
    }

    @Test
    void localPorts() {
        assertProvenByEachFact(
                "ephemeral-ports-exhausted",
                named(SERVER, OTHER)
                        .connect(SERVER, Errno.EADDRNOTAVAIL)
                        .connect(OTHER, Errno.EADDRNOTAVAIL)
                        .fact(new Fact.PortUse(SERVER, PORT, 1, 10, 0, 10, 0, 2))
                        .fact(new Fact.PortUse(OTHER, PORT, 1, 10, 0, 10, 0, 2)));
    }

    @Test
    void localProxy() {
        assertProvenByEachFact(
                "local-proxy",
                named(SERVER, OTHER)
                        .fact(new Fact.Proxy("http_proxy", "http", "localhost", 3128))
                        .lookup("localhost", "127.0.0.1", "::1")
                        .connect(Purpose.PROXY, "127.0.0.1", 3128, Errno.ECONNREFUSED, AT_ONCE)
                        .connect(Purpose.PROXY, "::1", 3128, Errno.ECONNREFUSED, AT_ONCE)
                        .connect(SERVER, Errno.OK)
                        .connect(OTHER, Errno.OK));
    }

    @Test
    void someAddressesDead() {
        assertProvenByEachFact(
                "some-addresses-dead",
                named(SERVER, OTHER, "10.2.0.7", "10.2.0.8")
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .connect(OTHER, Errno.ECONNREFUSED)
                        .connect("10.2.0.7", Errno.OK)
                        .connect("10.2.0.8", Errno.OK)
                        .noFilter());
    }

    private static Seen asked(Seen seen, String server, LookupStatus status, String... addresses) {
        for (String type : List.of("A", "AAAA")) {
            for (String transport : List.of("udp", "tcp")) {
                List<String> found = type.equals("A") ? List.of(addresses) : List.of();
                LookupStatus said =
                        type.equals("AAAA") && status == LookupStatus.FOUND
                                ? LookupStatus.NODATA
                                : status;
                seen.fact(
                        new DnsAnswer(
                                server,
                                transport,
                                "chat.example",
                                type,
                                said,
                                found,
                                List.of(),
                                AT_ONCE));
                if (status != LookupStatus.NO_ANSWER) {
                    break;
                }
            }
        }
        return seen;
    }

    private static Seen servers(Seen seen) {
        return seen.fact(
                new Fact.NameServers(
                        List.of("10.1.0.53", "10.1.0.54"), List.of(), "/etc/resolv.conf"));
    }

    @Test
    void dnsUnreachable() {
        Seen seen = servers(named()).noFilter();
        asked(seen, "10.1.0.53", LookupStatus.NO_ANSWER);
        asked(seen, "10.1.0.54", LookupStatus.NO_ANSWER);
        assertProvenByEachFact("dns-unreachable", seen);
    }

    @Test
    void nameNotFound() {
        Seen seen = servers(named());
        asked(seen, "10.1.0.53", LookupStatus.NXDOMAIN);
        asked(seen, "10.1.0.54", LookupStatus.NXDOMAIN);
        assertProvenByEachFact("name-not-found", seen);
    }

    @Test
    void hostsOverride() {
        Seen seen = servers(named("10.2.0.77", "10.2.0.78"));
        for (String wrong : List.of("10.2.0.77", "10.2.0.78")) {
            seen.fact(new Fact.HostsEntry("/etc/hosts", 4, "chat.example", wrong))
                    .connect(wrong, Errno.SILENT);
        }
        asked(seen, "10.1.0.53", LookupStatus.FOUND, SERVER, OTHER);
        asked(seen, "10.1.0.54", LookupStatus.FOUND, SERVER, OTHER);
        seen.connect(Purpose.ALTERNATIVE, SERVER, PORT, Errno.OK, AT_ONCE)
                .connect(Purpose.ALTERNATIVE, OTHER, PORT, Errno.OK, AT_ONCE);
        assertProvenByEachFact("hosts-override", seen);
    }

    @Test
    void backlogFull() {
        var full =
                new Fact.AcceptQueues(
                        List.of(
                                new Fact.AcceptQueue("10.1.0.2", PORT, 2, 1),
                                new Fact.AcceptQueue("fd01::2", PORT, 2, 1)));
        assertProvenByEachFact(
                "backlog-full",
                named("10.1.0.2", "fd01::2")
                        .here("10.1.0.2")
                        .here("fd01::2")
                        .connect("10.1.0.2", Errno.SILENT)
                        .connect("fd01::2", Errno.SILENT)
                        .fact(full)
                        .fact(new Fact.AcceptQueues(full.queues()))
                        .noFilter());
    }
}
