package org.naze.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.naze.probe.FakeNameServer.SILENT;
import static org.naze.probe.FakeNameServer.answer;
import static org.naze.probe.FakeNameServer.finds;
import static org.naze.probe.FakeNameServer.findsOverTcp;
import static org.naze.probe.FakeNameServer.framed;
import static org.naze.probe.FakeNameServer.record;
import static org.naze.probe.FakeNameServer.says;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.naze.model.Fact;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.FakeNameServer.Behaviour;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

@Timeout(10)
class DnsClientTest {
    private static final String NAME = "www.naze.test";

    /** Long enough for an answer on loopback, too short for a second datagram. */
    private static final long SHORT_MS = 400;

    private static List<Fact.DnsAnswer> ask(
            int port, long ms, boolean tcpOnly, List<String> candidates) throws IOException {
        var facts = new ArrayList<Fact.DnsAnswer>();
        var server = DnsServer.of("127.0.0.1", port, tcpOnly);
        long start = System.nanoTime();
        new DnsClient()
                .run(List.of(new DnsSeries(server, candidates, facts::add)), Deadline.in(ms));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .as("ends in time")
                .isLessThan(ms + 300);
        return facts;
    }

    private static List<Fact.DnsAnswer> typeA(List<Fact.DnsAnswer> facts) {
        return facts.stream().filter(fact -> fact.type().equals("A")).toList();
    }

    private static Fact.DnsAnswer one(Behaviour udp, Behaviour tcp) throws IOException {
        try (var server = new FakeNameServer(udp, tcp)) {
            var facts = typeA(ask(server.port(), SHORT_MS, false, List.of(NAME)));
            assertThat(facts).hasSize(1);
            return facts.getFirst();
        }
    }

    private static LookupStatus overUdp(Behaviour udp) throws IOException {
        var fact = one(udp, SILENT);
        assertThat(fact.transport()).isEqualTo("udp");
        return fact.status();
    }

    private static Fact.DnsAnswer overTcp(Behaviour tcp) throws IOException {
        try (var server = new FakeNameServer(SILENT, tcp)) {
            var facts = typeA(ask(server.port(), SHORT_MS, true, List.of(NAME)));
            assertThat(facts).hasSize(1);
            assertThat(facts.getFirst().transport()).isEqualTo("tcp");
            return facts.getFirst();
        }
    }

    @Test
    void asksForBothFamilies() throws IOException {
        Behaviour both =
                (query, out) -> {
                    boolean four = FakeNameServer.parsed(query).getQuestion().getType() == Type.A;
                    out.send(
                            answer(
                                            query,
                                            0,
                                            four
                                                    ? record(NAME, Type.A, "192.0.2.7")
                                                    : record(NAME, Type.AAAA, "2001:db8::7"))
                                    .toWire());
                };
        try (var server = new FakeNameServer(both, SILENT)) {
            var facts = ask(server.port(), SHORT_MS, false, List.of(NAME));
            assertThat(facts)
                    .extracting(Fact.DnsAnswer::type, Fact.DnsAnswer::addresses)
                    .containsExactlyInAnyOrder(
                            tuple("A", List.of("192.0.2.7")),
                            tuple("AAAA", List.of("2001:db8::7")));
            assertThat(facts).allMatch(fact -> fact.status() == LookupStatus.FOUND);
            assertThat(facts).allMatch(fact -> fact.server().equals("127.0.0.1"));
            assertThat(facts).allMatch(fact -> fact.name().equals(NAME));
        }
    }

    @Test
    void sendsAQueryThatOthersUnderstand() throws IOException {
        var queries = new ArrayList<Message>();
        Behaviour keep =
                (query, out) -> {
                    queries.add(FakeNameServer.parsed(query));
                    finds("192.0.2.7").on(query, out);
                };
        one(keep, SILENT);
        Message query = queries.getFirst();
        assertThat(query.getQuestion().getName().toString()).isEqualTo(NAME + ".");
        assertThat(query.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(query.getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(queries).extracting(m -> m.getHeader().getID()).doesNotHaveDuplicates();
    }

    @Test
    void tellsTheResponseCodesApart() throws IOException {
        assertThat(overUdp(says(Rcode.NXDOMAIN))).isEqualTo(LookupStatus.NXDOMAIN);
        assertThat(overUdp(says(Rcode.SERVFAIL))).isEqualTo(LookupStatus.SERVFAIL);
        assertThat(overUdp(says(Rcode.REFUSED))).isEqualTo(LookupStatus.REFUSED);
        assertThat(overUdp(says(Rcode.NOERROR))).isEqualTo(LookupStatus.NODATA);
        assertThat(overUdp(says(Rcode.NOTAUTH))).isEqualTo(LookupStatus.SERVFAIL);
    }

    @Test
    void takesARefusalWithoutTheQuestion() throws IOException {
        Behaviour bare =
                (query, out) ->
                        out.send(
                                new byte[] {
                                    query[0], query[1], (byte) 0x80, 5, 0, 0, 0, 0, 0, 0, 0, 0
                                });
        assertThat(overUdp(bare)).isEqualTo(LookupStatus.REFUSED);
    }

    @Test
    void asksWithoutEdnsWhereThatIsNotUnderstood() throws IOException {
        Behaviour old =
                (query, out) -> {
                    boolean edns = FakeNameServer.parsed(query).getOPT() != null;
                    (edns ? says(Rcode.FORMERR) : finds("192.0.2.7")).on(query, out);
                };
        assertThat(overUdp(old)).isEqualTo(LookupStatus.FOUND);
        assertThat(overUdp(says(Rcode.FORMERR))).isEqualTo(LookupStatus.SERVFAIL);
    }

    @Test
    void followsAliasesInsideTheAnswer() throws IOException {
        var fact =
                one(
                        (query, out) ->
                                out.send(
                                        answer(
                                                        query,
                                                        0,
                                                        record("c.naze.test", Type.A, "192.0.2.9"),
                                                        record(
                                                                "b.naze.test",
                                                                Type.CNAME,
                                                                "C.naze.test."),
                                                        record(NAME, Type.CNAME, "b.naze.test."),
                                                        record("other.test", Type.A, "192.0.2.66"))
                                                .toWire()),
                        SILENT);
        assertThat(fact.status()).isEqualTo(LookupStatus.FOUND);
        assertThat(fact.aliases()).containsExactly("b.naze.test", "c.naze.test");
        assertThat(fact.addresses()).containsExactly("192.0.2.9");
    }

    @Test
    void saysWhereAChainEndsWithoutAnAddress() throws IOException {
        var fact =
                one(
                        (query, out) ->
                                out.send(
                                        answer(query, 0, record(NAME, Type.CNAME, "away.test."))
                                                .toWire()),
                        SILENT);
        assertThat(fact.status()).isEqualTo(LookupStatus.NODATA);
        assertThat(fact.aliases()).containsExactly("away.test");
    }

    @Test
    void keepsTheChainOfANameThatLeadsNowhere() throws IOException {
        var fact =
                one(
                        (query, out) ->
                                out.send(
                                        answer(
                                                        query,
                                                        Rcode.NXDOMAIN,
                                                        record(NAME, Type.CNAME, "gone.test."))
                                                .toWire()),
                        SILENT);
        assertThat(fact.status()).isEqualTo(LookupStatus.NXDOMAIN);
        assertThat(fact.aliases()).containsExactly("gone.test");
    }

    @Test
    void seesLoopsAndEndlessChains() throws IOException {
        Behaviour loop =
                (query, out) ->
                        out.send(
                                answer(
                                                query,
                                                0,
                                                record(NAME, Type.CNAME, "b.test."),
                                                record("b.test", Type.CNAME, NAME + "."))
                                        .toWire());
        assertThat(overUdp(loop)).isEqualTo(LookupStatus.MALFORMED);
        assertThat(overUdp(chain(17))).isEqualTo(LookupStatus.MALFORMED);
        assertThat(overUdp(chain(16))).isEqualTo(LookupStatus.FOUND);
        Behaviour self =
                (query, out) ->
                        out.send(answer(query, 0, record(NAME, Type.CNAME, NAME + ".")).toWire());
        assertThat(overUdp(self)).isEqualTo(LookupStatus.MALFORMED);
    }

    private static Behaviour chain(int length) {
        return (query, out) -> {
            var records = new Record[length + 1];
            String at = NAME;
            for (int i = 0; i < length; i++) {
                records[i] = record(at, Type.CNAME, "n" + i + ".test.");
                at = "n" + i + ".test";
            }
            records[length] = record(at, Type.A, "192.0.2.7");
            out.send(answer(query, 0, records).toWire());
        };
    }

    @Test
    void keepsSixteenAddressesOfMany() throws IOException {
        var records = new Record[2000];
        for (int i = 0; i < records.length; i++) {
            records[i] = record(NAME, Type.A, "10.0." + i / 250 + "." + (i % 250 + 1));
        }
        Behaviour huge = (query, out) -> out.send(answer(query, 0, records).toWire(65_535));
        assertThat(one(huge, SILENT).addresses()).hasSize(16);
        var fact =
                overTcp((query, out) -> out.send(framed(answer(query, 0, records).toWire(65_535))));
        assertThat(fact.addresses()).hasSize(16).startsWith("10.0.0.1", "10.0.0.2");
    }

    @Test
    void ignoresWhatIsNoAnswerToTheQuestion() throws IOException {
        assertThat(overUdp(afterJunk(DnsClientTest::otherId))).isEqualTo(LookupStatus.FOUND);
        assertThat(overUdp(afterJunk(DnsClientTest::otherQuestion))).isEqualTo(LookupStatus.FOUND);
        assertThat(overUdp(afterJunk(DnsClientTest::notAnAnswer))).isEqualTo(LookupStatus.FOUND);
        assertThat(overUdp(afterJunk(query -> new byte[0]))).isEqualTo(LookupStatus.FOUND);
        assertThat(overUdp(afterJunk(query -> new byte[] {query[0], query[1]})))
                .isEqualTo(LookupStatus.FOUND);
        assertThat(overUdp(afterJunk(query -> query))).isEqualTo(LookupStatus.FOUND);
    }

    @Test
    void saysMalformedWhereOnlyJunkCameBack() throws IOException {
        assertThat(overUdp(only(DnsClientTest::otherId))).isEqualTo(LookupStatus.MALFORMED);
        assertThat(overUdp(only(DnsClientTest::otherQuestion))).isEqualTo(LookupStatus.MALFORMED);
        assertThat(overUdp(only(DnsClientTest::notAnAnswer))).isEqualTo(LookupStatus.MALFORMED);
        assertThat(overUdp(only(query -> query))).isEqualTo(LookupStatus.MALFORMED);
        var random = new Random(7);
        assertThat(
                        overUdp(
                                only(query -> {
                                    byte[] bytes = new byte[300];
                                    random.nextBytes(bytes);
                                    return bytes;
                                })))
                .isEqualTo(LookupStatus.MALFORMED);
    }

    private interface Junk {
        byte[] of(byte[] query);
    }

    private static Behaviour only(Junk junk) {
        return (query, out) -> out.send(junk.of(query));
    }

    private static Behaviour afterJunk(Junk junk) {
        return (query, out) -> {
            out.send(junk.of(query));
            finds("192.0.2.7").on(query, out);
        };
    }

    private static byte[] otherId(byte[] query) {
        byte[] answer = FakeNameServer.found(query, "192.0.2.66").toWire();
        answer[0] ^= 1;
        return answer;
    }

    private static byte[] otherQuestion(byte[] query) {
        byte[] answer = FakeNameServer.found(query, "192.0.2.66").toWire();
        answer[13] ^= 1;
        return answer;
    }

    private static byte[] notAnAnswer(byte[] query) {
        byte[] answer = FakeNameServer.found(query, "192.0.2.66").toWire();
        answer[2] &= 0x7f;
        return answer;
    }

    @Test
    void isNotHeldUpByAFlood() throws IOException {
        Behaviour flood =
                (query, out) -> {
                    for (int i = 0; i < 20_000; i++) {
                        out.send(otherId(query));
                    }
                };
        assertThat(overUdp(flood)).isEqualTo(LookupStatus.MALFORMED);
    }

    @Test
    void takesNoAnswerFromAnotherPort() throws IOException {
        try (var elsewhere = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var listens = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var thread =
                    new Thread(() -> {
                        try {
                            answerFrom(elsewhere, listens);
                        } catch (IOException e) {
                            // Closed: the test is over.
                        }
                    });
            thread.setDaemon(true);
            thread.start();
            var facts = typeA(ask(listens.getLocalPort(), SHORT_MS, false, List.of(NAME)));
            assertThat(facts)
                    .extracting(Fact.DnsAnswer::status)
                    .containsExactly(LookupStatus.NO_ANSWER);
        }
    }

    private static void answerFrom(DatagramSocket elsewhere, DatagramSocket listens)
            throws IOException {
        var packet = new DatagramPacket(new byte[512], 512);
        while (!listens.isClosed()) {
            listens.receive(packet);
            byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
            byte[] answer = FakeNameServer.found(query, "192.0.2.66").toWire();
            elsewhere.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
    }

    @Test
    void survivesPointersThatTurnInACircle() throws IOException {
        // The answer's name is a pointer to itself (offset 12 + 15 + 4 behind the question).
        Behaviour self = (query, out) -> out.send(withName(query, 0xc0, 31));
        assertThat(overUdp(self)).isEqualTo(LookupStatus.MALFORMED);
        Behaviour forward = (query, out) -> out.send(withName(query, 0xc0, 33));
        assertThat(overUdp(forward)).isEqualTo(LookupStatus.MALFORMED);
        Behaviour beyond = (query, out) -> out.send(withName(query, 0xff, 0xff));
        assertThat(overUdp(beyond)).isEqualTo(LookupStatus.MALFORMED);
        Behaviour reserved = (query, out) -> out.send(withName(query, 0x80, 12));
        assertThat(overUdp(reserved)).isEqualTo(LookupStatus.MALFORMED);
        Behaviour right = (query, out) -> out.send(withName(query, 0xc0, 12));
        assertThat(overUdp(right)).isEqualTo(LookupStatus.FOUND);
    }

    /** An A record behind the question whose name is the given two bytes. */
    private static byte[] withName(byte[] query, int high, int low) {
        byte[] head = answer(query, 0).toWire();
        byte[] type =
                FakeNameServer.parsed(query).getQuestion().getType() == Type.A
                        ? new byte[] {0, 1}
                        : new byte[] {0, 28};
        byte[] tail = {
            (byte) high, (byte) low, type[0], type[1], 0, 1, 0, 0, 0, 9, 0, 4, 1, 2, 3, 4
        };
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        all[7] = 1;
        return all;
    }

    @Test
    void fetchesATruncatedAnswerOverTcp() throws IOException {
        Behaviour truncated = (query, out) -> out.send(cut(answer(query, 0)));
        var whole = one(truncated, findsOverTcp("192.0.2.7"));
        assertThat(whole.transport()).isEqualTo("tcp");
        assertThat(whole.status()).isEqualTo(LookupStatus.FOUND);
    }

    private static byte[] cut(Message message) {
        message.getHeader().setFlag(Flags.TC);
        return message.toWire();
    }

    @Test
    void saysWhatUdpBroughtWhereTcpThenFails() throws IOException {
        Behaviour empty = (query, out) -> out.send(cut(answer(query, 0)));
        try (var server = new FakeNameServer(empty, SILENT)) {
            assertThat(typeA(ask(server.port(), SHORT_MS, false, List.of(NAME))))
                    .extracting(Fact.DnsAnswer::transport, Fact.DnsAnswer::status)
                    .containsExactly(
                            tuple("udp", LookupStatus.MALFORMED),
                            tuple("tcp", LookupStatus.NO_ANSWER));
        }
        Behaviour some = (query, out) -> out.send(cut(FakeNameServer.found(query, "192.0.2.7")));
        try (var server = new FakeNameServer(some, SILENT)) {
            assertThat(typeA(ask(server.port(), SHORT_MS, false, List.of(NAME))))
                    .extracting(Fact.DnsAnswer::transport, Fact.DnsAnswer::status)
                    .containsExactly(
                            tuple("udp", LookupStatus.FOUND), tuple("tcp", LookupStatus.NO_ANSWER));
        }
    }

    @Test
    void asksOverTcpAlone() throws IOException {
        var fact = overTcp(findsOverTcp("192.0.2.7"));
        assertThat(fact.status()).isEqualTo(LookupStatus.FOUND);
        assertThat(fact.addresses()).containsExactly("192.0.2.7");
        assertThat(
                        overTcp((query, out) ->
                                        out.send(framed(answer(query, Rcode.REFUSED).toWire())))
                                .status())
                .isEqualTo(LookupStatus.REFUSED);
    }

    @Test
    void takesAnAnswerInPieces() throws IOException {
        Behaviour pieces =
                (query, out) -> {
                    for (byte b : framed(FakeNameServer.found(query, "192.0.2.7").toWire())) {
                        out.send(new byte[] {b});
                    }
                };
        assertThat(overTcp(pieces).status()).isEqualTo(LookupStatus.FOUND);
    }

    @Test
    void survivesAStreamThatIsNoAnswer() throws IOException {
        Behaviour broken =
                (query, out) -> {
                    byte[] whole = framed(FakeNameServer.found(query, "192.0.2.7").toWire());
                    out.send(Arrays.copyOf(whole, whole.length - 3));
                };
        assertThat(overTcp(broken).status()).isEqualTo(LookupStatus.MALFORMED);
        assertThat(overTcp((query, out) -> out.send(new byte[] {0})).status())
                .isEqualTo(LookupStatus.MALFORMED);
        assertThat(overTcp((query, out) -> out.send(new byte[] {0, 0})).status())
                .isEqualTo(LookupStatus.MALFORMED);
        assertThat(overTcp((query, out) -> out.send(new byte[] {0, 1, 7})).status())
                .isEqualTo(LookupStatus.MALFORMED);
        assertThat(
                        overTcp((query, out) ->
                                        out.send(
                                                "HTTP/1.1 400 Bad Request\r\n\r\n"
                                                        .getBytes(US_ASCII)))
                                .status())
                .isEqualTo(LookupStatus.MALFORMED);
        assertThat(overTcp((query, out) -> out.send(framed(otherId(query)))).status())
                .isEqualTo(LookupStatus.MALFORMED);
        assertThat(overTcp((query, out) -> out.send(framed(otherQuestion(query)))).status())
                .isEqualTo(LookupStatus.MALFORMED);
        assertThat(overTcp((query, out) -> out.send(framed(cut(answer(query, 0))))).status())
                .isEqualTo(LookupStatus.MALFORMED);
    }

    @Test
    void saysNoAnswerWhereTheStreamEndsAtOnce() throws IOException {
        assertThat(overTcp(SILENT).status()).isEqualTo(LookupStatus.NO_ANSWER);
    }

    @Test
    void isNotHeldUpByADrip() throws IOException {
        var over = new CountDownLatch(1);
        Behaviour drip =
                (query, out) -> {
                    for (byte b : framed(FakeNameServer.found(query, "192.0.2.7").toWire())) {
                        out.send(new byte[] {b});
                        if (awaited(over)) {
                            return;
                        }
                    }
                };
        assertThat(overTcp(drip).status()).isEqualTo(LookupStatus.NO_ANSWER);
        over.countDown();
    }

    /** A second passes, or the test ends. */
    private static boolean awaited(CountDownLatch over) {
        try {
            return over.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void seesThatNothingListens() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(typeA(ask(closed, SHORT_MS, false, List.of(NAME))))
                .extracting(Fact.DnsAnswer::transport, Fact.DnsAnswer::status)
                .containsExactly(
                        tuple("udp", LookupStatus.NOT_LISTENING),
                        tuple("tcp", LookupStatus.NOT_LISTENING));
    }

    @Test
    void asksOverTcpWhereUdpIsSilent() throws IOException {
        try (var server = new FakeNameServer(SILENT, findsOverTcp("192.0.2.7"))) {
            assertThat(typeA(ask(server.port(), 1300, false, List.of(NAME))))
                    .extracting(Fact.DnsAnswer::transport, Fact.DnsAnswer::status)
                    .containsExactly(
                            tuple("udp", LookupStatus.NO_ANSWER), tuple("tcp", LookupStatus.FOUND));
            assertThat(server.udpQueries).hasValue(4);
        }
    }

    @Test
    void sendsOnceMoreAfterASecond() throws IOException {
        var seen = new ArrayList<Integer>();
        Behaviour lossy =
                (query, out) -> {
                    int id = FakeNameServer.parsed(query).getHeader().getID();
                    if (seen.contains(id)) {
                        finds("192.0.2.7").on(query, out);
                    }
                    seen.add(id);
                };
        try (var server = new FakeNameServer(lossy, SILENT)) {
            var facts = typeA(ask(server.port(), 2000, false, List.of(NAME)));
            assertThat(facts).hasSize(1);
            assertThat(facts.getFirst().status()).isEqualTo(LookupStatus.FOUND);
            assertThat(facts.getFirst().transport()).isEqualTo("udp");
            assertThat(facts.getFirst().micros()).isBetween(1_000_000L, 1_300_000L);
        }
    }

    @Test
    void goesThroughTheCandidatesUntilOneIsFound() throws IOException {
        Behaviour second =
                (query, out) -> {
                    String name = FakeNameServer.parsed(query).getQuestion().getName().toString();
                    (name.equals("www.b.test.") ? finds("192.0.2.7") : says(Rcode.NXDOMAIN))
                            .on(query, out);
                };
        try (var server = new FakeNameServer(second, SILENT)) {
            var facts =
                    ask(server.port(), SHORT_MS, false, List.of("www.a.test", "www.b.test", "www"));
            assertThat(typeA(facts))
                    .extracting(Fact.DnsAnswer::name, Fact.DnsAnswer::status)
                    .containsExactly(
                            tuple("www.a.test", LookupStatus.NXDOMAIN),
                            tuple("www.b.test", LookupStatus.FOUND));
        }
    }

    @Test
    void stopsAtOnceAndWithoutAWord() throws Exception {
        var facts = new ArrayList<Fact.DnsAnswer>();
        var client = new DnsClient();
        try (var server = new FakeNameServer(SILENT, SILENT)) {
            var at = DnsServer.of("127.0.0.1", server.port(), false);
            client.stop();
            client.run(List.of(new DnsSeries(at, List.of(NAME), facts::add)), Deadline.in(9000));
        }
        assertThat(facts).isEmpty();
    }
}
