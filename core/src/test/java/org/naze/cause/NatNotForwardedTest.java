package org.naze.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.naze.cause.Seen.PORT;
import static org.naze.cause.Seen.ROUTER;
import static org.naze.cause.Seen.SERVER;
import static org.naze.cause.Seen.arrived;
import static org.naze.cause.Seen.expired;
import static org.naze.cause.Seen.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.naze.model.Errno;
import org.naze.model.Fact;
import org.naze.model.Fact.Hop;
import org.naze.model.Fact.Purpose;
import org.naze.model.Fact.Transport;
import org.naze.model.Verdict;

class NatNotForwardedTest {
    private static final String CAUSE = "nat-not-forwarded";

    /** The outer side of the client's own router. */
    private static final String OUTER = "198.51.100.9";

    private static Seen towards(String address) {
        return Seen.byClient("tcp://" + address + ":" + PORT).routed(address).noFilter();
    }

    private static Fact datagramsTo(String address, Hop... hops) {
        return new Fact.Hops(address, 33434, Transport.UDP, 1, hops.length, List.of(hops));
    }

    @Test
    void theOwnRoutersOuterSideDoesNotForward() {
        for (Errno errno : List.of(Errno.ECONNREFUSED, Errno.SILENT)) {
            Seen seen =
                    towards(OUTER)
                            .connect(OUTER, errno)
                            .fact(datagramsTo(OUTER, arrived(1, OUTER)))
                            .fact(datagramsTo("192.0.2.1", expired(1, ROUTER)));
            assertThat(seen.judged().causes().getFirst().cause()).isEqualTo(CAUSE);
            assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.LIKELY);
        }
    }

    /** Some clouds' routers pass packets on as they are. */
    @Test
    void behindARouterThatCountsNoHopsEverythingIsNext() {
        Seen seen =
                towards(OUTER)
                        .connect(OUTER, Errno.ECONNREFUSED)
                        .fact(datagramsTo(OUTER, arrived(1, OUTER)))
                        .fact(new Fact.Hops("192.0.2.1", 33434, Transport.UDP, 1, 1, List.of()));
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE)
                .containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void aPrivateAddressOfTheRouterMayBeMeantAsSuch() {
        Seen seen =
                towards(SERVER)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .fact(datagramsTo(SERVER, arrived(1, SERVER)));
        assertThat(seen.verdicts())
                .containsEntry(CAUSE, Verdict.POSSIBLE)
                .containsEntry("not-listening", Verdict.LIKELY);
    }

    @Test
    void aServerBehindTheRouterIsNotTheRouter() {
        Seen seen =
                towards(OUTER)
                        .connect(OUTER, Errno.ECONNREFUSED)
                        .fact(datagramsTo(OUTER, expired(1, ROUTER), arrived(2, OUTER)));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    @Test
    void whatIsSentOnIsForwarded() {
        Seen seen =
                towards(SERVER)
                        .connect(SERVER, Errno.ECONNREFUSED)
                        .tcp(3, expired(1, ROUTER), expired(2, SERVER), refused(3));
        assertThat(seen.verdicts()).doesNotContainKey(CAUSE);
    }

    private static Seen silent() {
        return towards(OUTER)
                .connect(OUTER, Errno.SILENT)
                .connect(Purpose.CONTROL, OUTER, 80, Errno.OK, 300);
    }

    private static Fact other(int port, Hop hop) {
        return new Fact.Hops(OUTER, port, Transport.TCP, 3, 3, List.of(hop));
    }

    @Test
    void everyOtherPortIsSentOn() {
        assertThat(silent().fact(other(80, expired(3, OUTER))).verdicts())
                .containsEntry(CAUSE, Verdict.LIKELY);
    }

    @Test
    void aServerWithContainersAnswersOnSomePortsItself() {
        Hop itself = new Hop(3, Errno.OK, null, 300);
        Seen seen = silent().fact(other(80, expired(3, OUTER))).fact(other(22, itself));
        assertThat(seen.verdicts()).containsEntry(CAUSE, Verdict.POSSIBLE);
    }
}
