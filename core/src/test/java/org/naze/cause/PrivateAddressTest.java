package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.RouteType;
import org.naze.model.Verdict;

class PrivateAddressTest {
    private static final String CAUSE = "private-address";

    /** A client on an internet address, and the silence of another one. */
    private static Seen silent(String own, String address) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return Seen.of("tcp://" + host + ":" + PORT)
                .nic("eth0", true, own)
                .routed(address)
                .connect(address, Errno.SILENT)
                .noFilter();
    }

    @Test
    void aClientThatIsOnNoSuchNetwork() {
        for (String address :
                new String[] {
                    "10.8.0.5", "172.16.0.5", "172.31.255.1", "192.168.1.5", "100.64.0.5"
                }) {
            assertThat(silent("203.0.113.2/24", address).verdicts())
                    .as(address)
                    .containsEntry(CAUSE, Verdict.LIKELY);
        }
        assertThat(silent("2001:db8::2/64", "fd02::5").verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void addressesNextToThePrivateOnesArePublic() {
        for (String address :
                new String[] {
                    "11.8.0.5",
                    "172.15.0.5",
                    "172.32.0.1",
                    "192.169.1.5",
                    "100.128.0.5",
                    "9.255.0.1"
                }) {
            assertThat(silent("203.0.113.2/24", address).verdicts())
                    .as(address)
                    .doesNotContainKey(CAUSE);
        }
        assertThat(silent("2001:db8::2/64", "fe02::5").verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aClientOnTheSameKindOfNetworkMayBeOnTheRightOne() {
        assertThat(silent("10.1.0.2/24", "10.8.0.5").verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    @Test
    void aClientOnThatVeryNetworkIsOnIt() {
        assertThat(silent("10.8.0.2/24", "10.8.0.5").verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aRouteOfItsOwnLeadsThere() {
        Seen seen =
                Seen.of("tcp://10.8.0.5:" + PORT)
                        .nic("eth0", true, "203.0.113.2/24")
                        .route("10.8.0.5", RouteType.UNICAST, ROUTER, false)
                        .connect("10.8.0.5", Errno.SILENT);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void whoAnswersIsThere() {
        assertThat(silent("203.0.113.2/24", "10.8.0.5").echo("10.8.0.5", true, 50).verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aRefusalIsAnAnswer() {
        Seen seen =
                Seen.of("tcp://10.8.0.5:" + PORT)
                        .nic("eth0", true, "203.0.113.2/24")
                        .routed("10.8.0.5")
                        .connect("10.8.0.5", Errno.ECONNREFUSED);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void itIsNeverCertain() {
        assertThat(silent("203.0.113.2/24", "10.8.0.5").with(Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void unknownInterfacesProveNothing() {
        Seen seen = Seen.of("tcp://10.8.0.5:" + PORT).connect("10.8.0.5", Errno.SILENT);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }
}
