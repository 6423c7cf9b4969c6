package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.arrived;
import static org.naze.cause.Seen.expired;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.Transport;
import org.naze.model.Step;
import org.naze.model.Verdict;

/** Where the packets of a silent port end, and who is to blame for that. */
class TrailTest {
    private static final String SECOND = "10.3.0.2";

    private static Seen silent() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT)
                .routed(SERVER)
                .noFilter()
                .connect(SERVER, Errno.SILENT)
                .echo(SERVER, true, 62);
    }

    private static Step path(Seen seen) {
        return seen.judged().steps().stream()
                .filter(step -> step.name().equals("path"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatStopsWhereOthersGoOnIsStoppedThere() {
        Seen seen =
                silent().tcp(20, expired(1, ROUTER))
                        .hops(PORT, Transport.TCP, 2, 2)
                        .udp(3, expired(1, ROUTER), expired(2, SECOND), arrived(3, SERVER));
        assertThat(seen.verdicts())
                .containsEntry("upstream-filter", Verdict.LIKELY)
                .containsEntry("host-firewall", Verdict.POSSIBLE);
        assertThat(path(seen).values()).containsEntry("last", ROUTER).containsEntry("next", SECOND);
        assertThat(path(seen).status()).isEqualTo(Step.Status.FAILED);
    }

    @Test
    void oneLostPacketIsNoFilter() {
        Seen seen =
                silent().tcp(20, expired(1, ROUTER))
                        .udp(3, expired(1, ROUTER), expired(2, SECOND), arrived(3, SERVER));
        assertThat(seen.verdicts()).containsEntry("host-firewall", Verdict.LIKELY);
    }

    @Test
    void aRouterThatAnswersTheSecondTimeIsNoFilter() {
        Seen seen =
                silent().tcp(20, expired(1, ROUTER))
                        .hops(PORT, Transport.TCP, 2, 2, expired(2, SECOND))
                        .udp(3, expired(1, ROUTER), expired(2, SECOND), arrived(3, SERVER));
        assertThat(seen.verdicts()).containsEntry("host-firewall", Verdict.LIKELY);
        assertThat(path(seen).values()).containsEntry("last", SECOND);
    }

    @Test
    void aRouterThatNeverAnswersIsNotBlamed() {
        Seen seen =
                silent().tcp(20, expired(1, ROUTER)).udp(3, expired(1, ROUTER), arrived(3, SERVER));
        assertThat(seen.verdicts()).containsEntry("host-firewall", Verdict.LIKELY);
        assertThat(path(seen).values()).containsEntry("hops", ROUTER);
    }

    @Test
    void theLastRouterAndTheHostCannotBeToldApart() {
        Seen seen =
                silent().tcp(20, expired(1, ROUTER), expired(2, SECOND))
                        .hops(PORT, Transport.TCP, 3, 3)
                        .udp(3, expired(1, ROUTER), expired(2, SECOND), arrived(3, SERVER));
        assertThat(seen.claimed()).contains("host-firewall", "upstream-filter");
        assertThat(path(seen).values()).containsEntry("hops", ROUTER + ", " + SECOND);
        assertThat(path(seen).status()).isEqualTo(Step.Status.WARNING);
    }

    @Test
    void anyNumbersAreAPathOfBoundedLength() {
        Seen seen =
                silent().tcp(Integer.MAX_VALUE, expired(Integer.MAX_VALUE, ROUTER))
                        .udp(-1, expired(-5, ROUTER), expired(255, SECOND));
        assertThat(seen.judged().causes()).isNotEmpty();
    }
}
