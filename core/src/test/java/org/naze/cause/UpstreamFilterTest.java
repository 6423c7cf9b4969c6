package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.SERVER6;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.RouteType;
import org.naze.model.Verdict;

class UpstreamFilterTest {
    private static final String CAUSE = "upstream-filter";

    private static Seen client() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER).noFilter();
    }

    private static Seen client6() {
        return Seen.byClient("tcp://[" + SERVER6 + "]:" + PORT)
                .route(SERVER6, RouteType.UNICAST, "fd01::1", true)
                .noFilter();
    }

    @Test
    void aDeviceOnTheWayThatSaysItIsProhibited() {
        for (int code : new int[] {3, 9, 10, 13}) {
            assertThat(client().icmp(SERVER, Errno.EHOSTUNREACH, 300, ROUTER, 3, code).verdicts())
                    .as("code %d", code)
                    .containsEntry(CAUSE, Verdict.CONFIRMED)
                    .doesNotContainKeys("host-down", "not-listening", "host-firewall");
        }
        for (int code : new int[] {1, 4, 5, 6}) {
            assertThat(client6().icmp(SERVER6, Errno.EACCES, 300, "fd01::1", 1, code).verdicts())
                    .as("code %d", code)
                    .containsEntry(CAUSE, Verdict.CONFIRMED);
        }
    }

    @Test
    void theSameCodesOfTheOtherVersionMeanSomethingElse() {
        assertThat(client6().icmp(SERVER6, Errno.EHOSTUNREACH, 300, "fd01::1", 1, 3).verdicts())
                .doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
        assertThat(client().icmp(SERVER, Errno.EHOSTUNREACH, 300, ROUTER, 3, 1).verdicts())
                .doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aRouterThatLookedForTheHostDidNotFilter() {
        Seen seen = client().icmp(SERVER, Errno.EHOSTUNREACH, 3_050_000, ROUTER, 3, 1);
        assertThat(seen.verdicts())
                .containsEntry("host-down", Verdict.LIKELY)
                .containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    @Test
    void aRouterThatSaysSoAtOnceDidNotLook() {
        Seen seen = client().icmp(SERVER, Errno.EHOSTUNREACH, 400, ROUTER, 3, 1);
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .containsEntry("host-down", Verdict.POSSIBLE);
    }

    @Test
    void anErrorFromOneOfTwoAddressesProvesNothingOfTheOther() {
        Seen seen =
                Seen.byClient("tcp://chat.example:" + PORT)
                        .lookup("chat.example", SERVER, "10.2.0.6")
                        .icmp(SERVER, Errno.EHOSTUNREACH, 300, ROUTER, 3, 13);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aResetFromNearerThanTheHostIsNotTheHosts() {
        Seen seen =
                client().reply(Purpose.TARGET, SERVER, PORT, "rst", 64, "eth0")
                        .echo(SERVER, true, 62);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aResetFromFurtherAwayIsAContainersBehindTheHost() {
        Seen seen =
                client().reply(Purpose.TARGET, SERVER, PORT, "rst", 62, "eth0")
                        .echo(SERVER, true, 63);
        assertThat(seen.claimed()).doesNotContain(CAUSE);
    }

    @Test
    void aResetBesideWhichTheHostSaysNothingMayBeAnybodys() {
        Seen seen =
                client().reply(Purpose.TARGET, SERVER, PORT, "rst", 64, "eth0")
                        .echo(SERVER, false, null);
        assertThat(seen.verdicts())
                .containsEntry("not-listening", Verdict.LIKELY)
                .containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    @Test
    void aResetThatStartedFromAnotherHopLimitCannotBeCompared() {
        Seen seen =
                client().reply(Purpose.TARGET, SERVER, PORT, "rst", 127, "eth0")
                        .echo(SERVER, true, 63);
        assertThat(seen.claimed()).doesNotContain(CAUSE);
        assertThat(seen.verdicts()).containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void onTheSameLinkThereIsNothingBetween() {
        Seen seen =
                Seen.byClient("tcp://10.1.0.5:" + PORT)
                        .route("10.1.0.5", RouteType.UNICAST, null, false)
                        .connect("10.1.0.5", Errno.SILENT)
                        .echo("10.1.0.5", true, 64)
                        .noFilter();
        assertThat(seen.claimed()).contains("host-firewall").doesNotContain(CAUSE);
    }

    @Test
    void noRouteAtARouterIsNoFilter() {
        Seen seen = client().icmp(SERVER, Errno.ENETUNREACH, 300, ROUTER, 3, 0);
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
        assertThat(seen.with(Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void routersThatSendItBackAndForth() {
        Seen seen = client().icmp(SERVER, Errno.EHOSTUNREACH, 300, ROUTER, 11, 0);
        assertThat(seen.claimed()).containsExactly(CAUSE);
        assertThat(seen.judged().causes().getFirst().variant()).isEqualTo("loop");
    }
}
