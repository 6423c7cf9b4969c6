package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.OWN;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.SERVER6;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.LookupStatus;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Reason;
import org.naze.model.Fact.RouteType;
import org.naze.model.Fact.Ruling;
import org.naze.model.Verdict;

class ClientFirewallTest {
    private static final String CAUSE = "client-firewall";

    private static Seen silent() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .routed(SERVER)
                .connect(SERVER, Errno.SILENT);
    }

    private static Seen refused() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .routed(SERVER)
                .connect(SERVER, Errno.ECONNREFUSED);
    }

    @Test
    void aRuleThatDropsWhatGoesOut() {
        assertThat(silent().ruling(SERVER, Ruling.DROP, "output", "tcp dport 8282 drop").verdicts())
                .containsEntry(CAUSE, Verdict.CONFIRMED)
                .doesNotContainKeys("host-firewall", "upstream-filter", "host-down");
    }

    @Test
    void aRuleForAnotherAddressIsNone() {
        assertThat(silent().ruling("10.2.0.6", Ruling.DROP, "output", "drop").verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aRuleThatDropsExplainsNoRefusal() {
        assertThat(refused().ruling(SERVER, Ruling.DROP, "output", "drop").verdicts())
                .doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aRuleThatRejectsExplainsNoSilence() {
        assertThat(silent().ruling(SERVER, Ruling.REJECT, "output", "reject").verdicts())
                .doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aRuleThatRejectsExplainsNoResetThatCameInFromOutside() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .reply(Purpose.TARGET, SERVER, PORT, "rst", 63, "eth0")
                        .ruling(SERVER, Ruling.REJECT, "output", "reject with tcp reset");
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aRuleBehindOneThatCouldNotBeCopiedIsNotCertain() {
        Seen seen = silent().ruling(SERVER, Ruling.DROP, "output", "drop", "meta skuid 1000");
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aDiversionToThisMachineIsOne() {
        Seen seen =
                refused().ruling(SERVER, Ruling.DIVERT, "output", "tcp dport 8282 redirect to :1");
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
    }

    /** What its own rule answers says nothing of the host. */
    @Test
    void aRefusalByAnOwnRuleIsNoSignOfLife() {
        Seen seen = refused().ruling(SERVER, Ruling.REJECT, "output", "reject with tcp reset");
        assertThat(new Scene(seen.evidence()).signOfLife(SERVER)).isEmpty();
        assertThat(new Scene(refused().evidence()).signOfLife(SERVER)).isPresent();
    }

    @Test
    void aDiversionMayNameItsAddressInBrackets() {
        for (String own : List.of("fd01::2", "2001:db8::2")) {
            Seen seen =
                    Seen.of("tcp://[" + SERVER6 + "]:" + PORT)
                            .nic("eth0", true, own + "/64")
                            .route(SERVER6, RouteType.UNICAST, "fd01::1", true)
                            .connect(SERVER6, Errno.ECONNREFUSED)
                            .ruling(SERVER6, Ruling.DIVERT, "output", "dnat to [" + own + "]:1");
            assertThat(seen.verdicts()).as(own).containsEntry(CAUSE, Verdict.CONFIRMED);
        }
    }

    @Test
    void aDiversionToAnotherMachineMayBeMeant() {
        Seen seen = refused().ruling(SERVER, Ruling.DIVERT, "output", "dnat to 10.2.0.9:8282");
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aRuleForOneOfTwoAddressesDoesNotExplainTheOther() {
        Seen both =
                Seen.byClient("tcp://chat.example:" + PORT)
                        .lookup("chat.example", SERVER, SERVER6)
                        .routed(SERVER)
                        .connect(SERVER, Errno.SILENT)
                        .connect(SERVER6, Errno.SILENT)
                        .ruling(SERVER, Ruling.DROP, "output", "ip daddr 10.2.0.5 drop");
        assertThat(both.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        both.ruling(SERVER6, Ruling.DROP, "output", "ip6 daddr fd02::5 drop");
        assertThat(both.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void aResetThatCameInOnLoopbackIsThisMachinesOwn() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .reply(Purpose.TARGET, SERVER, PORT, "rst", 64, "lo");
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .doesNotContainKeys("not-listening", "host-firewall", "bound-to-loopback");
    }

    @Test
    void aResetThatCameInOnTheWireIsNot() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .reply(Purpose.TARGET, SERVER, PORT, "rst", 64, "eth0")
                        .noFilter();
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void anIcmpErrorFromAnOwnAddressIsThisMachinesOwn() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .icmp(SERVER, Errno.ECONNREFUSED, 300, OWN, 3, 3);
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .doesNotContainKeys("upstream-filter", "not-listening");
    }

    @Test
    void theSameFromTheRouterIsTheRouters() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .icmp(SERVER, Errno.ECONNREFUSED, 300, ROUTER, 3, 3);
        assertThat(seen.verdicts())
                .containsEntry("upstream-filter", Verdict.CONFIRMED)
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aFilterThatMayNotBeLookedAtStaysPossible() {
        assertThat(silent().unchecked("filter", Reason.NOT_PERMITTED).verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE);
        assertThat(silent().unchecked("filter", Reason.UNSUPPORTED).verdicts())
                .doesNotContainKey(CAUSE);
    }

    @Test
    void aFilterThatLetsItPassIsRuledOut() {
        assertThat(silent().ruling(SERVER, Ruling.ACCEPT, "", "").verdicts())
                .containsEntry(CAUSE, Verdict.RULED_OUT);
        assertThat(silent().ruling(SERVER, Ruling.ACCEPT, "", "", "meta skuid 1000").verdicts())
                .doesNotContainEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void whatDoesNotLeaveIsStoppedHere() {
        Seen seen =
                silent().noFilter()
                        .echo(SERVER, true, 63)
                        .departure(SERVER, null)
                        .neighbour(ROUTER, NeighbourState.REACHABLE);
        assertThat(seen.claimed()).containsExactly(CAUSE);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void whatWaitsForADeadRouterIsNotStopped() {
        Seen seen =
                silent().noFilter()
                        .departure(SERVER, null)
                        .neighbour(ROUTER, NeighbourState.INCOMPLETE);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.RULED_OUT);
        assertThat(seen.claimed()).containsExactly("gateway-down");
    }

    @Test
    void whatWasSeenToLeaveWasNotStopped() {
        Seen seen = silent().unchecked("filter", Reason.NOT_PERMITTED).departure(SERVER, "eth0");
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.RULED_OUT);
    }

    @Test
    void aRuleThatDidNotStopItIsNotWhy() {
        Seen seen =
                silent().ruling(SERVER, Ruling.DROP, "output", "drop", "meta skuid 1000")
                        .echo(SERVER, true, 63)
                        .departure(SERVER, "eth0");
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.RULED_OUT);
        assertThat(seen.claimed()).contains("host-firewall");
    }

    @Test
    void aRuleHereExplainsTheSilenceBeforeAnyElsewhere() {
        Seen seen =
                silent().ruling(SERVER, Ruling.DROP, "output", "drop", "meta skuid 1000")
                        .echo(SERVER, true, 63);
        assertThat(seen.claimed()).containsExactly(CAUSE);
    }

    @Test
    void aDatagramThatMayNotLeave() {
        Seen seen = Seen.byClient("udp://" + SERVER + ":" + PORT).connect(SERVER, Errno.EPERM);
        assertThat(seen.verdicts()).containsExactly(Map.entry(CAUSE, Verdict.LIKELY));
    }

    @Test
    void aRuleAgainstTheNameServer() {
        Seen seen =
                Seen.byClient("tcp://chat.example:" + PORT)
                        .lookup("chat.example")
                        .answer("10.1.0.53", "udp", LookupStatus.NO_ANSWER)
                        .ruling("10.1.0.53", Ruling.DROP, "output", "th dport 53 drop");
        assertThat(seen.claimed()).containsExactly(CAUSE);
    }
}
