package org.naze.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.naze.linux.Sockets.Question;

/** What comes from the kernel is read within its bounds, cut short or not. */
class ParsingTest {
    private static final int SEED = 20260101;

    private static ByteBuffer bytes(NetlinkRequest request) {
        return ByteBuffer.wrap(request.bytes()).order(ByteOrder.nativeOrder());
    }

    @Test
    void messagesAreTakenApart() {
        var request = new NetlinkRequest();
        request.message(20, 0).u8(7).end();
        request.message(21, 0).attribute(5, "text").end();
        var types = new ArrayList<Integer>();
        NetlinkMessages.each(
                bytes(request), (type, message) -> types.add(100 * type + message.remaining()));
        assertThat(types).containsExactly(2001, 2112);
    }

    @Test
    void aMessageCutShortEndsTheReading() {
        var request = new NetlinkRequest();
        request.message(20, 0).u32(7).end();
        for (int cut = 0; cut < request.length(); cut++) {
            var seen = new ArrayList<Integer>();
            NetlinkMessages.each(bytes(request).limit(cut), (type, message) -> seen.add(type));
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void attributesAreFoundByType() {
        var request = new NetlinkRequest();
        request.attribute(1, "name").attribute(2, 5).attributeBe32(3, 6);
        int nest = request.open(4);
        request.attribute(9, new byte[] {8}).close(nest);
        var attributes = new Attributes(bytes(request), 0, request.length());
        assertThat(attributes.text(1)).isEqualTo("name");
        assertThat(attributes.u32(2, -1)).isEqualTo(5);
        assertThat(attributes.be32(3, -1)).isEqualTo(6);
        assertThat(attributes.nested(4).u8(9, -1)).isEqualTo(8);
        assertThat(attributes.u32(7, -1)).isEqualTo(-1);
        assertThat(attributes.nested(7).has(1)).isFalse();
        assertThat(attributes.address(2)).isNotNull();
        assertThat(attributes.address(1)).isNull();
    }

    /** Random bytes, and true messages with bytes changed, go through every reader. */
    @Test
    void noReaderLeavesItsBounds() {
        var random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 24 && round % 2 == 0) {
                // So that the lengths of message and attributes fit more often than by chance.
                noise[0] = (byte) noise.length;
                noise[1] = 0;
                noise[2] = 0;
                noise[3] = 0;
                noise[20] = (byte) random.nextInt(noise.length - 20);
                noise[21] = 0;
            }
            ByteBuffer buffer = ByteBuffer.wrap(noise).order(ByteOrder.nativeOrder());
            for (Netlink.Reader reader : readers()) {
                NetlinkMessages.each(buffer.duplicate().order(ByteOrder.nativeOrder()), reader);
            }
        }
    }

    private static List<Netlink.Reader> readers() {
        return List.of(
                new TraceReader(),
                new Sockets.Reader(Question.listeners(Native.AF_INET6), socket -> {}),
                (type, bytes) -> new TraceReader().message(10 << 8 | 17, bytes),
                (type, bytes) -> Links.addressReader().message(type, bytes),
                (type, bytes) -> Links.linkReader().message(type, bytes),
                (type, bytes) -> NetlinkMessages.refused(bytes),
                (type, bytes) -> NetlinkMessages.errno(bytes),
                (type, bytes) -> {
                    var rules = new ArrayList<Item>();
                    RuleSet.collector(RuleSet.NEWRULE, rules).message(10 << 8 | 6, bytes);
                    for (Item rule : rules) {
                        List<Expression> expressions = Expression.of(rule);
                        Shadow.isNeeded(expressions);
                        Shadow.of(expressions);
                        CompatProtocol.of(expressions);
                    }
                });
    }

    @Test
    void linesOfTheSocketTableAreReadOrPassedOver() {
        var ports = new ArrayList<Integer>();
        var question = Question.listeners(Native.AF_INET);
        String[] lines = {
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0    "
                    + "    0 12345 1 0000000000000000 100 0 0 10 0",
            "   1: 0100007F:1F91 0200007F:0050 01 00000000:00000000 00:00000000 00000000     0    "
                    + "    0 12345 1 0000000000000000 100 0 0 10 0",
            "",
            "   2: 0100007F:1F92",
            "   3: xyz:1F93 00000000:0000 0A a b c d e 1",
            "   4: 01:1F94 00000000:0000 0A a b c d e 1",
        };
        for (String line : lines) {
            Sockets.readLine(line, question, socket -> ports.add(socket.localPort()));
        }
        assertThat(ports.getFirst()).isEqualTo(0x1f90);
        assertThat(ports).doesNotContain(0x1f91, 0x1f92, 0x1f93);
    }

    @Test
    void rangesOfPorts() {
        assertThat(Ports.of("32768\t60999", "")).isEqualTo(new Ports(32768, 60999, 0));
        assertThat(Ports.of("40000 40009", "8080,40001,40005-50000"))
                .isEqualTo(new Ports(40000, 40009, 6));
        assertThat(Ports.of("40000 40009", "x,-,5-").reserved()).isZero();
        assertThat(Ports.of("60999 32768", "")).isEqualTo(new Ports(32768, 60999, 0));
        assertThat(Ports.of(null, null)).isEqualTo(new Ports(32768, 60999, 0));
    }

    @Test
    void rulesInAListing() {
        String listing =
                """
                table inet f { # handle 1
                \tchain o { # handle 1
                \t\ttype filter hook output priority filter; policy accept;
                \t\ttcp dport { 1, 2,
                \t\t\t    3 } drop # handle 12
                \t\tip daddr @bad drop # handle 2
                \t}
                }
                """;
        assertThat(RuleText.ofHandle(listing, 2)).isEqualTo("ip daddr @bad drop");
        assertThat(RuleText.ofHandle(listing, 12)).isEqualTo("tcp dport { 1, 2, 3 } drop");
        assertThat(RuleText.ofHandle(listing, 1)).isNull();
        assertThat(RuleText.ofHandle("", 1)).isNull();
    }

    @Test
    void sectionsOfSavedTables() {
        String saved = "*nat\n-A X -j Y\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\n-A OUTPUT -j Z\n";
        assertThat(RuleText.section(saved, "filter"))
                .containsExactly(":INPUT ACCEPT [0:0]", "-A OUTPUT -j Z");
        assertThat(RuleText.section(saved, "raw")).isEmpty();
    }

    @Test
    void versionsOfTheKernel() {
        assertThat(ThisMachine.shortVersion("6.18.44-generic")).isEqualTo("6.18");
        assertThat(ThisMachine.shortVersion("6.1-rc2")).isEqualTo("6.1");
        assertThat(ThisMachine.shortVersion("")).isEmpty();
    }

    @Test
    void errorNumbersHaveNames() {
        assertThat(Dialer.errno(111).name()).isEqualTo("ECONNREFUSED");
        assertThat(Dialer.errno(98).name()).isEqualTo("EADDRNOTAVAIL");
        assertThat(Dialer.errno(4711).name()).isEqualTo("OTHER");
    }
}
