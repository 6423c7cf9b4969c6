package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.probe.FakeNameServer.SILENT;
import static org.naze.probe.FakeNameServer.finds;
import static org.naze.probe.FakeNameServer.findsOverTcp;
import static org.naze.probe.FakeNameServer.says;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.SystemResolver.Resolved;
import org.xbill.DNS.Rcode;

@Timeout(20)
class NameProbeTest {
    private static final String NAME = "www.naze.test";

    @TempDir Path root;
    private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void configuration() throws IOException {
        Files.createDirectory(root.resolve("etc"));
        servers("127.0.0.1");
    }

    private void servers(String... servers) throws IOException {
        Files.writeString(
                root.resolve("etc/resolv.conf"),
                "nameserver " + String.join("\nnameserver ", servers) + "\n");
    }

    @AfterEach
    void freeTheStuck() {
        over.countDown();
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("naze-name-servers");
    }

    /** A system's resolver that says nothing while the test lasts. */
    private Resolved stuck(String host) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Resolved(LookupStatus.FAILED, List.of());
    }

    private static SystemResolver found(String... addresses) {
        var all = List.of(addresses).stream().map(Addresses::of).toList();
        return host -> new Resolved(LookupStatus.FOUND, all);
    }

    private static SystemResolver failed(LookupStatus status) {
        return host -> new Resolved(status, List.of());
    }

    private Names resolve(String host, SystemResolver system, int port) {
        return new NameProbe(root, system, port).resolve(host, Deadline.in(10_000), facts::add);
    }

    private <F extends Fact> List<F> all(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Fact.SystemLookup systemLookup() {
        assertThat(all(Fact.SystemLookup.class)).hasSize(1);
        return all(Fact.SystemLookup.class).getFirst();
    }

    private static List<String> texts(Names names) {
        return names.addresses().stream().map(Addresses::text).toList();
    }

    private static long millis(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    @Test
    void returnsAtOnceWhatTheSystemSays() throws IOException {
        try (var server = new FakeNameServer(SILENT, SILENT)) {
            long start = System.nanoTime();
            Names names = resolve(NAME, found("192.0.2.7", "2001:db8::7"), server.port());
            assertThat(texts(names)).containsExactly("192.0.2.7", "2001:db8::7");
            names.finish(Deadline.in(0));
            assertThat(millis(start)).isLessThan(1000);
            assertThat(systemLookup().status()).isEqualTo(LookupStatus.FOUND);
            assertThat(systemLookup().addresses()).containsExactly("192.0.2.7", "2001:db8::7");
            assertThat(all(Fact.DnsAnswer.class)).isEmpty();
        }
    }

    @Test
    void gathersWhatTheServersSayUntilTheEnd() throws IOException {
        try (var server = new FakeNameServer(finds("192.0.2.66"), SILENT)) {
            Names names = resolve(NAME, found("192.0.2.7"), server.port());
            names.finish(Deadline.in(5000));
            assertThat(texts(names)).containsExactly("192.0.2.7");
            assertThat(all(Fact.NameServers.class).getFirst().servers())
                    .containsExactly("127.0.0.1");
            assertThat(all(Fact.DnsAnswer.class))
                    .anyMatch(answer -> answer.addresses().equals(List.of("192.0.2.66")));
        }
    }

    @Test
    void notesNothingAfterTheEnd() throws IOException {
        try (var server = new FakeNameServer(SILENT, SILENT)) {
            Names names = resolve(NAME, found("192.0.2.7"), server.port());
            names.finish(Deadline.in(0));
            int before = facts.size();
            names.finish(Deadline.in(100));
            assertThat(facts).hasSize(before);
        }
    }

    /** The system would not ask by TCP, so that its clients get nothing. */
    @Test
    void whatASilentServerSaysByTcpCountsForNothing() throws IOException {
        try (var server = new FakeNameServer(SILENT, findsOverTcp("192.0.2.7"))) {
            Names names = resolve(NAME, this::stuck, server.port());
            names.finish(Deadline.in(0));
            assertThat(texts(names)).isEmpty();
            assertThat(all(Fact.DnsAnswer.class))
                    .anyMatch(answer -> answer.addresses().equals(List.of("192.0.2.7")));
        }
    }

    @Test
    void notesTheHostsFile() throws IOException {
        Files.writeString(root.resolve("etc/hosts"), "192.0.2.8 " + NAME + "\n");
        try (var server = new FakeNameServer(finds("192.0.2.7"), SILENT)) {
            resolve(NAME, found("192.0.2.8"), server.port()).finish(Deadline.in(5000));
        }
        assertThat(all(Fact.HostsEntry.class))
                .extracting(Fact.HostsEntry::address)
                .containsExactly("192.0.2.8");
    }

    @Test
    void waitsForTheServersWhereTheSystemFails() throws IOException {
        try (var server = new FakeNameServer(says(Rcode.NXDOMAIN), SILENT)) {
            Names names = resolve(NAME, failed(LookupStatus.NXDOMAIN), server.port());
            assertThat(names.addresses()).isEmpty();
            assertThat(systemLookup().status()).isEqualTo(LookupStatus.NXDOMAIN);
            assertThat(all(Fact.DnsAnswer.class))
                    .hasSize(2)
                    .allMatch(answer -> answer.status() == LookupStatus.NXDOMAIN);
            names.finish(Deadline.in(0));
        }
    }

    @Test
    void tellsInTimeThatEveryServerIsSilent() throws IOException {
        try (var server = new FakeNameServer(SILENT, SILENT)) {
            long start = System.nanoTime();
            Names names = resolve(NAME, this::stuck, server.port());
            assertThat(millis(start)).isBetween(2200L, 2500L);
            assertThat(names.addresses()).isEmpty();
            assertThat(systemLookup().status()).isEqualTo(LookupStatus.NO_ANSWER);
            assertThat(all(Fact.DnsAnswer.class))
                    .hasSize(4)
                    .allMatch(answer -> answer.status() == LookupStatus.NO_ANSWER);
            names.finish(Deadline.in(0));
            assertThat(millis(start)).isLessThan(2600);
        }
    }

    @Test
    void goesByTheServersWhereTheSystemIsStuck() throws IOException {
        servers("127.0.0.2", "127.0.0.1");
        try (var second = new FakeNameServer(finds("192.0.2.7"), SILENT);
                var first = new FakeNameServer("127.0.0.2", second.port(), SILENT, SILENT)) {
            Names names = resolve(NAME, this::stuck, first.port());
            assertThat(texts(names)).containsExactly("192.0.2.7");
            assertThat(all(Fact.SystemLookup.class)).isEmpty();
            names.finish(Deadline.in(0));
            assertThat(systemLookup().status()).isEqualTo(LookupStatus.NO_ANSWER);
        }
    }

    @Test
    void notesALateAnswerOfTheSystem() throws Exception {
        var answered = new CountDownLatch(1);
        SystemResolver late =
                host -> {
                    stuck(host);
                    answered.countDown();
                    return found("192.0.2.7").resolve(host);
                };
        servers("127.0.0.2", "127.0.0.1");
        try (var second = new FakeNameServer(finds("192.0.2.7"), SILENT);
                var first = new FakeNameServer("127.0.0.2", second.port(), SILENT, SILENT)) {
            Names names = resolve(NAME, late, first.port());
            over.countDown();
            assertThat(answered.await(5, TimeUnit.SECONDS)).isTrue();
            Thread system = thread("naze-system-resolver");
            if (system != null) {
                system.join();
            }
            names.finish(Deadline.in(0));
            assertThat(systemLookup().status()).isEqualTo(LookupStatus.FOUND);
            assertThat(systemLookup().micros()).isGreaterThan(2_000_000);
        }
    }

    private static @org.jspecify.annotations.Nullable Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny()
                .orElse(null);
    }

    @Test
    void asksNobodyForNumbers() {
        Names names = resolve("192.0.2.7", this::stuck, 1);
        assertThat(texts(names)).containsExactly("192.0.2.7");
        assertThat(texts(resolve("2001:db8::7", this::stuck, 1))).containsExactly("2001:db8::7");
        assertThat(facts).isEmpty();
        names.finish(Deadline.in(0));
    }

    @Test
    void survivesAZoneThatIsNotHere() throws IOException {
        assertThat(resolve("fe80::1%nowhere", this::stuck, 1).addresses()).isEmpty();
        assertThat(systemLookup().status()).isEqualTo(LookupStatus.FAILED);
        facts.clear();
        servers("fe80::1%nowhere");
        resolve(NAME, found("192.0.2.7"), 1).finish(Deadline.in(5000));
        assertThat(all(Fact.DnsAnswer.class))
                .extracting(Fact.DnsAnswer::status)
                .containsExactly(LookupStatus.UNREACHABLE);
    }

    @Test
    void asksNoNameServerForLocalhost() throws IOException {
        Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n");
        try (var server = new FakeNameServer(finds("192.0.2.66"), SILENT)) {
            resolve("localhost", found("127.0.0.1"), server.port()).finish(Deadline.in(1000));
            resolve("a.localhost.", found("127.0.0.1"), server.port()).finish(Deadline.in(1000));
            resolve("127.1", found("127.0.0.1"), server.port()).finish(Deadline.in(1000));
            assertThat(server.udpQueries).hasValue(0);
        }
        assertThat(all(Fact.HostsEntry.class)).hasSize(1);
        assertThat(all(Fact.NameServers.class)).isEmpty();
    }

    @Test
    void survivesWhatIsNoName() {
        var system = new JvmResolver();
        for (String host : List.of("a".repeat(64) + ".test", "a..test", "a".repeat(255), " ", "")) {
            facts.clear();
            Names names = resolve(host, system, 1);
            names.finish(Deadline.in(0));
            assertThat(names.addresses()).isEmpty();
            assertThat(systemLookup().status()).isIn(LookupStatus.NXDOMAIN, LookupStatus.FAILED);
            assertThat(all(Fact.DnsAnswer.class)).isEmpty();
        }
    }

    @Test
    void survivesAResolverThatThrows() throws IOException {
        SystemResolver broken =
                host -> {
                    throw new IllegalStateException("broken");
                };
        try (var server = new FakeNameServer(says(Rcode.REFUSED), SILENT)) {
            resolve(NAME, broken, server.port()).finish(Deadline.in(0));
        }
        assertThat(systemLookup().status()).isEqualTo(LookupStatus.FAILED);
    }

    @Test
    void keepsEightAddressesAndBothFamilies() {
        var many = new ArrayList<InetAddress>();
        for (int i = 1; i <= 20; i++) {
            many.add(Addresses.of("192.0.2." + i));
        }
        SystemResolver system = host -> new Resolved(LookupStatus.FOUND, many);
        Names names = resolve("localhost", system, 1);
        assertThat(names.addresses()).isEqualTo(many.subList(0, 8));
        assertThat(names.cut()).isEqualTo(12);
        many.add(Addresses.of("2001:db8::1"));
        names = resolve("localhost", system, 1);
        assertThat(texts(names)).hasSize(8).startsWith("192.0.2.1").endsWith("2001:db8::1");
        assertThat(names.cut()).isEqualTo(13);
    }

    @Test
    void asksEachServerOnceWhereOneIsListedTwice() throws IOException {
        servers("127.0.0.1", "127.0.0.1");
        try (var server = new FakeNameServer(finds("192.0.2.7"), SILENT)) {
            resolve(NAME, found("192.0.2.7"), server.port()).finish(Deadline.in(5000));
            assertThat(server.udpQueries).hasValue(2);
        }
    }

    @Test
    void returnsWhenTheCallerHasNoMoreTime() throws IOException {
        try (var server = new FakeNameServer(SILENT, SILENT)) {
            long start = System.nanoTime();
            Names names =
                    new NameProbe(root, this::stuck, server.port())
                            .resolve(NAME, Deadline.in(300), facts::add);
            names.finish(Deadline.in(0));
            assertThat(millis(start)).isBetween(250L, 700L);
            assertThat(names.addresses()).isEmpty();
        }
    }
}
