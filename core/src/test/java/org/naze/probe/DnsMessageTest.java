package org.naze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.naze.probe.FakeNameServer.answer;
import static org.naze.probe.FakeNameServer.record;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.naze.model.Fact.LookupStatus;
import org.naze.probe.DnsQuestion.RecordType;
import org.xbill.DNS.Type;

class DnsMessageTest {
    private static final int ID = 0x4e5a;
    private static final int ROUNDS = 200_000;

    /** What is fuzzed: takes a message, and throws nothing. */
    private interface Reader {
        DnsReply read(byte[] message);
    }

    private static DnsQuestion question(RecordType type) {
        var server = DnsServer.of("127.0.0.1", 53, false);
        return new DnsQuestion(server, "www.naze.test", DnsMessage.name("www.naze.test"), type);
    }

    private static byte[] query(RecordType type) {
        ByteBuffer query = DnsMessage.query(ID, question(type), true);
        byte[] bytes = new byte[query.remaining()];
        query.get(bytes);
        return bytes;
    }

    private static byte[] valid() {
        return answer(
                        query(RecordType.A),
                        0,
                        record("www.naze.test", Type.CNAME, "a.naze.test."),
                        record("a.naze.test", Type.CNAME, "b.naze.test."),
                        record("b.naze.test", Type.TXT, "text"),
                        record("b.naze.test", Type.A, "192.0.2.7"),
                        record("b.naze.test", Type.A, "192.0.2.8"))
                .toWire();
    }

    private static DnsReply read(byte[] message) {
        return DnsMessage.read(message, ID, question(RecordType.A));
    }

    @Test
    void readsWhatAnotherCodecWrote() {
        assertThat(read(valid()).status()).isEqualTo(LookupStatus.FOUND);
        assertThat(read(valid()).addresses()).containsExactly("192.0.2.7", "192.0.2.8");
        assertThat(read(valid()).aliases()).containsExactly("a.naze.test", "b.naze.test");
    }

    @Test
    void survivesEveryTruncation() {
        byte[] whole = valid();
        for (int length = 0; length < whole.length; length++) {
            DnsReply reply = read(Arrays.copyOf(whole, length));
            assertThat(reply.status()).as("cut to %d", length).isEqualTo(LookupStatus.MALFORMED);
        }
    }

    @Test
    void survivesMutations() {
        fuzz(DnsMessageTest::read, new Random().nextLong());
    }

    /** A fuzz target that finds nothing when there is something proves nothing. */
    @Test
    void findsAPlantedFault() {
        assertThatThrownBy(() -> fuzz(DnsMessageTest::readTrusting, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 1, round ");
    }

    /** Trusts the number of answers and the lengths, as a careless reader would. */
    private static DnsReply readTrusting(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        int answers = Short.toUnsignedInt(in.getShort(6));
        in.position(31);
        for (int i = 0; i < answers; i++) {
            in.position(in.position() + 10);
            in.position(in.position() + 2 + Short.toUnsignedInt(in.getShort()));
        }
        return DnsReply.of(LookupStatus.FOUND);
    }

    private static void fuzz(Reader reader, long seed) {
        var random = new Random(seed);
        byte[] valid = valid();
        long start = cpuNanos();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] message = mutated(valid, random);
            try {
                DnsReply reply = reader.read(message);
                assertThat(reply.addresses().size()).isLessThanOrEqualTo(16);
                assertThat(reply.aliases().size()).isLessThanOrEqualTo(16);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
        assertThat(Duration.ofNanos(cpuNanos() - start))
                .as("seed %d", seed)
                .isLessThan(Duration.ofSeconds(20));
    }

    /** This thread's time on a processor: how busy the machine is otherwise must not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Some bytes changed; the id mostly left alone, or nothing behind it would be reached. */
    private static byte[] mutated(byte[] valid, Random random) {
        byte[] message = Arrays.copyOf(valid, valid.length - (random.nextInt(4) == 0 ? 5 : 0));
        int from = random.nextInt(8) == 0 ? 0 : 4;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = from + random.nextInt(message.length - from);
            message[at] =
                    switch (random.nextInt(3)) {
                        case 0 -> (byte) random.nextInt(256);
                        case 1 -> (byte) (message[at] ^ 1 << random.nextInt(8));
                        default -> (byte) (0xc0 | random.nextInt(4));
                    };
        }
        return message;
    }

    /**
     * As many records as fit, each name a pointer to a pointer to a pointer …: 8,000 hops a name.
     */
    @Test
    void readsTheMostCostlyMessageFast() {
        byte[] message = Arrays.copyOf(answer(query(RecordType.A), 0).toWire(), 65_535);
        message[6] = (byte) 0xff;
        message[7] = (byte) 0xff;
        ByteBuffer out = ByteBuffer.wrap(message).position(31);
        // A TXT record full of pointers, each to the one before, the first to the question's name.
        out.putShort((short) 0xc00c).putShort((short) 16).putShort((short) 1).putInt(0);
        out.putShort((short) 16_000);
        int before = 12;
        for (int i = 0; i < 8000; i++) {
            int at = out.position();
            out.putShort((short) (0xc000 | before));
            before = at;
        }
        while (out.remaining() >= 16) {
            out.putShort((short) (0xc000 | before)).putShort((short) 1).putShort((short) 1);
            out.putInt(0).putShort((short) 4).putInt(0x0a000001);
        }
        long start = cpuNanos();
        DnsReply reply = read(message);
        assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(reply.status()).isEqualTo(LookupStatus.FOUND);
        assertThat(reply.addresses()).hasSize(16);
    }

    @Test
    void makesNamesSafeToPrint() {
        byte[] message =
                answer(
                                query(RecordType.A),
                                0,
                                record("www.naze.test", Type.CNAME, "\\027[2J\\010evil.test."))
                        .toWire();
        assertThat(read(message).aliases()).containsExactly("\\027[2j\\010evil.test");
    }

    @Test
    void knowsWhatCanBeAName() {
        assertThat(DnsMessage.isName("a")).isTrue();
        assertThat(DnsMessage.isName("_sip.a-b.xn--p1ai")).isTrue();
        assertThat(DnsMessage.isName("a".repeat(63) + ".test")).isTrue();
        assertThat(DnsMessage.isName("a".repeat(64) + ".test")).isFalse();
        assertThat(DnsMessage.isName("")).isFalse();
        assertThat(DnsMessage.isName(".")).isFalse();
        assertThat(DnsMessage.isName(".a")).isFalse();
        assertThat(DnsMessage.isName("a..b")).isFalse();
        assertThat(DnsMessage.isName("a.")).isFalse();
        assertThat(DnsMessage.isName("a b")).isFalse();
        assertThat(DnsMessage.isName("bücher.test")).isFalse();
        String longest = ("a".repeat(49) + ".").repeat(5) + "abc";
        assertThat(longest).hasSize(253);
        assertThat(DnsMessage.isName(longest)).isTrue();
        assertThat(DnsMessage.isName(longest + "d")).isFalse();
    }

    @Test
    void writesEveryNameAsItIs() {
        String longest = ("a".repeat(49) + ".").repeat(5) + "abc";
        assertThat(DnsMessage.name(longest).toString(true)).isEqualTo(longest);
        assertThat(DnsMessage.name("a.b").toWire()).containsExactly(1, 'a', 1, 'b', 0);
        // To dnsjava's own reader of texts a backslash would begin an escape.
        assertThat(DnsMessage.name("a\\.b").toWire()).containsExactly(2, 'a', '\\', 1, 'b', 0);
    }
}
