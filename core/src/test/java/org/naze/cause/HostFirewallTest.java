package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.OWN;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.listener;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Connect;
import org.naze.model.Fact.Icmp;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.NoTracking;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.Reply;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Verdict;

class HostFirewallTest {
    private static final String CAUSE = "host-firewall";

    private static Seen silent() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .routed(SERVER)
                .connect(SERVER, Errno.SILENT)
                .noFilter();
    }

    private static Seen here(Errno errno) {
        return Seen.byClient("tcp://" + OWN + ":" + PORT).here(OWN).connect(OWN, errno);
    }

    @Test
    void fromOutsideItIsNeverCertain() {
        assertThat(silent().echo(SERVER, true, 63).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .containsEntry("upstream-filter", Verdict.LIKELY)
                .doesNotContainValue(Verdict.CONFIRMED);
    }

    /** An answer that arrived and was thrown away tells of the port what any answer tells. */
    @Test
    void aSignOfLifeIsWhatCameBack() {
        assertThat(sign(Errno.OK, null, null)).isEqualTo("tcp/8282 open");
        assertThat(sign(Errno.SILENT, null, new Reply("syn-ack", 63, "eth0")))
                .isEqualTo("tcp/8282 open");
        assertThat(sign(Errno.SILENT, null, new Reply("rst", 63, "eth0")))
                .isEqualTo("tcp/8282 closed");
        assertThat(sign(Errno.ECONNREFUSED, new Icmp(SERVER, 3, 3), null))
                .isEqualTo("tcp/8282 filtered");
    }

    private static @Nullable String sign(Errno errno, @Nullable Icmp icmp, @Nullable Reply reply) {
        var connect =
                new Connect(Purpose.TARGET, SERVER, PORT, null, errno, Seen.AT_ONCE, icmp, reply);
        return Silence.lifeWords(connect).get("sign");
    }

    @Test
    void withoutASignOfLifeItIsOnlyPossible() {
        assertThat(silent().echo(SERVER, false, null).verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE)
                .containsEntry("host-down", Verdict.POSSIBLE);
    }

    @Test
    void aRouterThatAnswersForTheHostIsNoSignOfLife() {
        Seen seen = silent();
        seen.fact(
                new org.naze.model.Fact.Echo(
                        SERVER, "icmp", false, ROUTER, 64, Seen.KERNEL_GAVE_UP));
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    @Test
    void aHostOnTheLinkThatHasAnsweredTheKernelIsAlive() {
        Seen seen =
                Seen.byClient("tcp://10.1.0.5:" + PORT)
                        .route("10.1.0.5", RouteType.UNICAST, null, false)
                        .connect("10.1.0.5", Errno.SILENT)
                        .neighbour("10.1.0.5", NeighbourState.REACHABLE)
                        .noFilter();
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void theSameHostWhenTheKernelHasGivenUpIsNot() {
        Seen seen =
                Seen.byClient("tcp://10.1.0.5:" + PORT)
                        .route("10.1.0.5", RouteType.UNICAST, null, false)
                        .connect("10.1.0.5", Errno.SILENT)
                        .neighbour("10.1.0.5", NeighbourState.FAILED)
                        .noFilter();
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE)
                .containsEntry("host-down", Verdict.LIKELY);
    }

    @Test
    void onTheMachineItselfTheRuleProvesIt() {
        Seen seen =
                here(Errno.SILENT)
                        .listening(listener("0.0.0.0", PORT))
                        .ruling(OWN, Ruling.DROP, "input", "tcp dport 8282 drop");
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.CONFIRMED)
                .doesNotContainKey("client-firewall");
    }

    @Test
    void aRuleOnTheWayOutIsTheClients() {
        Seen seen =
                here(Errno.SILENT)
                        .listening(listener("0.0.0.0", PORT))
                        .ruling(OWN, Ruling.DROP, "output", "tcp dport 8282 drop");
        assertThat(seen.verdicts())
                .containsEntry("client-firewall", Verdict.CONFIRMED)
                .doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aListenerThatIsNotReachedMayHaveAnotherReason() {
        Seen seen =
                here(Errno.SILENT)
                        .listening(listener("0.0.0.0", PORT))
                        .unchecked("filter", Reason.NOT_PERMITTED);
        assertThat(seen.verdicts())
                .containsKey(CAUSE)
                .doesNotContainEntry(CAUSE, Verdict.CONFIRMED)
                .doesNotContainKey("not-listening");
    }

    @Test
    void withoutAFilterItIsNone() {
        Seen seen = here(Errno.SILENT).listening(listener("0.0.0.0", PORT)).noFilter();
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void anIcmpErrorFromTheHostItselfSaysSo() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .icmp(SERVER, Errno.EHOSTUNREACH, 300, SERVER, 3, 10)
                        .noFilter();
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .doesNotContainKeys("upstream-filter", "host-down");
    }

    @Test
    void aResetLooksLikeAClosedPort() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .reply(Purpose.TARGET, SERVER, PORT, "rst", 63, "eth0")
                        .noFilter();
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE)
                .containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void theHostItselfSaysThatItIsUnreachable() {
        Seen seen = Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER).noFilter();
        assertThat(seen.icmp(SERVER, Errno.EHOSTUNREACH, 300, SERVER, 3, 1).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    /** It may have looked for a machine behind it, to which it forwards the port. */
    @Test
    void theHostItselfSaysSoLate() {
        Seen seen = Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER).noFilter();
        assertThat(seen.icmp(SERVER, Errno.EHOSTUNREACH, 3_000_000, SERVER, 3, 1).verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE);
    }

    /** Left to itself the kernel refuses at once. */
    @Test
    void theOwnMachinesSilenceWhereNothingListensIsAFilters() {
        assertThat(here(Errno.SILENT).listening().fact(new NoTracking("none")).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
        assertThat(here(Errno.SILENT).listening(listener("127.0.0.1", PORT)).verdicts())
                .as("NAT may have led it elsewhere")
                .containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(here(Errno.SILENT).verdicts())
                .as("the queue of a listener may be full")
                .doesNotContainKey(CAUSE);
        assertThat(here(Errno.SILENT).listening().noFilter().verdicts()).doesNotContainKey(CAUSE);
    }
}
