package org.naze.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.naze.model.Fact;
import org.naze.model.Fact.FilterRuling;
import org.naze.model.Fact.Ruling;
import org.naze.probe.Addresses;
import org.naze.probe.Answer;

/** Rules of every kind, rehearsed in a namespace of the test's own. */
class RehearsalTest {
    private static final InetAddress SERVER = Addresses.of("10.91.1.2");
    private static final String CHAIN =
            "nft add table inet f; add chain inet f o {type filter hook output priority 0;}";

    private final LinuxPlatform platform = new LinuxPlatform();
    private Namespace client = Namespace.open();

    @BeforeEach
    void network() {
        client.run(
                "ip link add eth0 type veth peer name far",
                "ip link set eth0 up",
                "ip link set far up",
                "ip addr add 10.91.0.2/24 dev eth0",
                "ip addr add fd91::2/64 dev eth0 nodad",
                "ip route add default via 10.91.0.1",
                "ip -6 route add default via fd91::1");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private Fact ask(InetAddress to, int port, @Nullable InetAddress source) {
        return LoopbackTest.known(client.in(() -> platform.filter(to, port, source)));
    }

    private FilterRuling ruling(int port) {
        return ruling(SERVER, port);
    }

    private FilterRuling ruling(InetAddress to, int port) {
        String before = client.output("nft", "-a", "list", "ruleset");
        var ruling = (FilterRuling) ask(to, port, null);
        assertThat(client.output("nft", "-a", "list", "ruleset"))
                .as("the live rules are not touched")
                .isEqualTo(before);
        return ruling;
    }

    @Test
    void noTableIsNoFilter() {
        assertThat(ask(SERVER, 80, null)).isInstanceOf(Fact.NoFilter.class);
    }

    @Test
    void aRuleIsNamedByItsLiveHandle() {
        client.run(
                CHAIN,
                "nft add rule inet f o tcp dport 95 drop",
                "nft delete rule inet f o handle 2",
                "nft add rule inet f o tcp dport 96 drop",
                "nft add rule inet f o tcp dport 97 reject",
                "nft add rule inet f o tcp dport 98 reject with tcp reset");
        assertThat(ruling(96))
                .isEqualTo(
                        new FilterRuling(
                                "10.91.1.2",
                                96,
                                Ruling.DROP,
                                "output",
                                "nft",
                                "inet",
                                "f",
                                "o",
                                3,
                                "tcp dport 96 drop",
                                java.util.List.of()));
        assertThat(ruling(97).ruling()).isEqualTo(Ruling.REJECT);
        assertThat(ruling(98).ruling()).isEqualTo(Ruling.REJECT);
        assertThat(ruling(Addresses.of("fd91:1::2"), 97).rule()).isEqualTo("tcp dport 97 reject");
        assertThat(ruling(80).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void setsMapsAndJumpsAreCopied() {
        client.run(
                CHAIN,
                "nft add chain inet f sub",
                "nft add set inet f bad {type ipv4_addr; flags interval; elements = {10.97.0.0/16}}",
                "nft add rule inet f sub ip daddr @bad tcp dport 103 drop",
                "nft add rule inet f sub tcp dport {101, 110-120} drop",
                "nft add map inet f m {type inet_service : verdict; flags interval; elements = {106 : jump sub, 107-108 : drop}}",
                "nft add rule inet f o jump sub",
                "nft add rule inet f o tcp dport vmap @m",
                "nft add rule inet f o ip daddr . tcp dport vmap {10.91.1.2 . 104 : drop}");
        assertThat(ruling(111).chain()).isEqualTo("sub");
        assertThat(ruling(103).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(ruling(Addresses.of("10.97.3.4"), 103).rule())
                .isEqualTo("ip daddr @bad tcp dport 103 drop");
        assertThat(ruling(108).rule()).isEqualTo("tcp dport vmap @m");
        assertThat(ruling(104).ruling()).isEqualTo(Ruling.DROP);
        assertThat(ruling(106).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void anAcceptIsNotFinalForTheNextChain() {
        client.run(
                CHAIN,
                "nft add rule inet f o accept",
                "nft add table ip g; add chain ip g late {type filter hook output priority 10;}",
                "nft add rule ip g late tcp dport 105 drop");
        assertThat(ruling(105).table()).isEqualTo("g");
    }

    @Test
    void aPolicyHasNoHandle() {
        client.run(
                CHAIN,
                "nft add rule inet f o tcp dport 443 accept",
                "nft chain inet f o {policy drop;}");
        FilterRuling ruling = ruling(80);
        assertThat(ruling.ruling()).isEqualTo(Ruling.DROP);
        assertThat(ruling.handle()).isNull();
        assertThat(ruling.rule()).isEqualTo("policy drop");
        assertThat(ruling(443).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void whatAnotherSocketWouldMeetIsUnseen() {
        client.run(
                CHAIN,
                "nft add rule inet f o meta skuid 12345 tcp dport 109 drop",
                "nft add rule inet f o tcp dport 201 limit rate over 1/hour drop",
                "nft add rule inet f o tcp dport 202 limit rate 1/hour log");
        assertThat(ruling(109).unseen()).containsExactly("meta skuid 12345 tcp dport 109 drop");
        assertThat(ruling(201).unseen())
                .containsExactly("tcp dport 201 limit rate over 1/hour drop");
        assertThat(ruling(202).unseen()).isEmpty();
        assertThat(ruling(80).unseen()).isEmpty();
    }

    @Test
    void natDiverts() {
        client.run(
                "nft add table ip n; add chain ip n o {type nat hook output priority -100;}",
                "nft add rule ip n o tcp dport 301 redirect to :302",
                "nft add rule ip n o tcp dport 303 dnat to 127.0.0.1:80");
        assertThat(ruling(301).ruling()).isEqualTo(Ruling.DIVERT);
        assertThat(ruling(303).rule()).isEqualTo("tcp dport 303 dnat to 127.0.0.1:80");
        assertThat(ruling(304).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void theInputHookDecidesForAnOwnAddress() {
        client.run(
                "nft add table inet f; add chain inet f i {type filter hook input priority 0;}",
                "nft add rule inet f i tcp dport 83 drop");
        assertThat(ruling(Addresses.of("127.0.0.1"), 83).hook()).isEqualTo("input");
        assertThat(ruling(Addresses.of("10.91.0.2"), 83).ruling()).isEqualTo(Ruling.DROP);
        assertThat(ruling(Addresses.of("::1"), 83).ruling()).isEqualTo(Ruling.DROP);
        assertThat(ruling(83).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void addressesInterfacesAndSourcesCount() {
        client.run(
                CHAIN,
                "nft add rule inet f o oif eth0 ip saddr 10.91.0.3 tcp dport 80 drop",
                "ip addr add 10.91.0.3/24 dev eth0");
        assertThat(ruling(80).ruling()).isEqualTo(Ruling.ACCEPT);
        var other = (FilterRuling) ask(SERVER, 80, Addresses.of("10.91.0.3"));
        assertThat(other.ruling()).isEqualTo(Ruling.DROP);
        assertThat(client.in(() -> platform.filter(SERVER, 80, Addresses.of("10.91.0.9"))))
                .isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void policyRoutesCount() {
        client.run(
                CHAIN,
                "ip link add eth1 type veth peer name far1",
                "ip link set eth1 up",
                "ip link set far1 up",
                "ip addr add 10.92.0.2/24 dev eth1",
                "ip route add default via 10.92.0.1 table 92",
                "ip rule add to 10.93.0.0/16 table 92",
                "nft add rule inet f o oifname eth1 tcp dport 80 drop");
        assertThat(ruling(80).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(ruling(Addresses.of("10.93.0.1"), 80).ruling()).isEqualTo(Ruling.DROP);
    }

    @Test
    void iptablesRulesAreToldInItsWords() {
        client.run(
                "iptables-nft -A OUTPUT -p tcp -m multiport --dports 81,90:95 -j DROP",
                "iptables-nft -A OUTPUT -p tcp --dport 83 -j REJECT --reject-with tcp-reset",
                "iptables-nft -A OUTPUT -p tcp --dport 85 -m owner --uid-owner 12345 -j DROP",
                "iptables-nft -t nat -A OUTPUT -p tcp --dport 88 -j REDIRECT --to-ports 99");
        FilterRuling ruling = ruling(92);
        assertThat(ruling.tool()).isEqualTo("iptables");
        assertThat(ruling.rule())
                .isEqualTo("-A OUTPUT -p tcp -m multiport --dports 81,90:95 -j DROP");
        assertThat(ruling(83).ruling()).isEqualTo(Ruling.REJECT);
        assertThat(ruling(85).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(ruling(85).unseen())
                .containsExactly(
                        "-A OUTPUT -p tcp -m tcp --dport 85 -m owner --uid-owner 12345 -j DROP");
        assertThat(ruling(88).ruling()).isEqualTo(Ruling.DIVERT);
        assertThat(ruling(80).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void ipsetsKeepTheirNumbers() {
        client.run(
                "ipset create gone hash:ip",
                "ipset create bad hash:ip,port",
                "ipset create nets hash:net",
                "ipset destroy gone",
                "ipset add bad 10.91.1.2,tcp:180",
                "ipset add nets 10.95.0.0/16",
                "iptables-nft -A OUTPUT -m set --match-set bad dst,dst -j DROP",
                "iptables-nft -A OUTPUT -m set --match-set nets dst -j REJECT");
        assertThat(ruling(180).ruling()).isEqualTo(Ruling.DROP);
        assertThat(ruling(181).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(ruling(Addresses.of("10.95.1.1"), 180).ruling()).isEqualTo(Ruling.REJECT);
    }

    @Test
    void legacyTablesAreTranslated() {
        client.run(
                "iptables-legacy -A OUTPUT -p tcp -m multiport --dports 81,82 -j REJECT",
                "iptables-legacy -A INPUT -i lo -p tcp --dport 90 -j DROP");
        FilterRuling ruling = ruling(82);
        assertThat(ruling.ruling()).isEqualTo(Ruling.REJECT);
        assertThat(ruling.tool()).isEqualTo("iptables-legacy");
        assertThat(ruling.rule()).startsWith("-A OUTPUT -p tcp -m multiport --dports 81,82");
        assertThat(ruling.handle()).isNull();
        assertThat(ruling(Addresses.of("127.0.0.1"), 90).ruling()).isEqualTo(Ruling.DROP);
        assertThat(ruling(80).ruling()).isEqualTo(Ruling.ACCEPT);
        // A table of the same name on either side.
        client.run("iptables-nft -A OUTPUT -p tcp --dport 83 -j DROP");
        assertThat(ruling(83).tool()).isEqualTo("iptables");
        assertThat(ruling(82).tool()).isEqualTo("iptables-legacy");
    }

    @Test
    void trafficControlIsNamed() {
        client.run(CHAIN, "tc qdisc add dev eth0 clsact");
        assertThat(ruling(80).unseen()).containsExactly("tc clsact on eth0");
    }

    private FilterRuling answer(InetAddress to, int port) {
        return (FilterRuling)
                LoopbackTest.known(client.in(() -> platform.answerFilter(to, port, null)));
    }

    @Test
    void anAnswerMeetsTheInputHook() {
        client.run(
                "nft add table inet f; add chain inet f i {type filter hook input priority 0; policy drop;}",
                "nft add rule inet f i tcp dport 8443 accept",
                "nft add rule inet f i meta l4proto {icmp, icmpv6, udp} accept");
        assertThat(ruling(80).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(answer(SERVER, 80).ruling()).isEqualTo(Ruling.DROP);
        assertThat(answer(SERVER, 80).hook()).isEqualTo("answer");
        assertThat(answer(SERVER, 80).rule()).isEqualTo("policy drop");
        assertThat(answer(Addresses.of("fd91:1::2"), 80).ruling()).isEqualTo(Ruling.DROP);
        InetAddress own = Addresses.of("10.91.0.2");
        assertThat(ruling(own, 8443).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(answer(own, 8443).ruling()).isEqualTo(Ruling.DROP);
        client.run("nft insert rule inet f i ct state established,related accept");
        assertThat(answer(SERVER, 80).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(answer(Addresses.of("fd91:1::2"), 80).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(answer(own, 8443).ruling()).isEqualTo(Ruling.ACCEPT);
        client.run("nft insert rule inet f i tcp sport 81 counter drop");
        assertThat(answer(SERVER, 81).rule()).contains("tcp sport 81");
        assertThat(answer(SERVER, 80).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void anAnswerMeetsTheInputChainOfIptables() {
        client.run(
                "iptables-nft -P INPUT DROP",
                "iptables-nft -A INPUT -p icmp -j ACCEPT",
                "iptables-nft -A INPUT -p tcp --sport 82 -m conntrack --ctstate ESTABLISHED -j ACCEPT");
        assertThat(answer(SERVER, 80).rule()).isEqualTo("policy drop");
        assertThat(answer(SERVER, 80).tool()).isEqualTo("iptables");
        assertThat(answer(SERVER, 82).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void anAnswerToAHiddenSourceIsNotJudged() {
        client.run(
                "nft add table ip n; add chain ip n p {type nat hook postrouting priority 100;}",
                "nft add rule ip n p oifname eth0 masquerade");
        assertThat(client.in(() -> platform.answerFilter(SERVER, 80, null)))
                .isInstanceOf(Answer.Unknown.class);
        assertThat(ruling(80).ruling()).isEqualTo(Ruling.ACCEPT);
    }

    @Test
    void aZoneNamesTheInterface() throws Exception {
        client.run(
                CHAIN,
                "ip link add eth1 type veth peer name far1",
                "ip link set far1 up",
                "ip link set eth1 up",
                "nft add rule inet f o oifname eth1 tcp dport 80 drop");
        assertThat(ruling(zoned("eth0"), 80).ruling()).isEqualTo(Ruling.ACCEPT);
        assertThat(ruling(zoned("eth1"), 80).ruling()).isEqualTo(Ruling.DROP);
    }

    private InetAddress zoned(String device) throws java.net.UnknownHostException {
        int scope =
                client.in(() -> {
                    try (var os = new Native()) {
                        return os.interfaceIndex(device);
                    }
                });
        byte[] address = Addresses.of("fe80::77").getAddress();
        return java.net.Inet6Address.getByAddress(null, address, scope);
    }
}
