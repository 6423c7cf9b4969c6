package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Icmp;
import org.naze.model.Verdict;

class NetTest {
    @Test
    void networksHoldTheirAddresses() {
        assertThat(Net.holds("10.1.0.2/24", "10.1.0.255")).isTrue();
        assertThat(Net.holds("10.1.0.2/24", "10.1.1.0")).isFalse();
        assertThat(Net.holds("10.1.0.2/0", "203.0.113.1")).isTrue();
        assertThat(Net.holds("10.1.0.2/32", "10.1.0.2")).isTrue();
        assertThat(Net.holds("10.1.0.2", "10.1.0.3")).isFalse();
        assertThat(Net.holds("fd01::2/63", "fd01:0:0:1::9")).isTrue();
        assertThat(Net.holds("fd01::2/64", "fd01:0:0:1::9")).isFalse();
        assertThat(Net.holds("::/0", "10.1.0.2")).isFalse();
    }

    @Test
    void whatIsNoNetworkHoldsNothing() {
        for (String network :
                new String[] {"", "/", "10.0.0.0/33", "10.0.0.0/-1", "x/8", "10/", "::/129"}) {
            assertThat(Net.holds(network, "10.0.0.1")).as(network).isFalse();
        }
        assertThat(Net.holds("10.0.0.0/8", "chat.example")).isFalse();
        assertThat(Net.privateBlock("/run/app.sock")).isEmpty();
    }

    @Test
    void familiesOfAddresses() {
        assertThat(Net.isLinkLocal("fe80::1%eth0")).isTrue();
        assertThat(Net.isLinkLocal("febf::1")).isTrue();
        assertThat(Net.isLinkLocal("fec0::1")).isFalse();
        assertThat(Net.isLinkLocal("fe8::1")).isFalse();
        assertThat(Net.isLinkLocal("169.254.0.1")).isTrue();
        assertThat(Net.isLoopback("127.0.0.53")).isTrue();
        assertThat(Net.isFake("198.19.255.1")).isTrue();
        assertThat(Net.isFake("198.20.0.1")).isFalse();
    }

    @Test
    void anIcmpCodeMeansWhatItsVersionSays() {
        assertThat(Net.name(new Icmp("10.1.0.1", 3, 3))).isEqualTo("port unreachable");
        assertThat(Net.name(new Icmp("fd01::1", 1, 4))).isEqualTo("port unreachable");
        assertThat(Net.name(new Icmp("fd01::1", 1, 3))).isEqualTo("host unreachable");
        assertThat(Net.name(new Icmp("10.1.0.1", 11, 0))).isEqualTo("time exceeded");
    }

    @Test
    void timesAreSaidAsPeopleSayThem() {
        assertThat(Net.time(99)).isEqualTo("<0.1 ms");
        assertThat(Net.time(312)).isEqualTo("0.3 ms");
        assertThat(Net.time(9_999)).isEqualTo("9.9 ms");
        assertThat(Net.time(41_000)).isEqualTo("41 ms");
        assertThat(Net.time(3_060_000)).isEqualTo("3.0 s");
    }

    @Test
    void aGroupIsKnownByItsAddress() {
        assertThat(silent("ff05::1").verdicts()).containsEntry("wrong-address", Verdict.CONFIRMED);
        assertThat(silent("ff::1").verdicts()).doesNotContainKey("wrong-address");
        assertThat(silent("239.1.2.3").verdicts()).containsKey("wrong-address");
        assertThat(silent("240.1.2.3").verdicts()).doesNotContainKey("wrong-address");
    }

    private static Seen silent(String address) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return Seen.byClient("tcp://" + host + ":1").connect(address, Errno.SILENT);
    }
}
