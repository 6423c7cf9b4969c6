package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.arrived;
import static org.naze.cause.Seen.expired;
import static org.naze.cause.Seen.refused;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Purpose;
import org.naze.model.Verdict;

/** A client, a router, a second router, and the server behind that. */
class MiddleboxResetTest {
    private static final String CAUSE = "middlebox-reset";
    private static final String SECOND = "10.3.0.2";

    private static Seen client() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER).noFilter();
    }

    private static Seen withTheHostThreeHopsAway(Seen seen) {
        return seen.udp(3, expired(1, ROUTER), expired(2, SECOND), arrived(3, SERVER));
    }

    private static Seen reset(int ttl) {
        return client().reply(Purpose.TARGET, SERVER, PORT, "rst", ttl, "eth0");
    }

    @Test
    void whatAnswersForTheHostAndForwardsItsPacketsIsCertain() {
        Seen seen = withTheHostThreeHopsAway(reset(64).tcp(2, expired(1, ROUTER), refused(2)));
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.CONFIRMED)
                .containsEntry("upstream-filter", Verdict.LIKELY)
                .doesNotContainKey("not-listening");
    }

    @Test
    void aPortThatIsDivertedToANearerMachineMayBeMeantToBe() {
        Seen seen = withTheHostThreeHopsAway(reset(63).tcp(2, expired(1, ROUTER), refused(2)));
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY)
                .containsEntry("not-listening", Verdict.POSSIBLE);
    }

    @Test
    void withoutTheAnswersOwnHopLimitItIsNotCertain() {
        Seen seen =
                withTheHostThreeHopsAway(
                        client().connect(SERVER, Errno.ECONNREFUSED)
                                .tcp(2, expired(1, ROUTER), refused(2)));
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aHopLimitAloneProvesNothing() {
        Seen seen = reset(64).echo(SERVER, true, 62);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void theHostItselfRefusesWhereItsOtherPacketsEnd() {
        Seen seen =
                withTheHostThreeHopsAway(
                        reset(62).tcp(3, expired(1, ROUTER), expired(2, SECOND), refused(3)));
        assertThat(seen.verdicts())
                .doesNotContainKey(CAUSE)
                .containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void aContainerBehindTheHostIsFartherAway() {
        Seen seen =
                withTheHostThreeHopsAway(
                        reset(61)
                                .echo(SERVER, true, 62)
                                .tcp(
                                        4,
                                        expired(1, ROUTER),
                                        expired(2, SECOND),
                                        expired(3, SERVER),
                                        refused(4)));
        assertThat(seen.verdicts())
                .doesNotContainKey(CAUSE)
                .containsEntry("not-listening", Verdict.LIKELY);
    }

    /** Its reset comes from nearer than the container that answers on another port. */
    @Test
    void theHostMayRefuseOnePortAndSendOnAnother() {
        Seen seen =
                reset(62)
                        .echo(SERVER, true, 62)
                        .reply(Purpose.ELSEWHERE, SERVER, 8080, "syn-ack", 61, "eth0");
        assertThat(seen.claimed()).doesNotContain(CAUSE, "upstream-filter");
    }

    @Test
    void aRouterThatSaysNothingIsNoSign() {
        Seen seen = reset(62).tcp(3, expired(1, ROUTER), refused(3)).udp(20, expired(1, ROUTER));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    /** Nobody could look at the own filter, which may divert the port to this machine. */
    @Test
    void theFirstHopsAnswerMayBeThisMachines() {
        Seen seen =
                Seen.byClient("tcp://" + SERVER + ":" + PORT)
                        .routed(SERVER)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .tcp(1, refused(1));
        assertThat(withTheHostThreeHopsAway(seen).claimed()).doesNotContain(CAUSE);
    }
}
