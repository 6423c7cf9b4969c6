package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.AT_ONCE;
import static org.naze.cause.Seen.KERNEL_GAVE_UP;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.RouteType;
import org.naze.model.Verdict;

class HostDownTest {
    private static final String CAUSE = "host-down";
    private static final String BESIDE = "10.1.0.5";

    private static Seen onLink() {
        return Seen.byClient("tcp://" + BESIDE + ":" + PORT)
                .route(BESIDE, RouteType.UNICAST, null, false)
                .noFilter();
    }

    private static Seen remote() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER).noFilter();
    }

    @Test
    void itIsNeverCertainFromHere() {
        Seen seen =
                onLink().connect(BESIDE, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                        .neighbour(BESIDE, NeighbourState.FAILED);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        assertThat(seen.with(Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void whoAnswersIsNotDown() {
        Seen open =
                remote().connect(SERVER, Errno.SILENT)
                        .connect(Purpose.CONTROL, SERVER, 22, Errno.OK, AT_ONCE);
        Seen pinged = remote().connect(SERVER, Errno.SILENT).echo(SERVER, true, 63);
        assertThat(open.verdicts()).containsEntry(CAUSE, Verdict.RULED_OUT);
        assertThat(pinged.verdicts()).containsEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void aRefusalMayComeFromADeviceOnTheWay() {
        Seen seen =
                remote().connect(SERVER, Errno.SILENT)
                        .connect(Purpose.CONTROL, SERVER, 22, Errno.ECONNREFUSED, AT_ONCE);
        assertThat(seen.claimed()).doesNotContain(CAUSE);
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void anAnswerOfAnotherAddressIsNoSignOfLife() {
        Seen seen =
                remote().connect(SERVER, Errno.SILENT)
                        .connect(Purpose.ALTERNATIVE, "10.2.0.6", PORT, Errno.OK, AT_ONCE)
                        .echo("10.2.0.6", true, 63);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    @Test
    void aRefusalByThisMachinesOwnFilterIsNoSignOfLife() {
        Seen seen =
                remote().connect(SERVER, Errno.SILENT)
                        .reply(Purpose.CONTROL, SERVER, 22, "rst", 64, "lo");
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void aRefusalByIcmpFromARouterIsNoSignOfLife() {
        var icmp = new org.naze.model.Fact.Icmp(ROUTER, 3, 3);
        Seen seen =
                remote().connect(SERVER, Errno.SILENT)
                        .fact(
                                new org.naze.model.Fact.Connect(
                                        Purpose.CONTROL,
                                        SERVER,
                                        22,
                                        null,
                                        Errno.ECONNREFUSED,
                                        AT_ONCE,
                                        icmp,
                                        null));
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void aNeighbourEntryThatFailedDoesNotOutweighAnAnswer() {
        Seen seen =
                onLink().connect(BESIDE, Errno.SILENT)
                        .echo(BESIDE, true, 64)
                        .neighbour(BESIDE, NeighbourState.FAILED);
        assertThat(seen.claimed()).doesNotContain(CAUSE);
    }

    /** 0.5 s may be the end of a search that somebody else's attempt began. */
    @Test
    void aRouterThatLookedForItSaysSoOfAnEchoRequestLater() {
        Seen seen = remote().icmp(SERVER, Errno.EHOSTUNREACH, 500_000, ROUTER, 3, 1);
        assertThat(seen.claimed()).containsExactly("upstream-filter");
        assertThat(seen.echo(SERVER, false, null).claimed()).containsExactly(CAUSE);
    }

    @Test
    void aRouterThatSaysSoAtOnceDidNotLook() {
        Seen seen =
                remote().icmp(SERVER, Errno.EHOSTUNREACH, AT_ONCE, ROUTER, 3, 1)
                        .echo(SERVER, false, null);
        assertThat(seen.claimed()).containsExactly("upstream-filter");
    }

    @Test
    void aRouterThatSaysSoOfAHostThatLivesRejects() {
        Seen seen =
                remote().icmp(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP, ROUTER, 3, 1)
                        .echo(SERVER, true, 63);
        assertThat(seen.claimed()).containsExactly("upstream-filter");
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void anOpenPortThatThisMachineItselfServesIsNoSignOfLife() {
        Seen seen =
                remote().connect(SERVER, Errno.SILENT)
                        .reply(Purpose.CONTROL, SERVER, 22, "syn-ack", 64, "lo");
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    /** A proxy on the way may take connections to it in everybody's name. */
    @Test
    void anOpenWebPortAloneDoesNotRuleItOut() {
        Seen seen =
                remote().connect(SERVER, Errno.SILENT)
                        .connect(Purpose.CONTROL, SERVER, 80, Errno.OK, AT_ONCE);
        assertThat(seen.verdicts())
                .doesNotContainEntry(CAUSE, Verdict.RULED_OUT)
                .containsEntry("host-firewall", Verdict.LIKELY);
    }
}
