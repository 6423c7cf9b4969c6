package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.SERVER6;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.SourceAddress;
import org.naze.model.Verdict;

class AddressFamilyTest {
    private static final String CAUSE = "address-family";

    private static Seen client(String... addresses) {
        return Seen.of("tcp://chat.example:" + PORT).nic("eth0", true, addresses);
    }

    @Test
    void aMachineWithoutIpv6AndANameThatHasNothingElse() {
        Seen seen =
                client("10.1.0.2/24")
                        .lookup("chat.example", SERVER6)
                        .connect(SERVER6, Errno.ENETUNREACH);
        assertThat(seen.verdicts()).containsOnlyKeys(CAUSE);
        assertThat(seen.with(Verdict.CONFIRMED)).containsExactly(CAUSE);
    }

    @Test
    void aLinkLocalAddressIsNoIpv6() {
        Seen seen =
                client("10.1.0.2/24", "fe80::1/64")
                        .lookup("chat.example", SERVER6)
                        .connect(SERVER6, Errno.ENETUNREACH);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aMachineWithAnIpv6AddressLacksTheRouteOnly() {
        Seen seen =
                client("10.1.0.2/24", "fd01::2/64")
                        .lookup("chat.example", SERVER6)
                        .connect(SERVER6, Errno.ENETUNREACH);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE).containsKey("no-route");
    }

    @Test
    void aMachineOnNoNetworkAtAllLacksMoreThanAFamily() {
        Seen seen = client().lookup("chat.example", SERVER6).connect(SERVER6, Errno.ENETUNREACH);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void unknownInterfacesProveNothing() {
        Seen seen =
                Seen.of("tcp://chat.example:" + PORT)
                        .lookup("chat.example", SERVER6)
                        .connect(SERVER6, Errno.ENETUNREACH);
        assertThat(seen.with(Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void theFamilyThatIsLackedIsNotToBlameWhereTheOtherFails() {
        Seen seen =
                client("10.1.0.2/24")
                        .lookup("chat.example", SERVER6, SERVER)
                        .connect(SERVER6, Errno.ENETUNREACH)
                        .connect(SERVER, Errno.ECONNREFUSED);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE).containsKey("not-listening");
    }

    @Test
    void aSilenceIsNoLackOfAFamily() {
        Seen seen =
                client("10.1.0.2/24")
                        .lookup("chat.example", SERVER6)
                        .connect(SERVER6, Errno.SILENT);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void oneFamilyServesAndTheOtherRefuses() {
        Seen seen =
                client("10.1.0.2/24", "fd01::2/64")
                        .lookup("chat.example", SERVER6, SERVER)
                        .connect(SERVER6, Errno.ECONNREFUSED)
                        .connect(SERVER, Errno.OK);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void oneAddressOfEachFamilyServes() {
        Seen seen =
                client("10.1.0.2/24", "fd01::2/64")
                        .lookup("chat.example", SERVER, "10.2.0.6")
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .connect("10.2.0.6", Errno.OK);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE).containsKey("some-addresses-dead");
    }

    @Test
    void fromAnAddressOfTheOtherFamilyNothingIsSent() {
        Seen literal = from("fd01::2", client4("tcp://" + SERVER + ":" + PORT), SERVER);
        assertThat(literal.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        Seen missing =
                from("fd01::99", client4("tcp://" + SERVER + ":" + PORT), SERVER)
                        .fact(new SourceAddress("fd01::99", false));
        assertThat(missing.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
        Seen two =
                from(
                        "fd01::2",
                        client4("tcp://chat.example:" + PORT)
                                .lookup("chat.example", SERVER, "10.2.0.6"),
                        SERVER);
        assertThat(two.verdicts())
                .as("another address was not looked at")
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    private static Seen client4(String target) {
        return Seen.of(target).nic("eth0", true, "10.1.0.2/24", "fd01::2/64");
    }

    private static Seen from(String source, Seen seen, String address) {
        return seen.fact(
                new Connect(
                        Purpose.TARGET, address, PORT, source, Errno.EAFNOSUPPORT, 0, null, null));
    }
}
