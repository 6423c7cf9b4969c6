package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.probe.FakeNameServer.SILENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Evidence;
import org.naze.model.Fact;
import org.naze.model.Fact.DnsAnswer;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.NearName;
import org.naze.model.TargetParser;
import org.naze.model.Vantage;
import org.naze.probe.FakeNameServer.Behaviour;
import org.xbill.DNS.Rcode;

@Timeout(20)
class NearNameProbeTest {
    private static final String NOBODY = "";

    @TempDir Path root;
    private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> asked = new ConcurrentSkipListSet<>();

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("home/me/.ssh"));
    }

    /** A server that gives each name the address that the function has for it, or none. */
    private Behaviour knows(UnaryOperator<String> addresses) {
        return (query, out) -> {
            String name = FakeNameServer.parsed(query).getQuestion().getName().toString(true);
            asked.add(name);
            String address = addresses.apply(name);
            out.send(
                    address.isEmpty()
                            ? FakeNameServer.answer(query, Rcode.NXDOMAIN).toWire()
                            : FakeNameServer.found(query, address).toWire());
        };
    }

    private static UnaryOperator<String> only(String known) {
        return name -> name.equals(known) ? "192.0.2.7" : NOBODY;
    }

    private static Evidence missing(String host, String server, LookupStatus status) {
        var answer = new DnsAnswer(server, "udp", host, "A", status, List.of(), List.of(), 1);
        return new Evidence(
                TargetParser.parse("tcp://" + host + ":1"),
                0,
                List.of(new Evidence.Entry("f1", Vantage.CLIENT, 0, answer)));
    }

    private List<NearName> look(String host, Behaviour behaviour) throws IOException {
        try (var server = new FakeNameServer(behaviour, SILENT)) {
            var known = new KnownNames(root, "/home/me");
            new NearNameProbe(known, server.port(), facts::add)
                    .look(missing(host, "127.0.0.1", LookupStatus.NXDOMAIN), Deadline.in(5000));
        }
        return facts.stream().map(NearName.class::cast).toList();
    }

    @Test
    void notesANameThatTheServerKnowsAndThatItKnowsNoOtherBesideIt() throws IOException {
        List<NearName> near = look("chta.naze.test", knows(only("chat.naze.test")));
        assertThat(near).hasSize(1);
        assertThat(near.getFirst().name()).isEqualTo("chat.naze.test");
        assertThat(near.getFirst().source()).isEqualTo("127.0.0.1");
        assertThat(near.getFirst().addresses()).containsExactly("192.0.2.7");
        assertThat(near.getFirst().sibling()).endsWith(".naze.test").isNotEqualTo("chat.naze.test");
        assertThat(near.getFirst().siblingStatus()).isEqualTo(LookupStatus.NXDOMAIN);
    }

    @Test
    void aServerThatMakesUpAddressesIsFoundOut() throws IOException {
        List<NearName> near =
                look(
                        "chta.naze.test",
                        knows(n -> n.equals("chta.naze.test") ? NOBODY : "192.0.2.1"));
        assertThat(near).isNotEmpty();
        assertThat(near).allMatch(n -> n.siblingStatus() == LookupStatus.FOUND);
    }

    @Test
    void soIsOneThatDoesSoForWebSitesAlone() throws IOException {
        List<NearName> near =
                look("kalin.test", knows(n -> n.startsWith("www.") ? "192.0.2.1" : NOBODY));
        assertThat(near).extracting(NearName::name).containsExactly("www.kalin.test");
        assertThat(near.getFirst().siblingStatus()).isEqualTo(LookupStatus.FOUND);
    }

    @Test
    void asksForFewNames() throws IOException {
        look("a-rather-long-label.with.many.domains.naze.test", knows(name -> NOBODY));
        assertThat(asked).hasSizeBetween(10, NearNameProbe.MOST);
        asked.clear();
        look("chta.naze.test", knows(name -> name.contains("naze.test") ? "192.0.2.1" : NOBODY));
        assertThat(asked).hasSizeBetween(10, NearNameProbe.MOST);
    }

    @Test
    void aBlockedNameIsNoneToGoTo() throws IOException {
        assertThat(
                        look(
                                "chta.naze.test",
                                knows(n -> n.equals("chat.naze.test") ? "0.0.0.0" : NOBODY)))
                .isEmpty();
    }

    @Test
    void namesOfTheHostsFileNeedNoServer() throws IOException {
        Files.writeString(
                root.resolve("etc/hosts"),
                "192.0.2.9 kraken.test kraken # here\n192.0.2.8 far.test\nx kracken2.test\n");
        List<NearName> near = look("kracken.test", knows(name -> NOBODY));
        assertThat(near).hasSize(1);
        assertThat(near.getFirst().name()).isEqualTo("kraken.test");
        assertThat(near.getFirst().addresses()).containsExactly("192.0.2.9");
        assertThat(near.getFirst().sibling()).isNull();
        assertThat(near.getFirst().source()).isEqualTo(root.resolve("etc/hosts").toString());
    }

    @Test
    void namesThatSshKnowsAreAskedForFirst() throws IOException {
        Files.writeString(
                root.resolve("home/me/.ssh/known_hosts"),
                """
                |1|c2FsdA==|aGFzaA== ssh-ed25519 AAAA
                [zenobia.corp.test]:2222,192.0.2.3 ssh-ed25519 AAAA
                @revoked other.test ssh-rsa AAAA
                """);
        assertThat(look("zenobia", knows(only("zenobia.corp.test"))))
                .extracting(NearName::name)
                .containsExactly("zenobia.corp.test");
        assertThat(asked).doesNotContain("other.test");
    }

    @Test
    void nobodyIsAskedWhereAServerKnowsTheNameOrNoneAnswers() throws IOException {
        for (LookupStatus status : List.of(LookupStatus.FOUND, LookupStatus.NO_ANSWER)) {
            try (var server = new FakeNameServer(knows(name -> "192.0.2.1"), SILENT)) {
                new NearNameProbe(new KnownNames(root, null), server.port(), facts::add)
                        .look(missing("chta.naze.test", "127.0.0.1", status), Deadline.in(5000));
            }
        }
        assertThat(asked).isEmpty();
        assertThat(facts).isEmpty();
    }

    @Test
    void aServerThatFallsSilentCostsNoMoreThanTheDeadline() throws IOException {
        try (var server = new FakeNameServer(SILENT, SILENT)) {
            new NearNameProbe(new KnownNames(root, null), server.port(), facts::add)
                    .look(missing("chta.test", "127.0.0.1", LookupStatus.NODATA), Deadline.in(100));
        }
        assertThat(facts).isEmpty();
    }
}
