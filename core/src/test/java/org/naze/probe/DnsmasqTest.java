package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;

/** Against a real name server: dnsmasq, which has to be installed (Debian: dnsmasq-base). */
@Timeout(20)
class DnsmasqTest {
    private static Process dnsmasq;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var command =
                new ArrayList<>(
                        List.of(
                                "dnsmasq",
                                "--no-daemon",
                                "--conf-file=/dev/null",
                                "--pid-file=",
                                "--log-facility=-",
                                "--port=" + port,
                                "--listen-address=127.0.0.1",
                                "--bind-interfaces",
                                "--no-resolv",
                                "--no-hosts",
                                "--local=/naze.test/",
                                "--host-record=both.naze.test,192.0.2.7,2001:db8::7",
                                "--host-record=four.naze.test,192.0.2.4",
                                "--cname=alias.naze.test,second.naze.test",
                                "--cname=second.naze.test,four.naze.test"));
        for (int i = 1; i <= 120; i++) {
            command.add("--host-record=many.naze.test,198.51.100." + i);
        }
        dnsmasq = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = dnsmasq.inputReader();
        String line = said.readLine();
        while (!line.contains("started")) {
            line = Objects.requireNonNull(said.readLine(), "dnsmasq did not start: " + line);
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        dnsmasq.destroy();
        dnsmasq.waitFor();
    }

    private static List<Fact.DnsAnswer> ask(String name, boolean tcpOnly) throws IOException {
        var facts = new ArrayList<Fact.DnsAnswer>();
        var server = DnsServer.of("127.0.0.1", port, tcpOnly);
        new DnsClient()
                .run(List.of(new DnsSeries(server, List.of(name), facts::add)), Deadline.in(2300));
        facts.sort(java.util.Comparator.comparing(Fact.DnsAnswer::type));
        return facts;
    }

    @Test
    void findsBothFamilies() throws IOException {
        assertThat(ask("both.naze.test", false))
                .extracting(
                        Fact.DnsAnswer::transport,
                        Fact.DnsAnswer::type,
                        Fact.DnsAnswer::status,
                        Fact.DnsAnswer::addresses)
                .containsExactly(
                        tuple("udp", "A", LookupStatus.FOUND, List.of("192.0.2.7")),
                        tuple("udp", "AAAA", LookupStatus.FOUND, List.of("2001:db8::7")));
        assertThat(ask("BOTH.naze.TEST", true))
                .extracting(Fact.DnsAnswer::transport, Fact.DnsAnswer::type, Fact.DnsAnswer::status)
                .containsExactly(
                        tuple("tcp", "A", LookupStatus.FOUND),
                        tuple("tcp", "AAAA", LookupStatus.FOUND));
    }

    @Test
    void tellsNoRecordFromNoName() throws IOException {
        assertThat(ask("four.naze.test", false))
                .extracting(Fact.DnsAnswer::status)
                .containsExactly(LookupStatus.FOUND, LookupStatus.NODATA);
        assertThat(ask("nowhere.naze.test", false))
                .extracting(Fact.DnsAnswer::status)
                .containsExactly(LookupStatus.NXDOMAIN, LookupStatus.NXDOMAIN);
        assertThat(ask("elsewhere.example", false))
                .extracting(Fact.DnsAnswer::status)
                .containsExactly(LookupStatus.REFUSED, LookupStatus.REFUSED);
    }

    @Test
    void followsAliases() throws IOException {
        Fact.DnsAnswer answer = ask("alias.naze.test", false).getFirst();
        assertThat(answer.aliases()).containsExactly("second.naze.test", "four.naze.test");
        assertThat(answer.addresses()).containsExactly("192.0.2.4");
    }

    @Test
    void fetchesALongAnswerOverTcp() throws IOException {
        Fact.DnsAnswer answer = ask("many.naze.test", false).getFirst();
        assertThat(answer.transport()).isEqualTo("tcp");
        assertThat(answer.status()).isEqualTo(LookupStatus.FOUND);
        assertThat(answer.addresses()).hasSize(16);
    }
}
