package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.KERNEL_GAVE_UP;
import static org.naze.cause.Seen.OWN;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;

import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact.NeighbourState;
import org.naze.model.Fact.Ruling;
import org.naze.model.Verdict;

class GatewayDownTest {
    private static final String CAUSE = "gateway-down";

    private static Seen client() {
        return Seen.byClient("tcp://" + SERVER + ":" + PORT).routed(SERVER);
    }

    @Test
    void theKernelGaveUpOnTheRouter() {
        Seen seen =
                client().connect(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                        .neighbour(ROUTER, NeighbourState.FAILED);
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.CONFIRMED)
                .doesNotContainKeys("host-down", "private-address", "upstream-filter");
    }

    @Test
    void theKernelsOwnIcmpErrorIsTheSame() {
        Seen seen =
                client().icmp(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP, OWN, 3, 1)
                        .neighbour(ROUTER, NeighbourState.FAILED);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void anErrorFromBehindTheRouterShowsItAlive() {
        Seen seen =
                client().icmp(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP, "10.9.0.1", 3, 1)
                        .neighbour(ROUTER, NeighbourState.FAILED);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void aRouterThatAnsweredIsAlive() {
        Seen seen =
                client().connect(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                        .neighbour(ROUTER, NeighbourState.REACHABLE);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void anotherNeighbourIsNotTheRouter() {
        Seen seen =
                client().connect(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                        .neighbour("10.1.0.9", NeighbourState.FAILED);
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void whileTheKernelStillAsksItIsLikely() {
        Seen seen =
                client().connect(SERVER, Errno.SILENT).neighbour(ROUTER, NeighbourState.INCOMPLETE);
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aPulledCableIsNoDeadRouter() {
        Seen seen =
                Seen.of("tcp://" + SERVER + ":" + PORT)
                        .nic("eth0", false, OWN + "/24")
                        .routed(SERVER)
                        .connect(SERVER, Errno.EHOSTUNREACH, KERNEL_GAVE_UP)
                        .neighbour(ROUTER, NeighbourState.FAILED);
        assertThat(seen.verdicts()).doesNotContainEntry(CAUSE, Verdict.CONFIRMED);
    }

    @Test
    void anOwnRuleThatDropsExplainsIt() {
        Seen seen =
                client().connect(SERVER, Errno.SILENT)
                        .neighbour(ROUTER, NeighbourState.INCOMPLETE)
                        .ruling(SERVER, Ruling.DROP, "output", "drop");
        assertThat(seen.verdicts())
                .containsEntry("client-firewall", Verdict.CONFIRMED)
                .doesNotContainKey(CAUSE);
    }
}
